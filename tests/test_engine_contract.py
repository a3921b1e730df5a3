"""What every engine must do, whatever it is made of. Add an engine to ENGINES and it is held to all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from indexer.engine import whoosh_engine
from indexer.engine.port import Engine, EnginePage
from indexer.errors import DamagedIndex
from indexer.model import Article, Entry, Term
from indexer.query import (
    AllOf,
    AnyOf,
    DateRange,
    FacetCount,
    Filter,
    Node,
    Nothing,
    Phrase,
    Preferring,
    Query,
    TermNode,
    Within,
    Without,
)
from tests.reference_engine import ReferenceEngine

Reopen = Callable[..., Engine]


class Whoosh:
    """A Whoosh index in a folder; `open` gives a fresh reader, as every new generation does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        whoosh_engine.create(folder)

    def open(self, groups: dict[str, str] | None = None) -> Engine:
        return whoosh_engine.WhooshEngine(self.folder, groups)


class Reference:
    """The reference engine, which is in memory."""

    def __init__(self, _: Path) -> None:
        self.engine = ReferenceEngine()

    def open(self, groups: dict[str, str] | None = None) -> Engine:
        self.engine.groups = groups or {}
        return self.engine


ENGINES = {"whoosh": Whoosh}
GROUPING = {"whoosh": Whoosh, "reference": Reference}


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """Opens the same index anew at each call."""
    made = request.param(tmp_path)
    return made.open  # type: ignore[no-any-return]


def entry(
    name: str,
    body: str = "",
    *,
    title: str = "",
    facets: dict[str, tuple[str, ...]] | None = None,
    day: int | None = None,
) -> Entry:
    article = Article(name, title or name, body, "", None, None, None, None, None, (), ())
    return Entry(name, {"title": words(title), "body": words(body)}, facets or {}, day, article)


def words(text: str) -> tuple[Term, ...]:
    return tuple(Term(word, place, 0, 1) for place, word in enumerate(text.split()))


def filled(reopen: Reopen, *entries: Entry, removed: Iterable[str] = ()) -> Engine:
    reopen().write(entries, removed)
    return reopen()


def ids(page: EnginePage) -> list[str]:
    return [hit.article.id for hit in page.hits]


def found(engine: Engine, node: Node | None, **rest: object) -> list[str]:
    return sorted(ids(engine.search(Query(match=node, limit=100, **rest))))  # type: ignore[arg-type]


T = TermNode
TEXTS = {
    "a": "ủy ban nhân dân phường",
    "b": "ban chỉ đạo phường phòng chống dịch",
    "c": "nhân dân phường ủy ban",
    "d": "dịch bệnh dịch bệnh dịch",
}


@pytest.fixture
def engine(reopen: Reopen) -> Engine:
    return filled(reopen, *(entry(name, text) for name, text in TEXTS.items()))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (T("phường"), ["a", "b", "c"]),
        (T("quận"), []),
        (None, ["a", "b", "c", "d"]),
        (Nothing("nothing left"), []),
        (AllOf((T("phường"), T("dịch"))), ["b"]),
        (AllOf(()), ["a", "b", "c", "d"]),
        (AnyOf((T("ủy"), T("chống"))), ["a", "b", "c"]),
        (AnyOf((T("ủy"), Phrase((T("dịch"), T("bệnh"))))), ["a", "c", "d"]),
        (AnyOf((T("ủy"), T("quận")), best=True), ["a", "c"]),
        (Without(T("phường"), T("dịch")), ["a", "c"]),
        (Without(None, T("phường")), ["d"]),
        (Preferring(T("dịch"), T("phường")), ["b", "d"]),
        (Within("body", T("phường")), ["a", "b", "c"]),
        (Within("title", T("phường")), []),
        (Phrase((T("ủy"), T("ban"))), ["a", "c"]),
        (Phrase((T("ban"), T("nhân"))), ["a"]),
        (Phrase((T("ban"), T("ủy"))), []),
        (Phrase((T("ban"), T("ủy")), ordered=False), ["a", "c"]),
        (Phrase((T("ủy"), T("phường")), slop=2), []),
        (Phrase((T("ủy"), T("phường")), slop=3), ["a"]),
        (Phrase((T("phường"), T("ủy")), slop=3, ordered=False), ["a", "c"]),
        (Phrase((AnyOf((T("ủy"), T("ban"))), AnyOf((T("nhân"), T("chỉ"))))), ["a", "b"]),
        (Phrase((T("dịch"), T("bệnh"), T("dịch"), T("bệnh"), T("dịch"))), ["d"]),
        (Phrase((T("dịch"), T("quận"))), []),
    ],
    ids=repr,
)
def test_a_node_matches_exactly_these_articles(engine: Engine, node: Node | None, expected: list[str]) -> None:
    assert found(engine, node) == expected


