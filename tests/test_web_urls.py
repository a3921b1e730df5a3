"""The URL is the whole state of a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fields import FACET_NAMES
from indexer.query import SORTS, DateRange, Filter, Query
from searchweb.urls import (
    ACCEPTED,
    MAX_TEXT,
    BadParameters,
    in_order,
    kept_parameters,
    query_string,
    read_page,
    read_query,
    read_query_string,
    write_query,
)

VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
TEXTS = st.text(VISIBLE, max_size=60).map(str.strip)
YEARS = st.integers(1900, 2100).map(str) | st.just("")
MONTHS = st.dates().map(lambda day: day.isoformat()[:7]) | st.just("")
DAYS = st.dates().map(lambda day: day.isoformat()) | st.none()


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    facet = draw(st.sampled_from(FACET_NAMES))
    values = st.lists({"year": YEARS, "month": MONTHS}.get(facet, TEXTS), min_size=1, max_size=6)
    return Filter(facet, tuple(draw(values)), draw(st.booleans()))


@st.composite
def ranges(draw: st.DrawFn) -> DateRange | None:
    first, last = draw(DAYS), draw(DAYS)
    if first and last and first > last:
        first, last = last, first
    return DateRange(first, last) if first or last else None


QUERIES = st.builds(
    Query,
    text=TEXTS,
    filters=st.lists(filters(), max_size=6).map(tuple),
    dates=ranges(),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 100_000),
    limit=st.integers(1, 100),
    collapse=st.sampled_from([None, True, False]),
    synonyms=st.booleans(),
).map(in_order)


@given(QUERIES)
def test_a_query_written_as_a_url_reads_back_the_same(query: Query) -> None:
    assert read_query_string(query_string(query).encode()) == query


@given(QUERIES)
def test_a_url_that_was_read_is_written_the_same_again(query: Query) -> None:
    pairs = write_query(query)
    assert write_query(read_query(pairs)) == pairs


def test_the_default_query_is_the_bare_address() -> None:
    assert query_string(Query()) == ""


@pytest.mark.parametrize(
    ("raw", "query"),
    [
        ("", Query()),
        ("q=", Query()),
        ("q=+ph%C3%B2ng+", Query(text="phòng")),
        ("q=phòng", Query(text="phòng")),
        ("unit=A&unit=B", Query(filters=(Filter("unit", ("A", "B")),))),
        ("unit=B&official=C&unit=A&unit=B", Query(filters=(Filter("unit", ("B", "A")), Filter("official", ("C",))))),
        ("unit=", Query(filters=(Filter("unit", ("",)),))),
        ("-unit=A", Query(filters=(Filter("unit", ("A",), exclude=True),))),
        ("year=2019-2021&year=2016", Query(filters=(Filter("year", ("2016", "2019", "2020", "2021")),))),
        ("from=2021-09-28", Query(dates=DateRange("2021-09-28", None))),
        ("from=&to=", Query()),
        ("month=2021-09&month=", Query(filters=(Filter("month", ("2021-09", "")),))),
        ("group=0&synonyms=0", Query(collapse=False, synonyms=False)),
        ("group=1&synonyms=1", Query(collapse=True)),
        ("sort=oldest&page=3&limit=50", Query(sort="oldest", page=3, limit=50)),
    ],
)
def test_parameters_read_as(raw: str, query: Query) -> None:
    assert read_query_string(raw.encode()) == query


def test_a_run_of_years_is_written_as_a_range() -> None:
    years = Filter("year", ("2010", "2011", "2019", "2020", "2021", ""))
    assert query_string(Query(filters=(years,))) == "year=&year=2010&year=2011&year=2019-2021"


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ("foo=1", "foo"),
        ("Q=a", "Q"),
        ("q=a&q=b", "q"),
        ("q=" + "a" * (MAX_TEXT + 1), "1.000"),
        ("q=a%00b", "q"),
        ("q=%ff", "UTF-8"),
        ("year=20", "20"),
        ("year=2021-2019", "2021-2019"),
        ("year=2021-", "2021-"),
        ("year=99999", "99999"),
        ("year=%D9%A2%D9%A0%D9%A2%D9%A1", "2019-2021"),
        ("month=2021-13", "2021-13"),
        ("month=2021", "2021-09"),
        ("group=2", "group"),
        ("group=0&group=1", "group"),
        ("synonyms=no", "no"),
        ("sort=best", "newest"),
        ("sort=", "relevance"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1.5", "page"),
        ("page=", "page"),
        ("page=100001", "page"),
        ("limit=101", "100"),
        ("limit=0", "limit"),
        ("from=2021-02-30", "2021-02-30"),
        ("to=28/09/2021", "28/09/2021"),
        ("from=2022-01-01&to=2021-01-01", "2022-01-01"),
        ("&".join(f"unit={n}" for n in range(51)), "50"),
        ("&".join(f"a{n}=1" for n in range(201)), "200"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(raw: str, named: str) -> None:
    with pytest.raises(BadParameters) as refused:
        read_query_string(raw.encode())
    assert named in str(refused.value)


def test_a_refusal_lists_the_accepted_parameters_and_keeps_what_was_understood() -> None:
    with pytest.raises(BadParameters) as refused:
        read_query_string("q=phòng&unit=A&foo=1&page=x".encode())
    assert all(name in str(refused.value) for name in ACCEPTED)
    assert len(refused.value.problems) == 2
    assert refused.value.usable == Query(text="phòng", filters=(Filter("unit", ("A",)),))


def test_a_page_has_parameters_of_its_own_beside_those_of_the_search() -> None:
    assert read_page("facet_q= sở &q=họp".encode(), {"facet_q": ()}) == (Query(text="họp"), {"facet_q": "sở"})


@pytest.mark.parametrize("raw", ["facet_q=a&facet_q=b", "facet_q=a%00", "facet_q=" + "a" * 301, "other=1", "explain=2"])
def test_a_pages_own_parameters_are_as_strict(raw: str) -> None:
    with pytest.raises(BadParameters):
        read_page(raw.encode(), {"facet_q": (), "explain": ("0", "1")})


def test_a_new_text_keeps_filters_and_order_but_not_the_page() -> None:
    query = Query(text="cũ", filters=(Filter("unit", ("A",)),), sort="newest", page=7)
    assert kept_parameters(query) == (("unit", "A"), ("sort", "newest"))
