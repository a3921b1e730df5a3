"""The URL is the whole state of a search."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import url_for
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.fields import FACET_NAMES, PATH_FACETS
from indexer.query import SORTS, DateRange, Filter, Query
from searchweb.app import create_app
from searchweb.desk import article_links, with_state
from searchweb.filter_links import excluding, filter_links, toggling
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
from tests.web_stand_in import StandIn

VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
TEXTS = st.text(VISIBLE, max_size=60).map(str.strip)
YEARS = st.integers(1900, 2100).map(str) | st.just("")
MONTHS = st.dates().map(lambda day: day.isoformat()[:7]) | st.just("")
APP = create_app(StandIn([]))
PLACES = st.sampled_from(("", "T", "T/H", "T/H/K", "TH", "U"))
VALUES = {"year": YEARS, "month": MONTHS, "place": PLACES, "place_now": PLACES}
DAYS = st.dates().map(lambda day: day.isoformat()) | st.none()


@st.composite
def filters(draw: st.DrawFn, facets: tuple[str, ...] = FACET_NAMES) -> Filter:
    facet = draw(st.sampled_from(facets))
    values = st.lists(VALUES.get(facet, TEXTS), min_size=1, max_size=6)
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


# --- the choices beside a search ------------------------------------------------------------------
def href(query: Query) -> str:
    return f"/somewhere?{query_string(query)}#below" if query != Query() else "/somewhere#below"


@st.composite
def choices(draw: st.DrawFn) -> tuple[Query, str, str]:
    """A search, a facet and a value of it, often one that is chosen or left out already."""
    state, facet = draw(QUERIES), draw(st.sampled_from(FACET_NAMES))
    if draw(st.booleans()):  # nothing but this facet, so that nothing may be left of the filters
        state = in_order(replace(state, filters=tuple(draw(st.lists(filters((facet,)), max_size=2)))))
    known = [value for each in state.filters if each.facet == facet for value in each.values]
    values = VALUES.get(facet, TEXTS)
    return state, facet, draw(st.sampled_from(known) | values if known else values)


@given(choices())
@example((Query(text="họp", filters=(Filter("place", ("T", "TH", "T/K/M")),), page=3), "place", "T/H"))
@example((Query(filters=(Filter("year", ("2019", "2020")),)), "year", "2021"))
def test_the_link_of_a_choice_is_the_address_of_the_search_with_that_choice(choice: tuple[Query, str, str]) -> None:
    state, facet, value = choice
    before = next((each.values for each in state.filters if each.facet == facet and not each.exclude), ())
    if value in before:
        after = tuple(each for each in before if each != value)
    else:
        narrowed = facet in PATH_FACETS
        after = (*(each for each in before if not (narrowed and value.startswith(each + "/"))), value)
    others = tuple(each for each in state.filters if each.facet != facet or each.exclude)
    asked = replace(state, filters=(*others, Filter(facet, after)), page=1)
    assert toggling(filter_links(state, href), facet)(value) == href(asked)


@given(choices())
def test_the_link_that_leaves_a_value_out_is_the_address_of_the_search_without_it(
    choice: tuple[Query, str, str],
) -> None:
    state, facet, value = choice
    asked = replace(state, filters=(*state.filters, Filter(facet, (value,), exclude=True)), page=1)
    assert excluding(filter_links(state, href), facet)(value) == href(asked)


# --- addresses that end in a name -----------------------------------------------------------------
@given(QUERIES, TEXTS.filter(bool))
def test_the_address_of_an_article_is_the_one_that_flask_writes(state: Query, article_id: str) -> None:
    with APP.test_request_context("/"):
        assert article_links(state)(article_id) == with_state(url_for("article", article_id=article_id), state)