def test_a_phrase_never_reaches_from_one_article_into_the_next(reopen: Reopen) -> None:
    engine = filled(reopen, entry("a", "x y"), entry("b", "z x"))
    assert found(engine, Phrase((T("y"), T("z")))) == []
    assert found(engine, Phrase((T("y"), T("z")), slop=50, ordered=False)) == []


def test_a_node_that_was_not_expanded_is_refused(engine: Engine) -> None:
    from indexer.query import Words

    with pytest.raises(TypeError, match="not an expanded node"):
        engine.search(Query(match=Words("phường")))


def test_an_empty_index_answers_with_nothing(reopen: Reopen) -> None:
    page = reopen().search(Query(match=T("x")))
    assert (page.total, page.hits) == (0, ())
    assert reopen().search(Query()).facets["unit"] == ()
    assert list(reopen().vocabulary()) == []
    assert reopen().fetch("a") is None


def test_the_rarer_term_and_the_heavier_field_win(reopen: Reopen) -> None:
    engine = filled(
        reopen,
        entry("body", "x z w", title="q q"),
        entry("title", "z z w", title="x q"),
        entry("other", "z", title="q q"),
    )
    assert ids(engine.search(Query(match=T("x")))) == ["title", "body"]


def test_alternatives_of_one_word_weigh_no_more_than_the_word(reopen: Reopen) -> None:
    engine = filled(reopen, entry("one", "a x"), entry("two", "b x"), entry("rest", "y"))
    hits = engine.search(Query(match=AnyOf((T("a"), T("b"))))).hits
    assert hits[0].score == pytest.approx(hits[1].score)


def test_a_term_of_less_weight_scores_less(reopen: Reopen) -> None:
    engine = filled(reopen, entry("exact", "đường x"), entry("other", "dương x"))
    page = engine.search(Query(match=AnyOf((T("dương", weight=0.3), T("đường")))))
    assert ids(page) == ["exact", "other"]


def test_preferring_adds_to_the_score_and_drops_nothing(reopen: Reopen) -> None:
    engine = filled(reopen, entry("a", "x y"), entry("b", "x z"))
    assert ids(engine.search(Query(match=Preferring(T("x"), T("z"))))) == ["b", "a"]


FACETED = (
    entry(
        "a",
        "x",
        facets={"unit": ("Sở Văn hóa, Thể thao và Du lịch",), "year": ("2020",), "official": ("An", "Bình")},
        day=10,
    ),
    entry("b", "x", facets={"unit": ("UBND phường 1",), "year": ("2021",), "official": ("An",)}, day=30),
    entry("c", "x", facets={"unit": ("UBND phường 1",), "year": ("2020",)}, day=20),
    entry("d", "y", facets={}),
)


@pytest.fixture
def faceted(reopen: Reopen) -> Engine:
    return filled(reopen, *FACETED)


def test_facets_count_the_matching_articles_exactly(faceted: Engine) -> None:
    facets = faceted.search(Query(match=T("x"), limit=1)).facets
    assert facets["unit"] == (FacetCount("UBND phường 1", 2), FacetCount("Sở Văn hóa, Thể thao và Du lịch", 1))
    assert facets["year"] == (FacetCount("2020", 2), FacetCount("2021", 1))
    assert facets["official"] == (FacetCount("An", 2), FacetCount("Bình", 1))


def test_a_facets_own_filter_is_left_out_of_its_own_counts(faceted: Engine) -> None:
    page = faceted.search(Query(match=T("x"), filters=(Filter("year", ("2021",)),)))
    assert (ids(page), page.total) == (["b"], 1)
    assert page.facets["year"] == (FacetCount("2020", 2), FacetCount("2021", 1))
    assert page.facets["unit"] == (FacetCount("UBND phường 1", 1),)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ((Filter("official", ("An", "Bình")),), ["a", "b"]),
        ((Filter("official", ("An",)), Filter("year", ("2020",))), ["a"]),
        ((Filter("official", ("An",), exclude=True),), ["c", "d"]),
        ((Filter("official", ("",)),), ["c", "d"]),
        ((Filter("unit", ("nobody",)),), []),
        ((Filter("year", ("2020", "2021")), Filter("unit", ("",), exclude=True)), ["a", "b", "c"]),
    ],
    ids=repr,
)
def test_values_of_one_filter_are_alternatives_and_filters_add_up(
    faceted: Engine, filters: tuple[Filter, ...], expected: list[str]
) -> None:
    page = faceted.search(Query(filters=filters))
    assert (sorted(ids(page)), page.total) == (expected, len(expected))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (DateRange("1970-01-11", "1970-01-21"), ["a", "c"]),
        (DateRange("1970-01-12", None), ["b", "c"]),
        (DateRange(None, "1970-01-11"), ["a"]),
    ],
)
def test_a_date_range_includes_both_ends_and_no_undated_article(
    faceted: Engine, dates: DateRange, expected: list[str]
) -> None:
    assert found(faceted, None, dates=dates) == expected


