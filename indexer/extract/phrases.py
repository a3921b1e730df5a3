"""The pieces of a text that tell who holds which post: honorifics, names, posts, signs and clause words, in order.

Tokens go in, a flat list of pieces comes out; `mentions.py` decides which post goes with which name.
"""

from __future__ import annotations

from indexer.extract.addresses import Honorific, barred_words, honorifics, starts_post
from indexer.extract.clauses import clause_words
from indexer.extract.gaps import Gap
from indexer.extract.names import (
    Known,
    is_full_name,
    is_highland_mark,
    is_large_place,
    is_title,
    longest_name,
    run_end,
    surname_strength,
    surnames,
)
from indexer.extract.pieces import (
    BARRED,
    CLAUSE,
    CLAUSES,
    HONORIFIC,
    LEVEL,
    PLURALS,
    POST,
    SIGNS,
    NameSpan,
    Piece,
    dull_sentences,
    openings,
)
from indexer.extract.positions import PostSpan, read_post
from indexer.extract.post_words import MODIFIERS, heads, officer_fields, organisations
from indexer.extract.tokens import CAPS, LETTER, LINE, LOWER, NUMBER, SIGN, TITLE, Tokens

_LONGEST_ASIDE = 14
# Kinds of honorifics that names begin with as well: "Bà Rịa", "Anh Vũ".
_NAME_LIKE = frozenset({"civil", "teacher"})
# Reasons of not_officials.csv that no post can outweigh.
_HARD = frozenset({"historical", "named after", "byline"})


def find_pieces(tokens: Tokens, known: Known) -> list[Piece]:
    """All pieces of the text in order. Linear: every token is read once, a post looks ahead 40 tokens at most."""
    scanner = _Scanner(tokens, known)
    shapes, opens = tokens.shapes, openings(tokens)
    dull = dull_sentences(tokens, opens)
    at, count = 0, len(shapes)
    while at < count:
        if at in dull:
            at = scanner.skip(at, dull[at])
        start = at
        while at < count and shapes[at] == LOWER and not opens[at]:
            at += 1
        if at > start:
            scanner.skip(start, at)
        elif opens[at] == CLAUSE and shapes[at] == LOWER:
            at = scanner.clause(at)
        else:
            at = scanner.step(at, opens[at])
    return scanner.pieces


