"""A small index for tests of the web front end: invented articles, and a search that is plain enough to predict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.analysis.entry import UNIT_KINDS, unit_label
from indexer.corrections import Link
from indexer.errors import NotFound
from indexer.fields import PATH_SIGN
from indexer.history import Change, Run, Since, What
from indexer.model import (
    Article,
    Citation,
    DateFinding,
    Evidence,
    Official,
    Place,
    Post,
    Remark,
    Skipped,
    Span,
    Unit,
)
from indexer.query import FacetCount, Filter, Hit, Marked, Query, ResultPage
from indexer.register.identity import Appearance, Identity, appearances, identify, name_key
from indexer.search.explain import Ground
from indexer.search.vocabulary import Suggestion
from indexer.text.fold import fold

PROOF = Evidence("test.rule", "Sáng 09/11/2021, Ủy ban nhân dân phường Cây Me tổ chức hội nghị.")
WARD = "Ủy ban nhân dân phường Cây Me"
GIVEN = ("Ánh", "Bình", "Chương", "Dũng", "Đạt")
UNION = "Hội Liên hiệp Phụ nữ xã Bình Lãng"
BODY = """Sáng 09/11/2021, Ủy ban nhân dân phường Cây Me tổ chức hội nghị sơ kết công tác phòng, chống dịch bệnh trên \
địa bàn phường, đợt dịch lần thứ tư.
Dự hội nghị có đồng chí Đặng Thị Thúy Ngọc, Bí thư Đảng ủy phường; đồng chí Lê Hoàng Vỹ, Phó Chủ tịch Ủy ban nhân dân \
phường; đại diện các ban, ngành, đoàn thể và Ban điều hành 12 khu phố.
Thực hiện Nghị quyết số 54-NQ/ĐU của Đảng ủy, phường đã thành lập 12 tổ công nghệ số cộng đồng, hướng dẫn 1.240 lượt \
người dân nộp hồ sơ trực tuyến. Đồng chí Lê Hoàng Vỹ đề nghị các khu phố tiếp tục rà soát từng hộ, không để ai bị bỏ \
lại phía sau.
Kết thúc hội nghị, Ủy ban nhân dân phường trao giấy khen cho 06 tập thể và 14 cá nhân có thành tích tiêu biểu."""


def make_official(name: str, *posts: str) -> Official:
    """An official with these posts as printed, all current."""
    found = tuple(Post(post, post, post, "current", PROOF) for post in posts)
    return Official(name, found, (Span("body", 0, 4),))


def make_article(article_id: str = "phuong/1.txt", **changes: object) -> Article:
    """An article with everything read from it; `changes` replace fields."""
    values: dict[str, object] = {
        "id": article_id,
        "title": "Phường Cây Me sơ kết công tác phòng, chống dịch",
        "body": BODY,
        "captions": "Đồng chí Lê Hoàng Vỹ phát biểu tại hội nghị",
        "byline": "Tin, ảnh: Trần Văn An",
        "published": DateFinding("2021-11-10", Evidence("stamp.published", "Ngày đăng: 10/11/2021")),
        "event_date": DateFinding("2021-11-09", PROOF),
        "unit": Unit(WARD, "government", Place(("phường Cây Me", "quận Tân Long", "Thành phố Hồ Chí Minh")), PROOF),
        "publisher": "Cổng thông tin phường Cây Me",
        "officials": (
            make_official("Đặng Thị Thúy Ngọc", "Bí thư Đảng ủy phường"),
            make_official("Lê Hoàng Vỹ", "Phó Chủ tịch Ủy ban nhân dân phường", "Đảng ủy viên"),
        ),
        "documents": (Citation("Nghị quyết số 54-NQ/ĐU", "54-NQ/ĐU", "Nghị quyết", "54-NQ/ĐU", "Đảng ủy", None, ()),),
        "topics": ("y tế - dịch bệnh",),
        "source_url": "https://cayme.example.gov.vn/tin/123",
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class StandInState:
    """Which invented index answers."""

    fingerprint: str = "f1a9c0"
    generation: str = "g000003"
    articles: int = 0
    built_at: str = "2026-03-02T08:15:00+07:00"


@dataclass(slots=True)
class StandIn:
    """An index over a list: an article matches when it holds every word of the text; counts are exact."""

    held: list[Article]
    did_you_mean: str | None = None
    notes: tuple[str, ...] = ()
    broken: Exception | None = None
    asked: list[Query] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    offers: tuple[Suggestion, ...] = (
        Suggestion("Lê Hoàng Vỹ", "official", 12, "", "Phó Chủ tịch Ủy ban nhân dân phường"),
        Suggestion("Nghị quyết số 54-NQ/ĐU", "document", 3, "54-NQ/ĐU", ""),
    )

    @property
    def state(self) -> StandInState:
        self._fail()
        return StandInState(articles=len(self.held))

    def search(self, query: Query) -> ResultPage:
        self._fail()
        self.asked.append(query)
        found = list(self.articles(query))
        if query.sort != "relevance":
            found.sort(key=_day, reverse=query.sort == "newest")
        start = (query.page - 1) * query.limit
        shown = self._leading(found) if query.collapse else found
        hits = tuple(_hit(article, query) for article in shown[start : start + query.limit])
        if query.collapse:
            hits = tuple(self._with_copies(hit, found) for hit in hits)
        facets = {name: self._counts(name, query) for name in query.facets}
        texts = len(shown) if query.collapse else None
        return ResultPage(query, len(found), 3.2, hits, facets, self.did_you_mean, self.notes, texts=texts)

    def _leading(self, found: list[Article]) -> list[Article]:
        first: dict[str, Article] = {}
        for article in found:
            first.setdefault(self.groups.get(article.id, article.id), article)
        return list(first.values())

    def _with_copies(self, hit: Hit, found: list[Article]) -> Hit:
        root = self.groups.get(hit.article.id)
        others = tuple(each for each in found if root and self.groups.get(each.id) == root and each != hit.article)
        return replace(hit, copies=others, copy_count=len(others))

    def article(self, article_id: str) -> Article:
        self._fail()
        for article in self.held:
            if article.id == article_id:
                return article
        raise NotFound(f"không có bài {article_id!r}")

    @property
    def register(self) -> StandInRegister:
        return StandInRegister(self.held)

    @property
    def history(self) -> StandInHistory:
        return StandInHistory(self.changes)

    def find(self, article_id: str) -> Article | None:
        return next((article for article in self.held if article.id == article_id), None)

    def skipped(self) -> tuple[Skipped, ...]:
        return (Skipped("hỏng/trống.html", "no article text found"), Skipped("hỏng/ảnh.txt", "no article text found"))

    def remarks(self) -> tuple[Remark, ...]:
        return (Remark("xã/tin.jsonl#2", '"published" is no day such as 2021-09-28: left out', "hôm qua"),)

    def changed_since(self, day: str) -> tuple[str, ...]:
        """Every article of that year or later."""
        return tuple(article.id for article in self.held if _day(article)[:4] >= day[:4])

    def mark(self, query: Query, texts: Sequence[str]) -> tuple[Marked, ...]:
        return tuple(_marked(text, query) for text in texts)

    def similar(self, article_id: str, limit: int = 5) -> tuple[Article, ...]:
        me = self.article(article_id)
        return tuple(each for each in self.held if each.title == me.title and each.id != me.id)[:limit]

    def copies(self, article_id: str) -> tuple[Article, ...]:
        root = self.groups.get(article_id)
        return tuple(each for each in self.held if root and self.groups.get(each.id) == root and each.id != article_id)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        return tuple(each for each in self.offers if typed.casefold() in each.text.casefold())[:limit]

    def named(self, text: str) -> Suggestion | None:
        return next((each for each in self.offers if each.text.casefold() == text.casefold()), None)

    def explain(self, query: Query, articles: Sequence[Article]) -> tuple[tuple[Ground, ...], ...]:
        return tuple((Ground(query.text, query.text, "exact", 1.0, True, {"body": 2}),) for _ in articles)

    def articles(self, query: Query) -> Iterator[Article]:
        self._fail()
        return (article for article in self.held if _matches(article, query, leaving_out=None))

    def _counts(self, name: str, query: Query) -> tuple[FacetCount, ...]:
        matching = (article for article in self.held if _matches(article, query, leaving_out=name))
        counted = Counter(value for article in matching for value in _values(article, name))
        stated = [FacetCount(value, count) for value, count in counted.most_common(query.facet_limit) if value]
        return (*stated, *([FacetCount("", counted[""])] if counted[""] and query.unstated else []))

    def _fail(self) -> None:
        if self.broken:
            raise self.broken


@dataclass(slots=True)
class StandInHistory:
    """A journal of these changes, complete from g000001 (2026-01-01) on; none at all where there are no changes."""

    held: tuple[Change, ...]

    def runs(self) -> tuple[Run, ...]:
        names = sorted({(one.generation, one.built_at) for one in self.held}, reverse=True)
        return tuple(Run(int(name[1:]), name, at, "f1a9c0", 1, "g000001", "2026-01-01T00:00:00Z") for name, at in names)

    def since(self, moment: str, *, limit: int = 1_000, offset: int = 0) -> Since | None:
        if moment.startswith("g") and moment != "g000001" and moment not in {one.generation for one in self.held}:
            return None
        by_name = moment.startswith("g")
        found = [one for one in self.held if (one.generation > moment if by_name else one.built_at >= moment)]
        known = bool(self.held) and (by_name or moment > "2026-01-01")
        counts: dict[What, int] = dict(Counter(one.what for one in found))
        return Since(tuple(found[offset : offset + limit]), counts, "2026-01-01T00:00:00Z", known)

    def of(self, article: str) -> tuple[Change, ...]:
        return tuple(one for one in self.held if one.article == article)


@dataclass(slots=True)
class StandInRegister:
    """Who is who among the articles of a list, by the rules of the real register."""

    held: list[Article]

    def everybody(self) -> list[Identity]:
        found: dict[str, list[Appearance]] = defaultdict(list)
        for article in self.held:
            for one in appearances(article):
                found[name_key(one.name)].append(one)
        return [person for key in sorted(found) for person in identify(found[key])]

    def named(self, name: str) -> list[Identity]:
        return [person for person in self.everybody() if name_key(person.name) == name_key(name)]

    def alike(self, text: str, limit: int = 50) -> list[Identity]:
        wanted = fold(text).split()
        return [one for one in self.everybody() if set(wanted) <= set(fold(one.name).split())][:limit]

    def identity(self, identity_id: str) -> Identity:
        for person in self.everybody():
            if person.id == identity_id:
                return person
        raise NotFound(f"no official {identity_id!r}")

    def holders(self, place: str) -> list[Identity]:
        held = place.casefold()
        return [one for one in self.everybody() if any(t.place and t.place[0].casefold() == held for t in one.tenures)]

    def links(self) -> tuple[Link, ...]:
        return ()


def many_articles(count: int = 60) -> list[Article]:
    """Articles over several years and units, so that there are facets and pages to go through."""
    units = (WARD, UNION, "Đảng ủy xã Sơn Cẩm Hà", "Phòng Giáo dục và Đào tạo huyện Tân Trụ", "Trạm Y tế xã Phú Nghĩa")
    titles = (
        "Phường Cây Me sơ kết công tác phòng, chống dịch",
        "Hội Phụ nữ xã Bình Lãng trao 30 suất quà cho trẻ em có hoàn cảnh khó khăn nhân dịp năm học mới",
        "Xã Sơn Cẩm Hà: Hội nghị học tập, quán triệt Nghị quyết về chuyển đổi số và xây dựng nông thôn mới nâng cao",
        "Ngành giáo dục Tân Trụ tổng kết năm học",
        "Trạm Y tế xã Phú Nghĩa tổ chức chiến dịch tiêm chủng mở rộng cho trẻ dưới 5 tuổi",
    )
    return [_one_of_many(number, units[number % 5], titles[number % 5]) for number in range(count)]


def _one_of_many(number: int, unit: str, title: str) -> Article:
    year, month, day = 2006 + number * 5 % 21, 1 + number % 12, 1 + number % 28
    place = Place(("xã Bình Lãng", "huyện Tân Trụ", "tỉnh Long An") if number % 5 else ("phường Cây Me",))
    officials = (
        make_official("Đặng Thị Thúy Ngọc", "Bí thư Đảng ủy phường"),
        make_official("Lê Hoàng Vỹ", "Phó Chủ tịch Ủy ban nhân dân phường"),
        make_official(f"Nguyễn Văn {GIVEN[number % 5]}", "Chủ tịch Hội Nông dân"),
        make_official("Ksor H'Nhung", "Trưởng thôn"),
        make_official("Trần Quốc Ý", "Giám đốc"),
    )
    return make_article(
        f"nam-{year}/bai-{number:03}.txt",
        title=title,
        event_date=None if number % 9 == 0 else DateFinding(f"{year}-{month:02}-{day:02}", PROOF),
        published=DateFinding(f"{year}-{month:02}-{day:02}", PROOF),
        unit=None if number % 11 == 10 else Unit(unit, "government", place, PROOF),
        officials=officials[: 1 + number % 5],
    )


def _day(article: Article) -> str:
    finding = article.event_date or article.published
    return finding.value if finding else ""


def _values(article: Article, facet: str) -> tuple[str, ...]:
    match facet:
        case "unit":
            return (unit_label(article.unit) if article.unit else "",)
        case "official":
            return tuple(official.name for official in article.officials)
        case "month":
            return (_day(article)[:7],)
        case "year":
            return (_day(article)[:4],)
        case "place":
            path = article.unit.place.chain[::-1] if article.unit else ()
            return tuple(PATH_SIGN.join(path[: length + 1]) for length in range(len(path)))
        case "document":
            return tuple(document.key for document in article.documents)
        case "kind":
            return (UNIT_KINDS[article.unit.kind],) if article.unit else ()
        case "topic":
            return article.topics
        case _:
            return ()


def _matches(article: Article, query: Query, *, leaving_out: str | None) -> bool:
    held = f"{article.title} {article.body}".lower()
    if not all(word in held for word in query.text.lower().split() if ":" not in word and '"' not in word):
        return False
    return all(_passes(article, chosen) for chosen in query.filters if chosen.facet != leaving_out)


def _passes(article: Article, chosen: Filter) -> bool:
    return any(value in chosen.values for value in _values(article, chosen.facet)) != chosen.exclude


def _hit(article: Article, query: Query) -> Hit:
    return Hit(article, 2.5, _marked(article.title, query), _marked(article.body[:220] + " …", query))


def _marked(text: str, query: Query) -> Marked:
    words = [re.escape(word) for word in query.text.split()]
    spans = [found.span() for found in re.finditer("|".join(words), text, re.IGNORECASE)] if words else []
    return Marked(text, tuple(spans))
