"""The unit that acts in an article, and the one that publishes it.

In come a page and the day of the article, out comes a unit with its full name, kind, place chain and the sentence that
told. Signals, strongest first: subject of the lead, subject of the title, the hall where it met, a unit in the title,
"Phường 5: ...", the leader's unit, signature, site. A bare "phường" or "Trung tâm" is the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.extract.alternation import alternation
from indexer.extract.heads import INNER_CIRCLES, Head
from indexer.extract.locality import LEAD, Locality, clipped, meant, read_locality
from indexer.extract.organisations import Organisation, find_organisations, joint
from indexer.extract.place_names import LINK, PlaceName, chains
from indexer.extract.places import place_key
from indexer.extract.unit_place import settle
from indexer.extract.verbs import verb_from
from indexer.model import Evidence, Page, Span, TextName, Unit
from indexer.text.sentences import sentence_at

NEAR = 600
GOVERNMENT = Head("Ủy ban nhân dân", "government", "area", "")
HAMLET = Head("", "grass_roots", "area", "hamlet")

# Words right before a name that make it something else than the one who acts.
_PART = re.compile(
    r"""
    (?<!\w)(?: của|với|cùng|theo|từ|trong|cho|về|giữa|gửi|đến|dự|tới|thuộc|bởi|bàn|toàn|các|đường|sang|ngoài|vào|gồm|có
      | trước|nơi|hợp|đồng\schí|ủy\sviên|uỷ\sviên|viên|chủ\stịch|bí\sthư|trưởng|phó|giám\sđốc|chủ\snhiệm|chánh
      | cử\stri|người\sdân|hộ\sdân|bà\scon|thăm|tra|việc|mừng|tặng|gặp|đón|đại\sdiện|đ/c|công\schức|cán\sbộ|ông|bà
      | và|hoặc|hay|mặt|chỉ\sđạo|giúp|đoàn\sthanh\sniên )
    \s(?:các\s)?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEADER = re.compile(
    r"(?<!\w)(?:chủ\stịch|bí\sthư|trưởng|phó|giám\sđốc|chủ\snhiệm|chánh\sán|thường\strực|hiệu\strưởng|viện\strưởng|đoàn|lãnh\sđạo)\s$",
    re.IGNORECASE,
)
_DELEGATION = re.compile(r"(?:đoàn|tổ|lãnh\sđạo|đại\sdiện\slãnh\sđạo)(?:\s[\w-]{1,12}){0,5}\scủa\s$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:tại|ở|trường|trụ\ssở|hóa|hoá|sân|khuôn\sviên|nhà|phòng\shọp|địa\sđiểm|trung\stâm)\s$", re.IGNORECASE
)
_RESIDENT = re.compile(r"[^\W\d_]{2,},?\s(?:hộ\svay\s|ngụ\s|trú\s|sống\s|nhà\s)?(?:ở|tại)\s$", re.IGNORECASE)
_CLAUSE_START = re.compile(
    r"(?:^|[.,;:\n–-]\s?|\d\s|\)\s|(?:được|do|cho\sbiết)\s|(?:^|\n)\s?lãnh\sđạo\s)$", re.IGNORECASE
)
# What may stand between a unit and its verb.
_BETWEEN = (
    re.compile(r"\s?\([^()]{0,160}\)"),
    re.compile(r"\s?\)"),
    re.compile(
        r",?\s(?:khóa|khoá|nhiệm\skỳ|lần\sthứ|giai\sđoạn)\s[\w\s,–-]{1,50}?(?=\s(?:đã|tổ\schức|họp|khai|tiến|long|trọng)\s)"
    ),
    re.compile(r"\sdo\s[^.;\n]{3,220}?\slàm\s(?:trưởng|tổ\strưởng)\s?(?:đoàn)?"),
    re.compile(r",\s(?:sáng|chiều|tối|trong|vào|ngày|từ)\s[^.;,\n]{0,60},"),
    re.compile(
        r"\scùng\s(?:với\s)?(?:các|toàn|đại|nhân|đông|lãnh)\s[^.;:\n]{0,120}?(?=,?\s(?:đã|long|trang|tổ|phối|tiến|ra|họp)\s)"
    ),
    re.compile(r",(?=\s)"),
)
_WITH = re.compile(r"\s?(?:,|và|cùng|cùng\svới|,\scùng|-|–)?\s?(?:và\s|với\s)?")
_BARE_KINDS = ("phường", "xã", "huyện", "quận", "thị trấn", "thị xã", "thành phố", "tỉnh", "đặc khu")
_BARE_SUBJECT = re.compile(rf"(?<!\w)(?P<kind>{alternation(_BARE_KINDS)})(?=\s)")
_PREFIX = re.compile(r"^\s?([^:\n]{2,70}?)\s?:")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A reading of the unit, with the rule that gave it and where it stands."""

    organisation: Organisation
    rule: str
    text: TextName


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the signals look at: the page, its places, the organisations of title and lead."""

    page: Page
    home: Locality
    title: list[Organisation]
    lead: list[Organisation]