class _Scanner:
    def __init__(self, tokens: Tokens, known: Known) -> None:
        self.tokens = tokens
        self.known = known
        self.pieces: list[Piece] = []
        self.titles: list[Honorific] = []
        self.barred = ""

    def step(self, at: int, opens: int) -> int:
        """Read the piece at token `at`, which may open the kinds of `opens`; return where the next one begins."""
        tokens = self.tokens
        shape = tokens.shapes[at]
        if shape == LINE:
            return self._sign(at, Gap.NEWLINE)
        if shape == SIGN and tokens.keys[at] in {"(", "["} and (end := self._aside(at)):
            return self._plain(at, end, Gap.DETAIL)
        if shape == SIGN:
            return self._sign(at, SIGNS.get(tokens.keys[at], Gap.NOTHING))
        if shape == NUMBER:
            return self._plain(at, at + 1, Gap.DETAIL if self._in_detail() else Gap.WORDS)
        if opens & BARRED and (end := self._barred(at)):
            return end
        if opens & POST and (end := self._post(at)):
            return end
        if opens & HONORIFIC and (end := self._honorific(at)):
            return end
        if shape != LOWER and (end := self._name(at)):
            return end
        return self._word(at, opens)

    def clause(self, at: int) -> int:
        """Read a plain word that can only be a clause word; these are a third of all words."""
        found = clause_words().match(self.tokens, at)
        if found is None:
            return self._word(at, CLAUSE)
        self.titles.clear()
        return self._plain(at, found[0], CLAUSES[found[1]])

    def skip(self, start: int, end: int) -> int:
        """Read over plain words."""
        self.titles.clear()
        self.barred = "" if self.barred != "byline" else self.barred
        return self._plain(start, end, Gap.WORDS)

    def _sign(self, at: int, gap: int) -> int:
        if gap & (Gap.STOP | Gap.NEWLINE | Gap.SEMICOLON) or (gap & Gap.COLON and self.barred != "byline"):
            self.titles.clear()
            self.barred = ""
        elif gap & (Gap.COMMA | Gap.OPEN | Gap.DASH | Gap.CLOSE) and self.barred != "byline":
            self.barred = ""
        return self._plain(at, at + 1, gap)

    def _aside(self, at: int) -> int:
        """End of a short bracket that names no post, such as "(ngồi giữa)" or "(tỉnh B)"; 0 where there is none."""
        tokens = self.tokens
        duty = tokens.keys[at + 1 : at + 3] == ["phụ", "trách"] and bool(self.pieces) and self.pieces[-1].post
        for end in range(at + 1, min(at + _LONGEST_ASIDE, len(tokens.keys))):
            if tokens.keys[end] in {")", "]"}:
                named = end + 1 < len(tokens.keys) and tokens.shapes[end + 1] == TITLE
                return end + 1 if named or not duty else 0
            if duty:
                continue
            if tokens.shapes[end] == LINE or tokens.keys[end] == "phó" or heads().match(tokens, end) is not None:
                return 0
        return 0

    def _plain(self, at: int, end: int, gap: int) -> int:
        if gap != Gap.WORDS or not self.pieces or self.pieces[-1].gap != Gap.WORDS:
            self.pieces.append(Piece(gap, at, end))
        return end

    def _in_detail(self) -> bool:
        return bool(self.pieces) and bool(self.pieces[-1].gap & (Gap.DETAIL | Gap.OPEN | Gap.COMMA))

    def _post(self, at: int) -> int:
        tokens = self.tokens
        behind = self._is_behind_name()
        titled = tokens.keys[at] in MODIFIERS or heads().match(tokens, at) is not None
        if tokens.keys[at : at + 2] == ["chủ", "tịch"] and at and tokens.keys[at - 1] == "đoàn":
            return self._plain(at, at + 2, Gap.WORDS)  # the presidium of a congress
        if not titled and not (behind and officer_fields().match(tokens, at) is not None):
            return 0
        if tokens.keys[at] == "phó" and tokens.keys[at + 1 : at + 2] == ["phó"]:
            return self._plain(at, at + 1, Gap.WORDS)
        post = read_post(
            tokens,
            at,
            known=self.known,
            expected=self._wants_name(),
            joined=self._is_behind_post(),
            behind_name=behind,
        )
        if post is None:
            found = heads().match(tokens, at)
            return self._plain(at, found[0], Gap.WORDS) if found is not None and found[0] - at > 1 else 0
        plural = at > 0 and tokens.keys[at - 1] in PLURALS
        if plural:
            self.pieces.append(Piece(Gap.PLURAL, at, at))
        self.pieces.append(Piece(Gap.NOTHING, at, post.end, post=post))
        self.barred = self.barred if self.barred in _HARD else "historical" if post.dead else ""
        if post.name_end > post.next and self._is_certain(post):
            self._append_name(post.next, post.name_end)
            return post.name_end
        self.titles.clear()
        return max(post.next, at + 1)

    def _is_behind_name(self) -> bool:
        """Whether a name and a comma, dash or bracket stand right before."""
        if len(self.pieces) < 2 or self.pieces[-2].name is None:
            return False
        return bool(self.pieces[-1].gap & (Gap.COMMA | Gap.DASH | Gap.OPEN))

    def _is_behind_post(self) -> bool:
        """Whether a post and a comma, dash or "kiêm" stand right before."""
        if len(self.pieces) < 2 or self.pieces[-2].post is None:
            return False
        return bool(self.pieces[-1].gap & (Gap.COMMA | Gap.DASH | Gap.SLASH | Gap.LINK))

    def _is_certain(self, post: PostSpan) -> bool:
        """Whether the capitals behind a post are a person's: behind a bare title they need a surname or be known."""
        if not post.bare or surname_strength(self.tokens, post.next, post.name_end) > 0:
            return True
        if post.kind == "justice" and post.name_end - post.next > 1:
            return True  # "Kiểm sát viên", "Thẩm phán" stand before nothing but people
        return " ".join(self.tokens.keys[post.next : post.name_end]) in self.known.people

    def _wants_name(self) -> bool:
        """Whether a name is wanted behind the post read now: not where the post follows its person already."""
        for piece in reversed(self.pieces[-12:]):
            if piece.name is not None:
                return self._has_post_before(piece)
            if piece.post is None and piece.gap & ~(_LIGHT | Gap.HONORIFIC | _OFFICE_VERBS):
                return True
            if piece.gap & (Gap.SEMICOLON | Gap.HONORIFIC):
                return True
        return True

    def _has_post_before(self, name_piece: Piece) -> bool:
        recent = self.pieces[-14:]
        place = next(index for index, piece in enumerate(recent) if piece is name_piece)
        while place > 0 and recent[place - 1].gap & Gap.HONORIFIC:
            place -= 1
        return place > 0 and recent[place - 1].post is not None

    def _honorific(self, at: int) -> int:
        tokens = self.tokens
        found = honorifics().match(tokens, at)
        if found is None:
            return self._short_comrade(at)
        end, (kind, gender) = found
        if end >= len(tokens.keys):
            return 0
        barred = barred_words().match(tokens, at)
        if barred is not None and barred[0] > end:
            return 0
        if kind in _NAME_LIKE and tokens.shapes[at] == TITLE and end - at == 1 and not self._opens_sentence(at):
            return 0
        plural = at > 0 and tokens.keys[at - 1] in PLURALS
        self.titles.append(Honorific(kind, gender, tokens.printed(at, end)))
        gap = Gap.HONORIFIC | (Gap.PLURAL if plural else Gap.NOTHING)
        self.pieces.append(Piece(gap, at, end))
        return self._addressed_name(end) or end

    def _short_comrade(self, at: int) -> int:
        """ "đồng Nguyễn Văn A" for "đồng chí Nguyễn Văn A"."""
        tokens = self.tokens
        if tokens.keys[at] != "đồng" or at + 3 > len(tokens.keys):
            return 0
        end = run_end(tokens, at + 1, lambda place: starts_post(tokens, place))
        strong = (
            end - at > 2 and surname_strength(tokens, at + 1, end) > 1 and tokens.keys[at + 1] not in {"văn", "thị"}
        )
        if not strong or (tokens.shapes[at] == TITLE and end - at < 4):
            return 0
        self.titles.append(Honorific("comrade", "", "đồng"))
        self.pieces.append(Piece(Gap.HONORIFIC, at, at + 1))
        self._append_name(at + 1, end)
        return end

    def _opens_sentence(self, at: int) -> bool:
        """Whether a capitalised one-word honorific is one: "Ông", "Bà" open a sentence, "Bà Rịa" inside does not."""
        if at == 0 or self.titles:
            return True
        before = self.tokens.shapes[at - 1]
        return before in {SIGN, LINE, NUMBER, CAPS} or self.tokens.shapes[at] == CAPS

    def _addressed_name(self, at: int) -> int:
        """The name behind an honorific, if one stands there; single syllables too ("đồng chí Bình")."""
        tokens = self.tokens
        capitals = tokens.shapes[at] == CAPS
        if not is_title(tokens, at, capitals) or self._is_organisation(at) or heads().match(tokens, at) is not None:
            return 0
        if tokens.keys[at] in MODIFIERS and read_post(tokens, at, known=self.known) is not None:
            return 0
        if honorifics().match(tokens, at) is not None and not self._looks_like_name(at, capitals):
            return 0
        end = run_end(tokens, at, lambda place: self._breaks_name(place, capitals), capitals=capitals)
        if end == at or (capitals and end - at < 2) or (end - at == 1 and self._is_half_word(end)):
            return 0
        if end - at > longest_name(tokens, at):
            end = at + (3 if tokens.keys[at + 1] in {"văn", "thị"} else 4)
        self._append_name(at, end)
        return end

    def _is_half_word(self, end: int) -> bool:
        """Whether plain words follow: "đồng chí Đảng viên" names nobody, "đồng chí Bình nêu" does."""
        tokens = self.tokens
        if end >= len(tokens.keys) or tokens.shapes[end] != LOWER:
            return False
        return clause_words().match(tokens, end) is None and heads().match(tokens, end) is None

    def _looks_like_name(self, at: int, capitals: bool) -> bool:
        end = run_end(self.tokens, at, lambda place: self._breaks_name(place, capitals), capitals=capitals)
        return end - at > 1 and surname_strength(self.tokens, at, end) > 0

    def _is_organisation(self, at: int) -> bool:
        found = organisations().match(self.tokens, at)
        return found is not None and found[0] - at > 1 and found[1].role not in {"level", "foreign"}

    def _breaks_name(self, at: int, capitals: bool) -> bool:
        tokens = self.tokens
        if capitals and tokens.shapes[at] == CAPS and clause_words().match(tokens, at) is not None:
            return True
        begun = heads().match(tokens, at)
        if begun is not None and (begun[0] - at > 1 or tokens.shapes[at] == CAPS != capitals):
            return True
        if begun is not None or tokens.keys[at] in MODIFIERS:
            return read_post(tokens, at, known=self.known, expected=False) is not None and not self._is_last(at)
        found = organisations().match(tokens, at)
        return found is not None and found[0] - at > 1 and found[1].role in {"body", "genus", "free"}

    def _is_last(self, at: int) -> bool:
        return at + 1 >= len(self.tokens.keys) or self.tokens.shapes[at + 1] in {SIGN, LINE}

    def _append_name(self, start: int, end: int) -> None:
        name = NameSpan(start, end, tuple(self.titles), self.barred if self.barred in _HARD else "")
        self.pieces.append(Piece(Gap.NOTHING, start, end, name=name))
        self.titles.clear()
        if self.barred != "byline":
            self.barred = ""

    def _barred(self, at: int) -> int:
        found = barred_words().match(self.tokens, at)
        if found is None:
            return 0
        end, reason = found
        if reason == "byline" and not self._opens_byline(at, end):
            return 0
        if reason == "named after" and not self._names_a_thing(at, end):
            return 0
        self.titles.clear()
        self.barred = reason
        if reason == "named after":
            stop = run_end(self.tokens, end, lambda place: starts_post(self.tokens, place))
            return self._plain(at, max(stop, end), Gap.WORDS)
        return self._plain(at, end, Gap.BYLINE if reason == "byline" else Gap.WORDS)

    def _opens_byline(self, at: int, end: int) -> bool:
        keys, shapes = self.tokens.keys, self.tokens.shapes
        if keys[at] == "ảnh" and end == at + 1 and end + 1 < len(keys) and honorifics().match(self.tokens, end + 1):
            return False  # "Ảnh: Đ/c A phát biểu" is a caption, a photographer has no honorific
        opens = at == 0 or shapes[at - 1] == LINE or keys[at - 1] in {"(", "[", "-", "–", ",", "+", "."}
        return opens and end < len(keys) and keys[end] in {":", ",", "-", "–"}

    def _names_a_thing(self, at: int, end: int) -> bool:
        tokens = self.tokens
        if end >= len(tokens.keys) or (tokens.shapes[at] == TITLE and end - at == 1 and tokens.keys[at] in surnames()):
            return False
        return tokens.shapes[end] in {TITLE, LETTER} or (tokens.shapes[end] == CAPS and tokens.shapes[at] != CAPS)

    def _name(self, at: int) -> int:
        """A full name without honorific: capitals that begin with a surname, or a person the article knows."""
        tokens = self.tokens
        if tokens.shapes[at] not in {TITLE, LETTER}:
            return 0
        if self._is_organisation(at):
            return self._skip_run(at)
        end = run_end(tokens, at, lambda place: self._breaks_name(place, False))
        if is_large_place(tokens.keys[at:end]):
            return 0
        if end - at > 4 and is_large_place(tokens.keys[at : at + 2]) and is_full_name(tokens, at + 2, end):
            self._plain(at, at + 2, Gap.DETAIL)  # "Giám đốc Sở Y tế (SYT) Hà Nội Nguyễn Thị A"
            self._append_name(at + 2, end)
            return end
        known = " ".join(tokens.keys[at:end]) in self.known.people
        if known or (is_full_name(tokens, at, end) and not self._is_inside_run(at)):
            self._append_name(at, end)
            return end
        return 0

    def _is_inside_run(self, at: int) -> bool:
        return at > 0 and self.tokens.shapes[at - 1] == TITLE and not is_highland_mark(self.tokens, at)

    def _skip_run(self, at: int) -> int:
        found = organisations().match(self.tokens, at)
        return self._plain(at, found[0] if found is not None else at + 1, Gap.WORDS)

    def _word(self, at: int, opens: int) -> int:
        tokens = self.tokens
        if opens & CLAUSE and (found := clause_words().match(tokens, at)) is not None:
            self.titles.clear()
            return self._plain(at, found[0], CLAUSES[found[1]])
        level = organisations().match(tokens, at) if opens & LEVEL else None
        if level is not None and level[1].role == "level" and level[0] < len(tokens.keys):
            return self._place(at, level[0])
        if opens & CLAUSE and tokens.keys[at] in PLURALS:
            return self._plain(at, at + 1, Gap.NOTHING if self._before_people(at + 1) else Gap.WORDS)
        self.titles.clear()
        self.barred = "" if tokens.shapes[at] == LOWER and self.barred != "byline" else self.barred
        return self._plain(at, at + 1, Gap.WORDS)

    def _before_people(self, at: int) -> bool:
        if at >= len(self.tokens.keys):
            return False
        return honorifics().match(self.tokens, at) is not None or heads().match(self.tokens, at) is not None

    def _place(self, at: int, end: int) -> int:
        """ "huyện B" is read over; behind a post and a comma it is part of that post's address."""
        tokens = self.tokens
        if tokens.shapes[end] == NUMBER:
            stop = end + 1
        else:
            stop = run_end(tokens, end, lambda place: starts_post(tokens, place))
        behind_comma = bool(self.pieces) and bool(self.pieces[-1].gap & (Gap.COMMA | Gap.OPEN | Gap.DETAIL | Gap.DASH))
        return self._plain(at, max(stop, end), Gap.DETAIL if behind_comma and stop > end else Gap.WORDS)


_OFFICE_VERBS = Gap.HOLD | Gap.APPOINT | Gap.TRANSFER | Gap.MAKE | Gap.DISMISS | Gap.WAS
_LINKING = Gap.COMMA | Gap.DASH | Gap.SLASH | Gap.OPEN | Gap.CLOSE | Gap.COLON | Gap.SEMICOLON
_LIGHT = _LINKING | Gap.AND | Gap.LINK | Gap.DETAIL