def test_the_articles_without_a_value_are_counted_on_request(faceted: Engine) -> None:
    query = Query(filters=(Filter("official", ("An",)),), unstated=True)
    assert faceted.search(query).facets["official"][-1] == FacetCount("", 2)
    assert faceted.search(query).facets["unit"][-1].value != ""
    assert faceted.search(replace(query, facet_limit=1)).facets["official"] == (FacetCount("An", 2), FacetCount("", 2))


# --- copies of one text, folded paths -------------------------------------------------------------
@pytest.fixture(params=GROUPING.values(), ids=GROUPING.keys())
def open_grouped(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    made = request.param(tmp_path)
    made.open().write(
        [
            entry("a", "x x x", day=3),
            entry("b", "x y", day=1),
            entry("c", "x z z z", day=2),
            entry("d", "y y", day=4),
            entry("e", "x", day=9, facets={"year": ("2021",)}),
        ],
        (),
    )
    return made.open  # type: ignore[no-any-return]


SAME = {"a": "b", "b": "b", "c": "b", "gone": "b"}


def test_copies_are_one_hit_with_the_first_published_first_among_the_others(open_grouped: Reopen) -> None:
    page = open_grouped(SAME).search(Query(match=T("x"), collapse=True))
    assert (ids(page), page.total, page.texts) == (["a", "e"], 4, 2)
    assert [each.id for each in page.hits[0].copies] == ["b", "c"]
    assert [hit.copy_count for hit in page.hits] == [2, 0]
    assert page.facets["year"] == (FacetCount("2021", 1),)


def test_copies_stay_apart_unless_they_are_asked_to_be_one(open_grouped: Reopen) -> None:
    page = open_grouped(SAME).search(Query(match=T("x")))
    assert (len(page.hits), page.total, page.texts) == (4, 4, None)
    assert all(hit.copies == () for hit in page.hits)


def test_only_copies_that_match_are_counted(open_grouped: Reopen) -> None:
    page = open_grouped(SAME).search(Query(match=T("y"), collapse=True, sort="newest"))
    assert [(hit.article.id, hit.copy_count) for hit in page.hits] == [("d", 0), ("b", 0)]


def test_pages_of_texts_follow_each_other(open_grouped: Reopen) -> None:
    engine = open_grouped(SAME)
    pages = [ids(engine.search(Query(collapse=True, limit=1, page=page, sort="oldest"))) for page in (1, 2, 3, 4)]
    assert pages == [["b"], ["d"], ["e"], []]


@pytest.fixture(params=GROUPING.values(), ids=GROUPING.keys())
def placed(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    made = request.param(tmp_path)
    paths = {"a": ("T", "T/H", "T/H/X"), "b": ("T", "T/H", "T/H/Y"), "c": ("T", "T/K"), "d": ("U", "U/V"), "e": ()}
    made.open().write([entry(name, "x", facets={"place": found}) for name, found in paths.items()], ())
    return made.open()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((), {"T": 3, "U": 1}),
        (("T",), {"T": 3, "U": 1, "T/H": 2, "T/K": 1}),
        (("T/H",), {"T": 3, "U": 1, "T/H": 2, "T/K": 1, "T/H/X": 1, "T/H/Y": 1}),
        (("U/V",), {"T": 3, "U": 1, "U/V": 1}),
    ],
)
def test_a_folded_path_facet_shows_its_top_and_what_is_right_below_the_chosen(
    placed: Engine, chosen: tuple[str, ...], expected: dict[str, int]
) -> None:
    filters = (Filter("place", chosen),) if chosen else ()
    counts = placed.search(Query(filters=filters, fold_paths=True)).facets["place"]
    assert {count.value: count.count for count in counts} == expected
    assert len(placed.search(Query(filters=filters)).facets["place"]) == 7


