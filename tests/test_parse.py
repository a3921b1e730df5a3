"""What readers type and how it is understood: indexer/search/parse.py, unparse.py, periods.py, lexer.py."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.errors import QueryError, QuerySyntaxError
from indexer.query import (
    AllOf,
    AnyOf,
    DateRange,
    Filter,
    Node,
    Nothing,
    Phrase,
    Prefixed,
    Query,
    Quoted,
    When,
    Within,
    Without,
    Words,
)
from indexer.search.parse import MAX_LENGTH, parse
from indexer.search.unparse import unparse


def bare(node: Node | None) -> Node | None:
    """The tree with all `start` at 0: the cases below are not about places."""
    match node:
        case Words(text):
            return Words(text)
        case Quoted(text):
            return Quoted(text)
        case Prefixed(text):
            return Prefixed(text)
        case When(text, period):
            return When(text, period)
        case Within(field, child):
            return Within(field, wanted(child))
        case Phrase(steps, slop, ordered):
            return Phrase(tuple(wanted(step) for step in steps), slop, ordered)
        case AllOf(children):
            return AllOf(tuple(wanted(child) for child in children))
        case AnyOf(children):
            return AnyOf(tuple(wanted(child) for child in children))
        case Without(keep, drop):
            return Without(bare(keep), wanted(drop))
        case _:
            return node


def wanted(node: Node) -> Node:
    found = bare(node)
    assert found is not None
    return found


TREES = [
    ("hội nghị tổng kết", Words("hội nghị tổng kết")),
    ("  hội   nghị ", Words("hội nghị")),
    ('"tiếp xúc cử tri"', Quoted("tiếp xúc cử tri")),
    ("“tiếp xúc cử tri”", Quoted("tiếp xúc cử tri")),
    ("«tiếp xúc cử tri»", Quoted("tiếp xúc cử tri")),
    ("„tiếp xúc cử tri“", Quoted("tiếp xúc cử tri")),
    ("họp và bầu hoặc không", Words("họp và bầu hoặc không")),
    ("and or not", Words("and or not")),
    ("họp AND bầu", AllOf((Words("họp"), Words("bầu")))),
    ("họp OR bầu cử", AnyOf((Words("họp"), Words("bầu cử")))),
    ("họp OR bầu AND cử", AnyOf((Words("họp"), AllOf((Words("bầu"), Words("cử")))))),
    ("(họp OR bầu) cử", AllOf((AnyOf((Words("họp"), Words("bầu"))), Words("cử")))),
    ("họp -covid", Without(Words("họp"), Words("covid"))),
    ("họp NOT covid xã", Without(AllOf((Words("họp"), Words("xã"))), Words("covid"))),
    ('họp -"giao ban" -covid', Without(Words("họp"), AnyOf((Quoted("giao ban"), Words("covid"))))),
    ("NOT NOT họp", Words("họp")),
    ("-covid", Without(None, Words("covid"))),
    ("Covid -19", Words("Covid -19")),
    ("Covid - 19", Words("Covid - 19")),
    ("kiểm NEAR/3 tra", Phrase((Words("kiểm"), Words("tra")), 3, ordered=False)),
    (
        "ban kiểm NEAR/3 tra xã",
        AllOf((Words("ban"), Phrase((Words("kiểm"), Words("tra")), 3, ordered=False), Words("xã"))),
    ),
    ('"hội nghị" NEAR/9 "bầu cử"', Phrase((Quoted("hội nghị"), Quoted("bầu cử")), 9, ordered=False)),
    ("chuyể*", Prefixed("chuyể")),
    ("cải cách chuyể*", AllOf((Words("cải cách"), Prefixed("chuyể")))),
    ("đơn_vị:Hội", Within("unit", Words("Hội"))),
    ('đơn_vị:"Hội Nông dân"', Within("unit", Words("Hội Nông dân"))),
    ('don_vi:"Hội Nông dân"', Within("unit", Words("Hội Nông dân"))),
    ('unit: "Hội Nông dân"', Within("unit", Words("Hội Nông dân"))),
    ("cán_bộ:Bình họp", AllOf((Within("official", Words("Bình")), Words("họp")))),
    ("official:Bình", Within("official", Words("Bình"))),
    ('chức_vụ:"trưởng thôn"', Within("position", Words("trưởng thôn"))),
    ("văn_bản:16/CT-TTg", Within("document", Words("16/CT-TTg"))),
    ("tiêu_đề:(họp OR bầu)", Within("title", AnyOf((Words("họp"), Words("bầu"))))),
    ("-title:họp", Without(None, Within("title", Words("họp")))),
    ('nơi:"Tân Hiệp"', Within("place", Words("Tân Hiệp"))),
    ("Phường 5: họp tổ", Words("Phường 5: họp tổ")),
    ("Chỉ thị số:20/CT-UBND", Words("Chỉ thị số:20/CT-UBND")),
    ("Nội dung: năm", Words("Nội dung: năm")),
    ("họp ngày 5/9/2022", AllOf((Words("họp"), When("ngày 5/9/2022", "2022-09-05")))),
    ("tin ngày 09/11/2021", When("tin ngày 09/11/2021", "2021-11-09")),
    ("họp sáng ngày 05 tháng 9 năm 2022", AllOf((Words("họp"), When("sáng ngày 05 tháng 9 năm 2022", "2022-09-05")))),
    ("5.9.2022 họp", AllOf((When("5.9.2022", "2022-09-05"), Words("họp")))),
    ("tháng 6 năm 2022", When("tháng 6 năm 2022", "2022-06")),
    ("bầu cử tháng 5/2021", AllOf((Words("bầu cử"), When("tháng 5/2021", "2021-05")))),
    ("năm 2021", When("năm 2021", "2021")),
    ("hop nam 2021", AllOf((Words("hop"), When("nam 2021", "2021")))),
    ("viet nam 2021", Words("viet nam 2021")),
    ("nhiệm kỳ 2020-2025", Words("nhiệm kỳ 2020-2025")),
    ("năm học 2022-2023", Words("năm học 2022-2023")),
    ("Kế hoạch 12/KH-UBND ngày 3/4/2020", Words("Kế hoạch 12/KH-UBND ngày 3/4/2020")),
    ("nghị định 67/2014/NĐ-CP", Words("nghị định 67/2014/NĐ-CP")),
    ("", None),
    ("   ", None),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_reads_the_tree(text: str, tree: Node | None) -> None:
    assert bare(parse(text).match) == tree


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_decomposed_letters_read_as_composed_ones(text: str) -> None:
    assert bare(parse(unicodedata.normalize("NFD", text)).match) == bare(parse(text).match)


FILTERED = [
    ("năm:2021", (Filter("year", ("2021",)),), None),
    ("năm:2019-2021", (Filter("year", ("2019", "2020", "2021")),), None),
    ("năm:2019 năm:2021", (Filter("year", ("2019", "2021")),), None),
    ("-năm:2020", (Filter("year", ("2020",), True),), None),
    ("từ:2021 đến:6/2022", (), DateRange("2021-01-01", "2022-06-30")),
    ("from:5/9/2022", (), DateRange("2022-09-05", None)),
    ("to:2022-09-05", (), DateRange(None, "2022-09-05")),
    ("họp từ tháng 7/2025", (), DateRange("2025-07-01", None)),
    ("họp từ 2019 đến 2021", (), DateRange("2019-01-01", "2021-12-31")),
    ("họp từ ngày 1/2/2020 đến hết ngày 3/4/2020", (), DateRange("2020-02-01", "2020-04-03")),
    ("họp sau năm 2020", (), DateRange("2021-01-01", None)),
    ("họp trước ngày 5/9/2022", (), DateRange(None, "2022-09-04")),
    ("sơ kết quý I năm 2021", (), DateRange("2021-01-01", "2021-03-31")),
]


@pytest.mark.parametrize(("text", "filters", "dates"), FILTERED)
def test_reads_years_and_stretches_of_time_as_filters(
    text: str, filters: tuple[Filter, ...], dates: DateRange | None
) -> None:
    query = parse(text)
    assert (query.filters, query.dates) == (filters, dates)


WRONG = [
    ('"hội nghị', 0, '"hội nghị "'),
    ('họp ""', 4, "họp"),
    ("(họp", 0, "(họp)"),
    ("họp)", 3, "họp"),
    ("họp ()", 4, "họp"),
    ("AND họp", 0, "họp"),
    ("họp OR", 4, "họp"),
    ("họp NOT", 4, "họp"),
    ("NEAR/5 họp", 0, "họp"),
    ("họp NEAR bầu", 4, "họp NEAR/5 bầu"),
    ("họp NEAR/0 bầu", 4, "họp NEAR/1 bầu"),
    ("họp NEAR/5 (bầu OR cử)", 4, "họp (bầu OR cử)"),
    ("c*", 0, "c"),
    ("*chuy", 0, "chuy"),
    ("tinh:Huế", 0, "tinh Huế"),
    ("unt:Hội", 0, "unit:Hội"),
    ("đơn vị:Hội", 4, "đơn_vị:Hội"),
    ("đơn_vị: Hội", 0, "Hội"),
    ("năm:hai", 4, "năm:2021"),
    ("năm:2021-2019", 4, "năm:2019-2021"),
    ("từ:31/2/2022", 3, "từ:28/2/2022"),
    ("họp ngày 31/2/2022", 4, "họp ngày 28/2/2022"),
    ("họp ngày 9/28/2021", 4, "họp ngày 28/9/2021"),
    ("(họp năm:2021)", 5, "họp năm:2021"),
]


@pytest.mark.parametrize(("text", "position", "repaired"), WRONG)
def test_says_where_it_is_wrong_and_what_would_work(text: str, position: int, repaired: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(text)
    assert (caught.value.position, " ".join((caught.value.repaired or "").split())) == (position, repaired)


def test_an_unknown_field_is_named_with_the_known_ones() -> None:
    with pytest.raises(QuerySyntaxError, match=r"“tinh”.*đơn_vị.*nơi"):
        parse("tinh:Huế")


def test_a_short_wildcard_is_told_the_minimum() -> None:
    with pytest.raises(QuerySyntaxError, match="ít nhất 2"):
        parse("c*")


@pytest.mark.parametrize("text", ["!!!", "-", "...", "– —", "/"])
def test_a_query_without_words_matches_nothing_and_says_why(text: str) -> None:
    match = parse(text).match
    assert isinstance(match, Nothing)
    assert match.why


HOSTILE = ["họp " * 25_000, "(" * 900 + "a" + ")" * 900, "NOT " * 400 + "a", '"' * 999, "-" * 1_500, "a OR " * 300]


@pytest.mark.parametrize("text", HOSTILE, ids=["100kB", "brackets", "nots", "quotes", "dashes", "ors"])
def test_hostile_text_ends_soon_in_a_query_or_an_error(text: str) -> None:
    begun = time.process_time()
    assert isinstance(understood(text), Query | QueryError)
    assert time.process_time() - begun < 1.0


def test_text_beyond_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(QueryError, match=str(MAX_LENGTH)):
        parse("a" * (MAX_LENGTH + 1))


SIGNS = st.sampled_from(
    [
        *'()":*-/.',
        *("AND", "OR", "NOT", "NEAR/4", "họp", "xã", "năm:2021", "từ:2/2020", "unit:", "title:(", "ngày", "“", "-a"),
        *("NEAR/1", "1/2000", '"0"'),
        *("5/9/2022", "năm 2021", "chuy*", '"tổng kết"', "tu", "den", "2019", "- 19", "tháng 6 năm 2022"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=60), st.lists(SIGNS, max_size=14).map(" ".join), st.lists(SIGNS, max_size=9).map("".join)
)


def understood(text: str) -> Query | QueryError:
    try:
        return parse(text)
    except QueryError as error:
        return error


@settings(max_examples=600, deadline=None)
@given(TYPED)
def test_any_text_gives_a_query_or_an_error_with_a_repair_that_parses(text: str) -> None:
    found = understood(text)
    if isinstance(found, Query):
        assert found.text == text
        return
    assert str(found)
    if isinstance(found, QuerySyntaxError):
        assert 0 <= found.position <= len(text)
        assert found.repaired is None or parse(found.repaired)


def same(query: Query) -> tuple[object, ...]:
    return bare(query.match), query.filters, query.dates


@settings(max_examples=600, deadline=None)
@given(TYPED)
@example('"0"NEAR/1 1/2000')
@example("họp NEAR/2 :3/2019")
def test_unparse_gives_text_that_parses_to_the_same_query(text: str) -> None:
    query = understood(text)
    if isinstance(query, Query):
        assert same(parse(unparse(query))) == same(query)
