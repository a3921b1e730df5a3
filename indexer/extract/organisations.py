"""Names of organisations as texts print them: head words, the words that belong to the name, and the place they act in.

In comes a text, out come its organisations with canonical full names: "UBND xã A" is Ủy ban nhân dân of "xã A".
Heads are rows of tables/organisations.csv; their `shape` says what may follow: area (a place at once), topic (free
words, then a place), name (a proper name), nested (another unit), inner (another unit, which is the one that counts:
Ban Giám hiệu Trường A), fused (nothing but a name: Huyện ủy A).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.extract.heads import INNER_CIRCLES, Head, expand, head_pattern, heads, plain_head
from indexer.extract.place_names import LINK, SIZES, UPPER, PlaceName, bare_province, chains
from indexer.extract.places import named
from indexer.extract.verbs import starts_verb

MAX_TOPIC_WORDS = 16
MAX_NESTED = 4


@dataclass(frozen=True, slots=True)
class Organisation:
    """A unit as printed at `start:end`. `stem` is its canonical name without the place.

    `area` is the place in the name, `outer` the larger places printed behind it; `bare` the kind alone ("xã") where the
    text does not say which. `own_name` is the proper name of a school, hospital or border post.
    """

    stem: str
    head: Head
    start: int
    end: int
    area: tuple[PlaceName, ...] = ()
    outer: tuple[PlaceName, ...] = ()
    bare: str = ""
    own_name: str = ""


_BARE_KINDS = (
    r"xã|phường|thị\strấn|đặc\skhu|huyện|quận|thị\sxã|thành\sphố|tỉnh|thôn|ấp|khu\sphố|tổ\sdân\sphố|bản|buôn|khóm"
)
_BARE = re.compile(
    rf"""
    (?<!tác)(?<!TÁC)\s{{1,2}}(?P<kind>(?i:{_BARE_KINDS}|tp|tx)) (?!\w)
    (?! \s(?i:hội|ủy|uỷ|đoàn|đội|viên|hóa)(?!\w) )
    """,
    re.VERBOSE,
)
_STOP = re.compile(
    r"""
    \s(?: do|đã|vừa|sẽ|đang|cũng|tại|trên|ở|năm|ngày|sáng|chiều|tối|lần|khóa|khoá|nhiệm\skỳ|với|cùng|nhằm|để|từ|đến
      | vào|theo|trong|có|được|bị|là|khi|sau|trước|nơi|gồm|cho|của|về|ra|qua|lên|những|nhân|long\strọng|trang\strọng
      | đồng\sloạt|tháng|quý|tuần|đợt|số|thứ|tưng|như|này|mới|luôn|không|chưa|bằng|giai|thuộc|kết|giữa|hay|hoặc|mà|nên
      | thì )(?!\w)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\s{1,2}([^\s,;:.()“”\"!?–—]{1,30}|[-&](?=\s\w))")
_GAP = re.compile(r"\s{1,2}(?:của\s|trên địa bàn\s)?")
_NUMBER = re.compile(r"\s(?:số\s)?\d{1,3}(?![\w/.,]\d|\w|/)")
# A comma inside a name: "phòng, chống", "Văn hóa, Thể thao và Du lịch".
_INNER_COMMA = re.compile(
    r",\s(?=(?:chống|chữa|thể\sthao|thông\stin|hạ\stầng|xã\shội|du\slịch|khắc\sphục|tái\sđịnh\scư|đô\sthị|ứng\sphó|gia\sđình"
    r"|hỗ\strợ|cứu|giải\sphóng|truyền\sthông|tiêu\scực|lãng\sphí|thương\sbinh|y\stế|môi\strường|xây\sdựng)(?!\w))",
    re.IGNORECASE,
)
_PROPER = re.compile(
    rf"\s{{1,2}}((?:số\s\d{{1,2}}|[{UPPER}][\w'’]{{0,12}})(?:(?:\s|-|\s-\s|\.\s?)(?:[{UPPER}][\w'’]{{0,12}}|và(?=\s[{UPPER}])|\d{{1,2}}(?![\w/]))){{0,7}})"
)
# Courts and procuracies since 07/2025: "VKSND khu vực 6 - Nghệ An".
_REGION = re.compile(r"\s{1,2}(khu\svực\s\d{1,2})(?!\w)", re.IGNORECASE)
_NEVER_ALONE = frozenset({"Đoàn", "Cảnh sát", "Thường trực"})
# "Phó Bí thư Thường trực Tỉnh ủy" is a post in Tỉnh ủy, not in its standing body.
_DEPUTY = re.compile(r"(?:bí\sthư|chủ\stịch|trưởng|phó)\s$", re.IGNORECASE)
_VIETNAM = re.compile(r"\s(?:Việt\sNam|VN)(?!\w)", re.IGNORECASE)


@dataclass(slots=True)
class _Reader:
    """A text with the place chains in it by offset, so that a name can end where a place begins."""

    text: str
    places: dict[int, tuple[PlaceName, ...]]
    shouting: bool


def find_organisations(text: str) -> list[Organisation]:
    """All organisations in `text`, in order; no two overlap. Linear: each name looks at most some 20 words ahead."""
    places = {chain[0].start: chain for chain in chains(text)}
    reader = _Reader(text, places, text.isupper())
    found: list[Organisation] = []
    at = 0
    for match in head_pattern().finditer(text):
        if match.start() < at or not (one := _read(reader, match, 0)):
            continue
        if match[0][0].isupper() or one.area or one.bare or one.own_name:
            found.append(one)
            at = one.end
    return found


def _read(reader: _Reader, match: re.Match[str], depth: int) -> Organisation | None:
    head = heads()[plain_head(match[0])]
    if head.shape == "fused":
        return _fused(reader, match, head)
    end = match.end()
    if head.kind in ("front", "mass_organisation") and (more := _VIETNAM.match(reader.text, end)):
        end = more.end()
    if head.shape != "inner" and (placed := _with_place(reader, Organisation(head.name, head, match.start(), end))):
        return placed
    nested = _nested(reader, end, depth)
    if (
        nested
        and head.name == "Thường trực"
        and _DEPUTY.search(reader.text[max(0, match.start() - 12) : match.start()])
    ):
        return nested
    if head.shape == "inner":
        return replace(nested, start=match.start()) if nested else None
    if nested and head.shape in ("area", "nested", "topic"):
        stem = f"{head.name} {nested.stem}"
        acting = nested.head if head.shape == "nested" or head.name in INNER_CIRCLES else head
        return Organisation(
            stem, acting, match.start(), nested.end, nested.area, nested.outer, nested.bare, nested.own_name
        )
    if head.shape == "nested":
        return None
    if head.shape == "area":
        return _area_only(reader, match, head, end)
    return _with_words(reader, match, head, end)


def _nested(reader: _Reader, at: int, depth: int) -> Organisation | None:
    if depth >= MAX_NESTED or not reader.text[at : at + 1].isspace():
        return None
    match = head_pattern().match(reader.text, at + 1)
    return _read(reader, match, depth + 1) if match else None


def _fused(reader: _Reader, match: re.Match[str], head: Head) -> Organisation | None:
    """Huyện ủy Cát Tiên: the place scan has found huyện Cát Tiên from the same first letter on."""
    if (place := reader.places.get(match.start())) and place[0].end > match.end():
        return Organisation(head.name, head, match.start(), place[-1].end, place[:1], place[1:])
    kind = {"h": "huyện", "q": "quận", "x": "xã", "p": "phường"}.get(head.name[0].lower())
    kind = kind or {"tỉnh": "tỉnh", "thành": "thành phố", "thị": "thị xã"}[head.name.split()[0].lower()]
    return Organisation(head.name, head, match.start(), match.end(), bare=kind)


def _with_place(reader: _Reader, one: Organisation) -> Organisation | None:
    """`one` with the place that follows at once, or the bare kind."""
    at = one.end
    gap = _GAP.match(reader.text, at)
    if gap and (place := reader.places.get(gap.end())) and not head_pattern().match(reader.text, gap.end()):
        return replace(one, end=place[-1].end, area=place[:1], outer=place[1:])
    if bare := _BARE.match(reader.text, at):
        kind = {"tp": "thành phố", "tx": "thị xã"}.get(bare["kind"].lower(), " ".join(bare["kind"].lower().split()))
        outer, end = _outer(reader, bare.end())
        return replace(one, end=end, bare=kind, outer=outer)
    return None


def _outer(reader: _Reader, at: int) -> tuple[tuple[PlaceName, ...], int]:
    """The places linked behind a name: "(huyện Sơn Tịnh, tỉnh Quảng Ngãi)"."""
    link = LINK.match(reader.text, at)
    place = reader.places.get(link.end()) if link and link.end() > at else None
    if place:
        return place, place[-1].end
    province = bare_province(reader.text, at)
    return ((province,), province.end) if province else ((), at)


def _area_only(reader: _Reader, match: re.Match[str], head: Head, end: int) -> Organisation | None:
    """A head without a kind of place behind it: "Công an Long Biên", "VKSND khu vực 6", or the bare head."""
    text = reader.text
    if region := _REGION.match(text, end):
        outer, after = _outer(reader, region.end())
        name = region[1].lower()
        regional = Head(head.name, head.kind, head.shape, "province")
        return Organisation(f"{head.name} {name}", regional, match.start(), after, (), outer, "", name)
    if (proper := _PROPER.match(text, end)) and (name := known_prefix(proper[1])):
        outer, after = _outer(reader, proper.start(1) + len(name))
        return Organisation(f"{head.name} {name}", head, match.start(), after, (), outer, "", name)
    if head.name in _NEVER_ALONE:
        return None
    outer, after = _outer(reader, end)
    return Organisation(head.name, head, match.start(), after, (), outer)


def known_prefix(run: str) -> str:
    """The longest beginning of a run of capitalised words that is a district or province."""
    ends = [part.end() for part in re.finditer(r"[^\s-]+", run)]
    for end in reversed(ends[:5]):
        if _is_larger_place(run[:end]):
            return run[:end]
    return ""


def _with_words(reader: _Reader, match: re.Match[str], head: Head, end: int) -> Organisation | None:
    """Topic words up to a place, a verb, a stop word or punctuation; then the place."""
    topic, at = _topic(reader, head, end)
    if head.shape == "topic" and topic and not (topic[0].isupper() or topic[0].isdigit() or _is_lower(topic, head)):
        return None
    stem = f"{head.name} {expand(topic)}".strip()
    own = topic if head.shape == "name" or topic.startswith("khu vực") else _last_name(topic)
    gate = topic.startswith(GATES)  # a name of its own: the province behind it is where it lies
    if not gate and (placed := _with_place(reader, Organisation(stem, head, match.start(), at))):
        return replace(placed, own_name=own)
    outer, after = _outer(reader, at)
    return Organisation(stem, head, match.start(), after, (), outer, "", own)


def _topic(reader: _Reader, head: Head, end: int) -> tuple[str, int]:
    """The words of the name behind a head that ends at `end`, and where they end."""
    text, at = reader.text, end
    for words in range(MAX_TOPIC_WORDS):
        between = text.endswith(" liên", end, at)
        if not between and (_BARE.match(text, at) or reader.places.get(at + 1)):
            break
        if number := _NUMBER.match(text, at):
            at = number.end()
            continue
        if comma := _INNER_COMMA.match(text, at):
            at = comma.end() - 1
        word = _WORD.match(text, at)
        if word is None or not _continues(reader, word, head, words):
            break
        at = word.end()
    topic = text[end:at].rstrip(" -,&")
    if head.shape == "name":
        topic = re.sub(r"(?:\s(?:và|của|số))+$", "", topic)
    return topic.strip(" -,&"), end + len(topic)


def _continues(reader: _Reader, word: re.Match[str], head: Head, words: int) -> bool:
    """Whether `word`, after `words` others, still belongs to the name."""
    text, printed = reader.text, word[1]
    if _STOP.match(text, word.start()) or _acts_next(reader, word.start()):
        return False
    if printed in ("-", "&"):
        return bool(words) and not reader.places.get(word.end() + 1)
    if head.shape == "name" and not reader.shouting and not (_is_proper(printed) or printed in _LINK_WORDS):
        return False
    return printed.lower() != "và" or not head_pattern().match(text, word.end() + 1)


def _acts_next(reader: _Reader, at: int) -> bool:
    """Whether a verb comes next; inside a name it would have a capital."""
    return starts_verb(reader.text, at) and (reader.shouting or reader.text[at + 1 : at + 2].islower())


def _last_name(topic: str) -> str:
    """The place a hospital or centre is called after: the capitalised words at its end."""
    match = re.search(rf"(?:^|\s)((?:[{UPPER}][\w'’]{{0,12}}[\s-]{{1,3}}){{0,3}}[{UPPER}][\w'’]{{0,12}})$", topic)
    return match[1] if match and known_suffix(match[1]) else ""


def known_suffix(run: str) -> str:
    """The longest end of a run of capitalised words that is a district or province."""
    starts = [part.start() for part in re.finditer(r"[^\s-]+", run)]
    for start in starts:
        if _is_larger_place(run[start:]):
            return run[start:]
    return ""


def _is_larger_place(name: str) -> bool:
    """Whether a district or province is called so. Not Hồ Chí Minh, who is in the names of organisations himself."""
    return name != "Hồ Chí Minh" and any(area.level != "commune" for area in named(name))


def _is_proper(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


# Lower-case words inside proper names: "Trường PTDT bán trú ...", "Đồn Biên phòng cửa khẩu ...".
_LINK_WORDS = frozenset(
    re.findall(r"\S+", "và số chuyên dân tộc bán trú nội khoa học thông cơ sở cửa khẩu quốc tế cảng -")
)


# What a customs office is called after.
GATES = ("cửa khẩu", "cảng", "sân bay")


def _is_lower(topic: str, head: Head) -> bool:
    """Whether these lower-case words may be a name: a committee's task, "Chi cục Thuế khu vực ..."."""
    if topic.startswith(("khu vực", "liên ", "số ", *GATES)):
        return True
    return head.kind in ("committee", "grass_roots") or head.name.startswith(
        ("Chi bộ", "Ban Quản lý", "Trung tâm", "Bệnh viện", "Đảng", "Công đoàn")
    )


def kinds_size(kind: str) -> int:
    """The size (0 to 3) of a bare kind word; a bare "thành phố" counts as a district's."""
    if kind in ("xã", "phường", "thị trấn", "đặc khu"):
        return SIZES["commune"]
    if kind in ("huyện", "quận", "thị xã", "thành phố"):
        return SIZES["district"]
    return SIZES["province"] if kind == "tỉnh" else SIZES["hamlet"]


def joint(found: list[Organisation], text: str) -> Iterator[Organisation]:
    """Yield `found` with lists of organisations of one place taken together: "Đảng ủy, HĐND, UBND xã A"."""
    at = 0
    while at < len(found):
        last = at
        while (
            last + 1 < len(found)
            and not (found[last].area or found[last].bare or found[last].own_name)
            and _JOIN.fullmatch(text, found[last].end, found[last + 1].start)
        ):
            last += 1
        yield _joined(found[at : last + 1]) if last > at else found[at]
        at = last + 1


_JOIN = re.compile(r"\s?(?:,|-|–|và|&)?\s?(?:và\s)?")


def _joined(parts: list[Organisation]) -> Organisation:
    """The first of them, at the place of the last: it stands for all."""
    first, last = parts[0], parts[-1]
    return Organisation(first.stem, first.head, first.start, last.end, last.area, last.outer, last.bare)
