"""Which post goes with which name: the grammar of guest lists, captions, headlines and appointments.

Posts that stand together form a group. What lies between a group and the names beside it decides whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.extract.addresses import Honorific, barred_words
from indexer.extract.gaps import Gap
from indexer.extract.pieces import NameSpan, Piece
from indexer.extract.positions import PostSpan
from indexer.extract.post_words import organisations
from indexer.extract.tokens import CAPS, LOWER, Tokens
from indexer.model import PostStatus

_LIGHT = Gap.COMMA | Gap.DASH | Gap.SLASH | Gap.OPEN | Gap.CLOSE | Gap.COLON | Gap.LINK | Gap.DETAIL | Gap.WAS
_JOINS = Gap.COMMA | Gap.DASH | Gap.SLASH | Gap.AND | Gap.SEMICOLON | Gap.LINK | Gap.OPEN | Gap.CLOSE | Gap.DETAIL
_APPOINTING = Gap.HOLD | Gap.APPOINT | Gap.TRANSFER | Gap.MAKE | Gap.DISMISS | Gap.WAS
_LISTS = Gap.COMMA | Gap.SEMICOLON | Gap.AND | Gap.HONORIFIC | Gap.OPEN | Gap.CLOSE | Gap.DETAIL | Gap.DASH
# Titles that firms have as well.
_FIRM_KINDS = frozenset({"chair", "director", "head", "service"})
# How far back a firm is looked for, in words.
_SENTENCE = 40
_TO_NAME = Gap.HONORIFIC | Gap.COLON | Gap.LINK | Gap.LIST | Gap.FOR | Gap.PLURAL | Gap.BULLET | Gap.OPEN


@dataclass(slots=True)
class Holding:
    """One post of a mention, with the rule that tied it and what the text says of its status."""

    post: PostSpan
    rule: str
    status: PostStatus


@dataclass(slots=True)
class PersonMention:
    """A name in the text with the honorifics before it and the posts that the text gives it there."""

    name: NameSpan
    holdings: list[Holding] = field(default_factory=list)
    led: bool = False
    listed: bool = False
    gap_before: int = Gap.NOTHING

    @property
    def titles(self) -> tuple[Honorific, ...]:
        return self.name.titles


@dataclass(slots=True)
class _Group:
    posts: list[PostSpan]
    joints: list[int]
    before: int
    last_before: int
    plural: bool


def link(tokens: Tokens, pieces: list[Piece]) -> list[PersonMention]:
    """Every name of the text in order, with the posts that are its own."""
    linker = _Linker(tokens, pieces)
    linker.run()
    return linker.people


class _Linker:
    def __init__(self, tokens: Tokens, pieces: list[Piece]) -> None:
        self.tokens = tokens
        self.pieces = pieces
        self.people: list[PersonMention] = []
        self.gap = Gap.NOTHING
        self.last = Gap.NOTHING
        self.group: _Group | None = None
        self.plural = False
        self.shared: list[PostSpan] = []
        self.shared_addressed: bool | None = None
        self.reachable = False

    def run(self) -> None:
        """Read all pieces in order, giving each name its posts."""
        for index, piece in enumerate(self.pieces):
            if piece.post is not None:
                self._meet_post(piece.post)
            elif piece.name is not None:
                self._meet_name(piece.name, index)
            else:
                self._meet_gap(piece.gap)
        self._settle(None, Gap.NOTHING)

    def _meet_gap(self, gap: int) -> None:
        if gap & Gap.PLURAL:
            self.plural = True
        elif gap & (Gap.VERB | Gap.WORDS | Gap.STOP):
            self.plural = False
        self.gap |= gap
        if gap:
            self.last = gap
        if gap & (Gap.VERB | Gap.STOP | Gap.WORDS | Gap.BYLINE):
            self.shared = []
        if gap & Gap.NEWLINE and not self.gap & (Gap.COLON | Gap.LIST | Gap.SEMICOLON | Gap.COMMA):
            self.shared = []

    def _meet_post(self, post: PostSpan) -> None:
        if self.group is not None and not self.gap & ~_JOINS and not self._opens_new_group(post):
            self.group.posts.append(post)
            self.group.joints.append(self.gap)
        else:
            self._settle(None, Gap.NOTHING)
            self.group = _Group([post], [self.gap], self.gap, self.last, bool(self.last & Gap.PLURAL))
        self.gap = Gap.NOTHING
        self.last = Gap.NOTHING

    def _opens_new_group(self, post: PostSpan) -> bool:
        if post.weak and self.gap & (Gap.SEMICOLON | Gap.AND):
            return True
        return bool(self.gap & Gap.CLOSE and not self.gap & (Gap.COMMA | Gap.DASH | Gap.SEMICOLON | Gap.SLASH))

    def _meet_name(self, name: NameSpan, index: int) -> None:
        person = PersonMention(name, gap_before=self.gap, listed=self.plural and not self.gap & Gap.SEMICOLON)
        self._settle(person, self.gap, followed=self._is_followed_by_post(index))
        if not person.led:
            self._share(person)
        self.people.append(person)
        self.reachable = not name.barred
        self.gap = Gap.NOTHING
        self.last = Gap.NOTHING

    def _is_followed_by_post(self, index: int) -> bool:
        """Whether the name has posts of its own right behind it: "A, P", "A - P", "A (P)", "A P"."""
        for piece in self.pieces[index + 1 : index + 4]:
            if piece.post is not None:
                return True
            if piece.name is not None or piece.gap & ~(Gap.COMMA | Gap.DASH | Gap.OPEN | Gap.LINK):
                return False
        return False

    # -- shared posts -------------------------------------------------------

    def _share(self, person: PersonMention) -> None:
        if not self.shared:
            return
        addressed = bool(self.gap & Gap.HONORIFIC)
        if self.shared_addressed is None:
            self.shared_addressed = addressed
        allowed = _LISTS | Gap.NEWLINE | Gap.BULLET
        if self.gap & ~allowed or (addressed != self.shared_addressed and not self.gap & Gap.AND):
            self.shared = []
            return
        for post in self.shared:
            self._give(person, post, "shared post", Gap.NOTHING)

    # -- groups -------------------------------------------------------------

    def _settle(self, following: PersonMention | None, after: int, *, followed: bool = False) -> None:
        group, self.group = self.group, None
        if group is None:
            return
        previous = self.people[-1] if self.people and self.reachable else None
        forward = following is not None and _reaches_forward(group, after, followed=followed)
        cut = self._cut(group, previous, after, forward=forward)
        for post, joint in zip(group.posts[:cut], group.joints[:cut], strict=True):
            if previous is not None:
                self._give_back(previous, post, group, joint)
        if forward and following is not None and cut < len(group.posts):
            self._give_forward(following, group, cut, after)
        if cut == 0:
            self.reachable = False

    def _cut(self, group: _Group, previous: PersonMention | None, after: int, *, forward: bool) -> int:
        """How many posts of the group belong to the person before it; the others go to the one behind."""
        count = len(group.posts)
        if previous is None or (forward and after & Gap.FOR) or not self._reaches_back(group, previous):
            return 0
        if not forward:
            return count
        by_the_way = not previous.titles and not previous.listed and previous.gap_before & Gap.WORDS
        if previous.led or group.plural or (by_the_way and not after):
            return 0
        breaks = [at for at, joint in enumerate(group.joints) if joint & (Gap.SEMICOLON | Gap.AND)]
        if breaks:
            return breaks[-1]
        if after & (Gap.HONORIFIC | Gap.COMMA | Gap.DASH | Gap.OPEN):
            return count
        return count - 1 if count > 1 or previous.holdings else count

    def _reaches_back(self, group: _Group, previous: PersonMention) -> bool:
        if group.plural and not group.before & Gap.LINK:
            return False
        gap = group.before
        if gap & Gap.NEWLINE and not gap & (Gap.COMMA | Gap.DASH):
            return False
        if group.posts[0].weak and gap & (Gap.SEMICOLON | Gap.AND):
            return False
        if not gap & ~(_LIGHT | Gap.NEWLINE):
            return True
        if not gap & ~(_LIGHT | Gap.SEMICOLON | Gap.AND) and previous.holdings:
            return True
        return self._is_appointed(group)

    def _is_appointed(self, group: _Group) -> bool:
        """Whether the group is what the person is elected or appointed to, or leaves."""
        gap, last = group.before, group.last_before
        if not gap & _APPOINTING or gap & (Gap.STOP | Gap.NEWLINE | Gap.PLURAL):
            return False
        if last & Gap.MAKE:
            chosen = bool(gap & (Gap.APPOINT | Gap.TRANSFER))
            if _is_event_role(group.posts[0]) and not chosen:
                return False
            return chosen or not gap & (Gap.WORDS | Gap.VERB)
        if last & (Gap.HOLD | Gap.APPOINT | Gap.DISMISS):
            return not gap & Gap.VERB or bool(gap & (Gap.TRANSFER | Gap.APPOINT))
        if last & (Gap.LINK | Gap.WAS):
            return not gap & (Gap.WORDS | Gap.VERB)
        return not gap & (Gap.WORDS | Gap.VERB | Gap.FOR) and bool(last & (Gap.TRANSFER | Gap.COLON))

    def _give_back(self, person: PersonMention, post: PostSpan, group: _Group, joint: int) -> None:
        rule = "post behind name"
        said = Gap.NOTHING
        if group.before & _APPOINTING & ~Gap.WAS:
            rule, said = "appointment", group.before
        elif group.before & Gap.OPEN:
            rule = "post in brackets"
        if group.before & Gap.WAS:
            said |= Gap.WAS
        self._give(person, post, rule, said)
        if person.listed or (rule == "appointment" and person.titles):
            self._give_to_list(person, post, rule)
        elif rule == "post behind name" and self._is_of_a_pair(person, post):
            self._give(self.people[-2], post, "shared post", Gap.NOTHING)

    def _is_of_a_pair(self, person: PersonMention, post: PostSpan) -> bool:
        """Whether two colleagues share it: "cô A và thầy B, Phó Hiệu trưởng"; deputies are several, chiefs are not."""
        if len(self.people) < 2 or not post.normal.startswith("Phó ") or not post.normal[4:5].isupper():
            return False
        if person.gap_before != Gap.AND | Gap.HONORIFIC or self.people[-2].holdings:
            return False
        kinds = [{title.kind for title in one.titles} for one in self.people[-2:]]
        return bool(kinds[0] & kinds[1] & {"teacher", "comrade"})

    def _give_to_list(self, person: PersonMention, post: PostSpan, rule: str) -> None:
        """ "các đồng chí A, B và C - Phó Chủ tịch", "ông A và bà B giữ chức ...": the names before it hold it too."""
        behind = person
        for before in reversed(self.people[:-1][-8:]):
            joined = behind.gap_before & ~(Gap.COMMA | Gap.AND | Gap.HONORIFIC) == Gap.NOTHING and behind.gap_before
            alike = before.listed or (rule == "appointment" and bool(before.titles))
            if not joined or not alike or before.holdings:
                return
            self._give(before, post, "shared post", Gap.APPOINT if rule == "appointment" else Gap.NOTHING)
            behind = before

    def _give_forward(self, person: PersonMention, group: _Group, cut: int, after: int) -> None:
        person.led = True
        appointed = group.before & (_APPOINTING & ~Gap.WAS) if after & Gap.FOR else Gap.NOTHING
        for post in group.posts[cut:]:
            self._give(person, post, "shared post" if group.plural else "post before name", appointed)
        if group.plural:
            self.shared = group.posts[cut:]
            self.shared_addressed = bool(after & Gap.HONORIFIC) if after else None

    def _give(self, person: PersonMention, post: PostSpan, rule: str, said: int) -> None:
        if (
            person.name.barred
            or post.outside
            or post.dead
            or self._is_of_a_firm(post)
            or self._is_of_a_hero(person, post)
        ):
            if post.dead:
                person.name.barred = "historical"
            return
        length = post.end - post.start
        capitals = length > 2 and all(shape == CAPS for shape in self.tokens.shapes[post.start : post.end])
        status = post.status
        if status == "current":
            if said & Gap.DISMISS:
                status = "outgoing"
            elif said & Gap.WAS:
                status = "former"
            elif said & (Gap.APPOINT | Gap.TRANSFER | Gap.MAKE):
                status = "incoming"
        person.holdings.append(Holding(post, "headline" if capitals else rule, status))

    def _is_of_a_firm(self, post: PostSpan) -> bool:
        """Whether a bare "giám đốc" or "Chủ tịch" stands in a sentence about a firm."""
        if not post.bare or post.kind not in _FIRM_KINDS:
            return False
        tokens = self.tokens
        if _names_a_firm(tokens, post.end):
            return True
        for at in range(post.start - 1, max(-1, post.start - _SENTENCE), -1):
            if tokens.keys[at] in {".", "\n", ";"}:
                return False
            found = organisations().match(tokens, at)
            if found is not None and found[1].role == "private":
                return True
        return False

    def _is_of_a_hero(self, person: PersonMention, post: PostSpan) -> bool:
        """Whether a squad or company of the wars is meant: its leader is named after "liệt sĩ" without any address."""
        if person.titles or not post.normal.removeprefix("Phó ").startswith(_SQUADS):
            return False
        tokens = self.tokens
        for at in range(post.start - 1, max(-1, post.start - _SENTENCE), -1):
            if tokens.keys[at] in {".", "\n"}:
                return False
            found = barred_words().match(tokens, at)
            if found is not None and found[1] == "historical":
                return True
        return False


def _names_a_firm(tokens: Tokens, at: int) -> bool:
    """Whether a firm without a name follows a bare title: "giám đốc một công ty may"."""
    for place in range(at, min(at + 3, len(tokens.keys))):
        if tokens.shapes[place] != LOWER:
            return False
        found = organisations().match(tokens, place)
        if found is not None and found[1].role == "private":
            return True
    return False


# Squads that news tells of mostly in stories of the wars.
_SQUADS = ("Tiểu đội", "Trung đội", "Đại đội")
# Of one event or one contest only, where "làm" and no election ties them to a person.
_EVENT_ROLES = frozenset(
    f"{deputy}{role}".lower()
    for deputy in ("", "Phó ")
    for role in (
        *("Chủ tịch Hội đồng", "Trưởng đoàn", "Đoàn", "Trưởng Ban", "Ban", "Tổ trưởng"),
        *("Trưởng Ban Giám khảo", "Trưởng giám khảo", "Ban Giám khảo", "Trưởng trọng tài"),
        *("Trưởng Tổ", "Tổ", "Đội trưởng", "Trưởng Đội", "Đội", "Trưởng Tiểu ban", "Tiểu ban", "Chủ tọa"),
    )
) | {"tổ phó", "đội phó"}


def _is_event_role(post: PostSpan) -> bool:
    return post.role or post.normal.lower() in _EVENT_ROLES


def _reaches_forward(group: _Group, after: int, *, followed: bool) -> bool:
    """Whether the group can belong to the name behind it: "P N", "P: N", "P là ông N", "P, ông N cho biết"."""
    if after & Gap.FOR:
        return bool(group.before & _APPOINTING) and not after & Gap.STOP
    if after == Gap.DETAIL:
        return not followed  # "Phó Chủ tịch Hội (phụ trách phong trào) N"
    if group.plural and after & Gap.COLON and not after & ~(_TO_NAME | Gap.VERB):
        return True  # "Các đại biểu tham dự: A; B"
    if after & (Gap.COMMA | Gap.DASH):
        light = not after & ~(Gap.COMMA | Gap.DASH | Gap.HONORIFIC)
        return light and bool(after & Gap.HONORIFIC) and not after & Gap.PLURAL and not followed and not group.plural
    if after & Gap.OPEN and (followed or group.plural):
        return group.plural
    if after & Gap.NEWLINE:
        return bool(after & (Gap.COLON | Gap.LIST)) and not after & ~(_TO_NAME | Gap.NEWLINE) and group.plural
    if after & (Gap.COLON | Gap.LIST) and not group.plural:
        return not after & ~(Gap.COLON | Gap.HONORIFIC) and not followed
    return not after & ~_TO_NAME