def test_undated_articles_come_last_in_both_orders_of_date(faceted: Engine) -> None:
    assert ids(faceted.search(Query(sort="newest"))) == ["b", "c", "a", "d"]
    assert ids(faceted.search(Query(sort="oldest"))) == ["a", "c", "b", "d"]


def test_recent_lifts_newer_articles_a_little_and_relevance_does_not(reopen: Reopen) -> None:
    engine = filled(
        reopen,
        entry("a", "x", day=0),
        entry("b", "x", day=3650),
        entry("best", "x x x x", day=0),
        entry("undated", "x"),
        entry("other", "y y"),
    )
    assert ids(engine.search(Query(match=T("x")))) == ["best", "a", "b", "undated"]
    assert ids(engine.search(Query(match=T("x"), sort="recent"))) == ["best", "b", "a", "undated"]


def test_pages_follow_each_other_without_gap_or_overlap(reopen: Reopen) -> None:
    engine = filled(reopen, *(entry(f"{n:02}", "x") for n in range(25)))
    pages = [ids(engine.search(Query(match=T("x"), page=page, limit=10))) for page in (1, 2, 3, 4)]
    assert list(chain(*pages)) == [f"{n:02}" for n in range(25)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]


def test_writing_replaces_by_id_and_removes(reopen: Reopen) -> None:
    filled(reopen, entry("a", "old"), entry("b", "old"))
    engine = filled(reopen, entry("a", "new"), removed=["b", "unknown"])
    assert (found(engine, T("old")), found(engine, T("new"))) == ([], ["a"])
    assert found(engine, None) == ["a"]
    assert engine.fetch("b") is None


def test_removals_are_read_after_the_last_entry(reopen: Reopen) -> None:
    filled(reopen, entry("a", "x"), entry("b", "x"))
    gone: list[str] = []

    def entries() -> Iterable[Entry]:
        yield entry("c", "x")
        gone.append("a")

    reopen().write(entries(), gone)
    assert found(reopen(), T("x")) == ["b", "c"]


def test_adding_and_removing_an_article_brings_the_old_answers_back(reopen: Reopen) -> None:
    before = filled(reopen, *FACETED).search(Query(match=T("x")))
    filled(reopen, entry("e", "x x x x"))
    after = filled(reopen, removed=["e"]).search(Query(match=T("x")))
    assert after == before


def test_many_small_writes_stay_few_segments_and_lose_nothing(reopen: Reopen, tmp_path: Path) -> None:
    for number in range(45):
        reopen().write([entry(f"{number:02}", "x")], [])
    assert found(reopen(), T("x")) == [f"{number:02}" for number in range(45)]
    segments = {path.name.split(".")[0] for path in tmp_path.glob("MAIN_*.arrays")}
    assert len(segments) <= 18


def test_an_open_engine_keeps_its_state_while_another_writes(reopen: Reopen) -> None:
    engine = filled(reopen, entry("a", "x"))
    filled(reopen, entry("b", "x"), removed=["a"])
    assert found(engine, T("x")) == ["a"]


def test_the_stored_article_comes_back_as_it_was(reopen: Reopen) -> None:
    article = FACETED[0].article
    assert filled(reopen, *FACETED).fetch("a") == article


def test_scan_gives_all_matches_in_the_order_of_their_ids(reopen: Reopen) -> None:
    engine = filled(reopen, *(entry(f"{n:02}", "x" if n % 2 else "y", day=-n) for n in range(30)))
    assert [article.id for article in engine.scan(Query(match=T("x"), limit=1, page=9))] == [
        f"{n:02}" for n in range(30) if n % 2
    ]


def test_the_vocabulary_counts_live_articles_per_term_in_order(reopen: Reopen) -> None:
    engine = filled(reopen, entry("a", "x x y", title="z"), entry("b", "x"))
    assert list(engine.vocabulary()) == [("x", 2), ("y", 1), ("z", 1)]


def test_a_failed_write_leaves_the_index_as_it_was(reopen: Reopen) -> None:
    filled(reopen, entry("a", "x"))

    def broken() -> Iterable[Entry]:
        yield entry("b", "x")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk"):
        reopen().write(broken(), ["a"])
    assert found(filled(reopen, entry("c", "x")), T("x")) == ["a", "c"]


def test_a_damaged_index_is_refused_with_the_way_to_mend_it(reopen: Reopen, tmp_path: Path) -> None:
    filled(reopen, entry("a", "x"))
    for path in tmp_path.glob("MAIN_*.arrays"):
        path.write_bytes(b"")
    with pytest.raises(DamagedIndex, match="reindex --full"):
        reopen()