def find_unit(page: Page, day: str | None) -> Unit | None:
    """The unit that acts in `page`, under the names of `day` (ISO, may be partial); None where the page names none."""
    page = clipped(page)
    home = read_locality(page, day)
    title = list(joint(find_organisations(page.title), page.title))
    lead = list(joint(find_organisations(page.body[:LEAD]), page.body))
    scene = _Scene(page, home, title, lead)
    found = next(_signals(scene), None)
    if found is None:
        return None
    found = _without_circle(found, scene)
    one = found.organisation
    if one.head.kind == "committee" and not one.area and (area := _title_prefix(scene)):
        found = area
    return _unit(found, scene)


def _without_circle(found: _Candidate, scene: _Scene) -> _Candidate:
    """ "Ban Thường vụ Huyện ủy A" is Huyện ủy A where the title says so."""
    one = found.organisation
    for other in scene.title:
        if one.stem != other.stem and one.stem.endswith(f" {other.stem}") and one.stem.startswith(INNER_CIRCLES):
            return replace(found, organisation=replace(one, stem=other.stem, head=other.head))
    return found


def _unit(found: _Candidate, scene: _Scene) -> Unit:
    page, one = scene.page, found.organisation
    others = [*scene.title, *_site_organisations(page), *scene.lead]
    name, place = settle(one, scene.home, others)
    text = _text(page, found.text)
    first = max(0, one.start - LEAD)
    start, end = sentence_at(text[first : one.end + LEAD], one.start - first, one.end - first)
    evidence = Evidence(found.rule, text[first + start : first + end], Span(found.text, one.start, one.end))
    return Unit(name, one.head.kind, place, evidence)


def _text(page: Page, name: TextName) -> str:
    return {"title": page.title, "body": page.body, "byline": page.byline or "", "site": page.site.name}.get(name, "")


def _signals(scene: _Scene) -> Iterator[_Candidate]:
    """Every reading, the strongest signal first."""
    lead = list(_subjects(scene.page.body[:LEAD], scene.lead, "body"))
    near = [one for one in lead if one.organisation.start < NEAR]
    subjects = [one for one in near if one.rule == "subject of the lead"]
    title = [one for one in _subjects(scene.page.title, scene.title, "title") if one.rule == "subject of the title"]
    # "Xã A tổ chức ..." says less than a title that names the organisation.
    yield from (one for one in (*subjects, *title) if not _is_place(one))
    yield from (*subjects, *title)
    yield from (one for one in near if one.rule == "place of the meeting")
    yield from _title_units(scene)
    if prefix := _title_prefix(scene):
        yield prefix
    yield from (one for one in lead if one.organisation.start >= NEAR)
    yield from _leaders(scene)
    yield from _signature(scene.page)
    if site := _site(scene):
        yield site


def _is_place(one: _Candidate) -> bool:
    return one.organisation.head is GOVERNMENT or one.organisation.head is HAMLET


def _subjects(text: str, organisations: list[Organisation], name: TextName) -> Iterator[_Candidate]:
    """Units that a verb of acting follows; and those in whose hall somebody acted."""
    readings = sorted([*organisations, *_areas(text, organisations)], key=lambda one: one.start)
    starts = {one.start: one for one in readings}
    for one in readings:
        if not _acts(text, one, starts):
            continue
        before = text[max(0, one.start - 60) : one.start]
        if _PLACE_BEFORE.search(before):
            if one.head is HAMLET and _RESIDENT.search(before):
                continue  # "bà A ở ấp B cho biết" tells where she lives
            yield _Candidate(one, "place of the meeting", name)
        elif not _PART.search(before) or _DELEGATION.search(before):
            yield _Candidate(one, f"subject of the {'lead' if name == 'body' else 'title'}", name)


def _acts(text: str, one: Organisation, starts: dict[int, Organisation]) -> bool:
    at = one.end
    for _ in range(8):
        if verb_from(text, at):
            return True
        step = next((match.end() for pattern in _BETWEEN if (match := pattern.match(text, at))), None)
        if step is None:
            link = _WITH.match(text, at)
            other = starts.get(link.end()) if link and link.end() > at else None
            step = other.end if other else None
        if step is None:
            return False
        at = step
    return False


def _areas(text: str, organisations: list[Organisation]) -> Iterator[Organisation]:
    """Places that act themselves: "xã Nguyên Phúc tổ chức", "lãnh đạo xã A thăm", bare "phường tổ chức"."""
    spans = [(one.start, one.end) for one in organisations]
    for chain in chains(text):
        if not any(start <= chain[0].start < end for start, end in spans):
            yield _area(chain, chain[0].start, chain[-1].end)
    for match in _BARE_SUBJECT.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if verb_from(text, match.end()) and _CLAUSE_START.search(before):
            yield Organisation(GOVERNMENT.name, GOVERNMENT, match.start(), match.end(), bare=match["kind"].lower())


def _area(chain: tuple[PlaceName, ...], start: int, end: int) -> Organisation:
    head = GOVERNMENT if chain[0].size else HAMLET
    return Organisation(head.name, head, start, end, chain[:1], chain[1:])


def _title_units(scene: _Scene) -> Iterator[_Candidate]:
    title = scene.page.title
    for one in scene.title:
        before = title[max(0, one.start - 60) : one.start]
        if not _LEADER.search(before) and not _PLACE_BEFORE.search(before) and not _PART.search(before):
            yield _Candidate(one, "unit in the title", "title")


def _title_prefix(scene: _Scene) -> _Candidate | None:
    """ "Phường 5: ...", "Ia Hrung: ..."."""
    title = scene.page.title
    if not (match := _PREFIX.match(title)):
        return None
    chain = next((one for one in chains(match[1]) if one[0].start == match.start(1)), None)
    if chain and LINK.sub("", title[chain[-1].end : match.end(1)], count=1) in ("", ")"):
        return _Candidate(_area(chain, chain[0].start, chain[-1].end), "prefix of the title", "title")
    key = place_key(match[1])
    for one in scene.home.chains:
        for at, name in enumerate(one):
            if name.size and place_key(name.name) == key:
                return _Candidate(_area(one[at:], 0, match.end(1)), "prefix of the title", "title")
    return None


def _leaders(scene: _Scene) -> Iterator[_Candidate]:
    """The unit whose leader acts: "Chủ tịch UBND xã A tiếp công dân"."""
    titled = [(one, scene.page.title, "title") for one in scene.title]
    readings = [*titled, *((one, scene.page.body, "body") for one in scene.lead)]
    befores = [text[max(0, one.start - 60) : one.start] for one, text, _ in readings]
    for sure in (True, False):
        for (one, _, name), before in zip(readings, befores, strict=True):
            fits = not sure or _LEADER.search(before) or not _PART.search(before)
            if fits and not _PLACE_BEFORE.search(before):
                yield _Candidate(one, "unit of the leader", name)  # type: ignore[arg-type]


def _signature(page: Page) -> Iterator[_Candidate]:
    if not page.byline:
        return
    for one in find_organisations(page.byline):
        yield _Candidate(one, "signature", "byline")


def _site_organisations(page: Page) -> list[Organisation]:
    site = page.site
    return [one for text in (site.name, site.breadcrumb, site.footer) for one in find_organisations(text)]


def _site(scene: _Scene) -> _Candidate | None:
    name = scene.page.site.name
    if organisations := list(joint(find_organisations(name), name)):
        return _Candidate(organisations[0], "site", "site")
    if chain := next(iter(chains(name)), None):
        return _Candidate(_area(chain, chain[0].start, chain[-1].end), "site", "site")
    for size in (1, 2, 3):
        if chain := meant(scene.home, size):
            return _Candidate(_area(chain, 0, 0), "places of the page", "site")
    return None


def find_publisher(page: Page) -> str | None:
    """The unit that runs the site, in full words; None where neither its name nor its footer tells."""
    page = clipped(page)
    home = read_locality(replace(page, body="", captions="", byline=None), None)
    for text in (page.site.name, page.site.footer):
        organisations = list(joint(find_organisations(text), text))
        chain = next(iter(chains(text)), None)
        if organisations:
            return settle(organisations[0], home, organisations)[0]
        if chain:
            return settle(_area(chain, chain[0].start, chain[-1].end), home, [])[0]
    return None
