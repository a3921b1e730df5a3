"""Who is who: what joins two appearances of a name, what keeps them apart, what a correction does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.corrections import Corrections, Link
from indexer.errors import NotFound
from indexer.model import Article, DateFinding, Evidence, Official, Place, Post, Unit
from indexer.register.apart import Apart, told_apart
from indexer.register.identity import Appearance, Held, Identity, appearances, identify, name_key, post_place
from indexer.register.register import Register, update_register

EVIDENCE = Evidence("test", "")
AN_BINH = ("xã An Bình", "huyện Cao Lãnh", "tỉnh Đồng Tháp")
AN_BINH_ELSEWHERE = ("xã An Bình", "huyện Long Hồ", "tỉnh Vĩnh Long")
LAI_VUNG = ("huyện Lai Vung", "tỉnh Đồng Tháp")


def seen(
    article: str, day: str, *posts: tuple[str, tuple[str, ...]], serial: int = 0, name: str = "Lê Văn Tám"
) -> Appearance:
    held = tuple(Held(family, family, "current", place) for family, place in posts)
    return Appearance(article, serial, name, day, "", held)


def people(found: Sequence[Appearance], **links: Sequence[Link]) -> list[set[str]]:
    return [set(person.articles) for person in identify(found, **links)]


def test_the_same_post_in_the_same_place_is_one_person() -> None:
    found = [seen("a", "2019-01-02", ("Bí thư Đảng ủy", AN_BINH)), seen("b", "2021-03-04", ("Bí thư Đảng ủy", AN_BINH))]
    (person,) = identify(found)
    (tenure,) = person.tenures
    assert (tenure.first_seen, tenure.last_seen, tenure.articles) == ("2019-01-02", "2021-03-04", ("a", "b"))
    assert person.reasons == ("same post: Bí thư Đảng ủy, xã An Bình",)


def test_the_name_alone_joins_nobody() -> None:
    found = [seen("a", "2019", ("Bí thư Đảng ủy", AN_BINH)), seen("b", "2019", ("Bí thư Đảng ủy", AN_BINH_ELSEWHERE))]
    assert people(found) == [{"a"}, {"b"}]
    nowhere = [seen("a", "2019", ("Giám đốc", ())), seen("b", "2019", ("Giám đốc", ()))]
    assert people(nowhere) == [{"a"}, {"b"}]


def test_another_post_in_the_same_commune_is_the_same_person_within_two_terms() -> None:
    found = [
        seen("a", "2016", ("Phó Chủ tịch UBND", AN_BINH)),
        seen("b", "2021", ("Chủ tịch UBND", AN_BINH)),
        seen("c", "2035", ("Chủ tịch HĐND", AN_BINH)),
    ]
    assert people(found) == [{"a", "b"}, {"c"}]


def test_a_province_is_too_large_for_the_same_place() -> None:
    province = ("tỉnh Đồng Tháp",)
    found = [seen("a", "2016", ("Giám đốc Sở", province)), seen("b", "2017", ("Chánh Thanh tra", province))]
    assert people(found) == [{"a"}, {"b"}]


def test_a_stated_move_joins_both_places() -> None:
    found = [
        seen("a", "2018", ("Chủ tịch UBND", AN_BINH)),
        seen("b", "2019", ("Chủ tịch UBND", AN_BINH), ("Chánh Thanh tra", LAI_VUNG)),
        seen("c", "2020", ("Chánh Thanh tra", LAI_VUNG)),
    ]
    assert people(found) == [{"a", "b", "c"}]


def test_two_of_one_name_in_one_article_stay_two_everywhere() -> None:
    found = [
        seen("a", "2020", ("Chủ tịch UBND", AN_BINH)),
        seen("a", "2020", ("Trưởng Công an", AN_BINH), serial=1),
        seen("b", "2021", ("Trưởng Công an", AN_BINH)),
        seen("c", "2021", ("Chủ tịch UBND", AN_BINH)),
    ]
    assert sorted(map(sorted, people(found))) == [["a", "b"], ["a", "c"]]


def test_a_merge_of_a_researcher_joins_and_says_so() -> None:
    found = [seen("a", "2019", ("Bí thư Đảng ủy", AN_BINH)), seen("b", "2020", ("Bí thư Đảng ủy", AN_BINH_ELSEWHERE))]
    (person,) = identify(found, merges=[Link("Lê Văn Tám", "a", "Lê Văn Tám", "b", "cùng tiểu sử")])
    assert person.reasons == ("correction: cùng tiểu sử",)


def test_a_split_of_a_researcher_comes_before_every_rule() -> None:
    found = [seen("a", "2019", ("Bí thư Đảng ủy", AN_BINH)), seen("b", "2020", ("Bí thư Đảng ủy", AN_BINH))]
    assert people(found, splits=[Link("Lê Văn Tám", "a", "Lê Văn Tám", "b", "cha và con")]) == [{"a"}, {"b"}]


def test_ids_tell_namesakes_apart() -> None:
    found = [seen("a", "2019", ("Bí thư Đảng ủy", AN_BINH)), seen("b", "2020", ("Bí thư Đảng ủy", AN_BINH_ELSEWHERE))]
    assert [person.id for person in identify(found)] == ["lê-văn-tám.xã-an-bình", "lê-văn-tám.xã-an-bình-2"]


@pytest.mark.parametrize(
    ("normal", "chain", "expected"),
    [
        ("Bí thư Đảng ủy", AN_BINH, AN_BINH),
        ("Chủ tịch Ủy ban nhân dân xã", AN_BINH, AN_BINH),
        ("Phó Chủ tịch Hội Nông dân huyện", AN_BINH, AN_BINH[1:]),
        ("Bí thư Huyện ủy", AN_BINH, AN_BINH[1:]),
        ("Phó Chủ tịch Hội đồng nhân dân tỉnh", AN_BINH, AN_BINH[2:]),
        ("Tỉnh ủy viên", AN_BINH, AN_BINH[2:]),
        ("Chủ tịch Ủy ban nhân dân xã An Bình", AN_BINH, AN_BINH),
        ("Chủ tịch Ủy ban nhân dân xã Mỹ Thọ", AN_BINH, ("xã Mỹ Thọ", "huyện Cao Lãnh", "tỉnh Đồng Tháp")),
        ("Chủ tịch Ủy ban nhân dân huyện Lai Vung", AN_BINH, ("huyện Lai Vung", "tỉnh Đồng Tháp")),
        ("Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long", AN_BINH, ("tỉnh Vĩnh Long",)),
        ("Chủ tịch Ủy ban nhân dân phường 1", ("phường 1", "quận Tân Bình"), ("phường 1", "quận Tân Bình")),
        ("Giám đốc Trung tâm", (), ()),
    ],
)
def test_a_post_is_held_where_it_says_or_where_the_article_is(
    normal: str, chain: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert post_place(normal, chain) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("Lý Hoà", "Lí Hòa"), ("H'Chiêu Niê", "H Chiêu Niê"), ("LÊ VĂN TÁM", "Lê Văn Tám")]
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Lê Thúy", "Lê Thủy"), ("Trần Hòa", "Trần Hóa"), ("Đào Sơn", "Đào Son")])
def test_names_with_other_accents_have_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


FAMILIES = st.sampled_from(["Bí thư", "Chủ tịch", "Trưởng Công an"])
PLACES = st.sampled_from([AN_BINH, AN_BINH_ELSEWHERE, LAI_VUNG, ()])
FOUND = st.lists(
    st.builds(
        lambda article, day, posts: seen(article, day, *posts),
        st.integers(0, 30).map(str),
        st.sampled_from(["2015", "2018-05-06", "2021", ""]),
        st.lists(st.tuples(FAMILIES, PLACES), min_size=1, max_size=2),
    ),
    max_size=12,
    unique_by=lambda one: one.article,
)


@given(FOUND)
def test_every_appearance_belongs_to_exactly_one_person(found: list[Appearance]) -> None:
    assert sorted(article for person in identify(found) for article in person.articles) == sorted(
        one.article for one in found
    )


@given(FOUND, st.randoms())
def test_the_order_of_reading_does_not_matter(found: list[Appearance], rng: object) -> None:
    shuffled = found[:]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert identify(found) == identify(shuffled)


# --- kept beside the index ------------------------------------------------------------------------
def article(name: str, day: str, *officials: tuple[str, str], place: tuple[str, ...] = AN_BINH) -> Article:
    unit = Unit("Ủy ban nhân dân", "government", Place(place), EVIDENCE)
    found = tuple(Official(who, (Post(post, post, post, "current", EVIDENCE),), ()) for who, post in officials)
    return Article(name, name, "", "", None, None, DateFinding(day, EVIDENCE), unit, None, found, ())


NONE = Corrections()


def names(folder: Path, name: str = "Lê Văn Tám") -> list[Identity]:
    return Register(folder).named(name)


def test_updates_end_where_one_reading_of_everything_ends(tmp_path: Path) -> None:
    articles = [article(str(n), f"20{10 + n}-01-01", ("Lê Văn Tám", "Bí thư Đảng ủy")) for n in range(4)]
    (tmp_path / "once").mkdir()
    (tmp_path / "steps").mkdir()
    update_register(tmp_path / "once", articles[:3], [], NONE)
    for one in articles:
        update_register(tmp_path / "steps", [one], [], NONE)
    update_register(tmp_path / "steps", [], ["3"], NONE)
    assert names(tmp_path / "steps") == names(tmp_path / "once")
    assert len(names(tmp_path / "once")) == 1


def test_a_person_whose_articles_are_gone_is_gone(tmp_path: Path) -> None:
    update_register(tmp_path, [article("a", "2020-01-01", ("Lê Văn Tám", "Bí thư"))], [], NONE)
    update_register(tmp_path, [], ["a"], NONE)
    assert Register(tmp_path).everybody() == []
    with pytest.raises(NotFound, match="look the name up"):
        Register(tmp_path).identity("lê-văn-tám.xã-an-bình")


def test_a_correction_takes_effect_without_new_articles_and_ends_with_its_row(tmp_path: Path) -> None:
    found = [
        article("a", "2020-01-01", ("Lê Văn Tám", "Bí thư")),
        article("b", "2021-01-01", ("Lê Văn Tám", "Bí thư"), place=AN_BINH_ELSEWHERE),
    ]
    update_register(tmp_path, found, [], NONE)
    assert len(names(tmp_path)) == 2
    merged = Corrections(merges=(Link("Lê Văn Tám", "a", "Lê Văn Tám", "b", "một người"),))
    update_register(tmp_path, [], [], merged)
    assert len(names(tmp_path)) == 1
    update_register(tmp_path, [], [], NONE)
    assert len(names(tmp_path)) == 2


def test_a_merge_of_two_names_makes_one_person_of_both(tmp_path: Path) -> None:
    found = [article("a", "2020-01-01", ("Lê Văn Tám", "Bí thư")), article("b", "2021-01-01", ("Lê Văn Tâm", "Bí thư"))]
    link = Link("Lê Văn Tám", "a", "Lê Văn Tâm", "b", "in sai dấu")
    update_register(tmp_path, found, [], Corrections(merges=(link,)))
    assert [set(person.articles) for person in Register(tmp_path).everybody()] == [{"a", "b"}]


def test_the_places_of_posts_come_from_the_article() -> None:
    (found,) = appearances(article("a", "2020-01-01", ("Lê Văn Tám", "Chủ tịch Hội Nông dân huyện")))
    assert found.posts[0].place == AN_BINH[1:]


def test_a_former_post_does_not_lengthen_the_tenure() -> None:
    former = Appearance(
        "c", 0, "Lê Văn Tám", "2024-05-06", "", (Held("Chủ tịch UBND", "Chủ tịch UBND", "former", AN_BINH),)
    )
    found = [seen("a", "2018-01-02", ("Chủ tịch UBND", AN_BINH)), seen("b", "2019-03-04", ("Chủ tịch UBND", AN_BINH))]
    (person,) = identify([*found, former])
    spans = [(tenure.status, tenure.first_seen, tenure.last_seen) for tenure in person.tenures]
    assert spans == [("current", "2018-01-02", "2019-03-04"), ("former", "2024-05-06", "2024-05-06")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tam", ["Lê Văn Tám", "Lê Văn Tâm"]),
        ("Tám", ["Lê Văn Tám"]),
        ("le van", ["Lê Văn Tám", "Lê Văn Tâm"]),
        ("ta", []),
        ("", []),
    ],
)
def test_names_are_found_by_syllables_with_or_without_accents(tmp_path: Path, typed: str, found: list[str]) -> None:
    made = [article("a", "2020-01-01", ("Lê Văn Tám", "Bí thư")), article("b", "2020-01-01", ("Lê Văn Tâm", "Bí thư"))]
    update_register(tmp_path, made, [], NONE)
    assert sorted(person.name for person in Register(tmp_path).alike(typed)) == sorted(found)


def test_the_holders_of_a_place_are_those_whose_post_is_in_it(tmp_path: Path) -> None:
    update_register(tmp_path, [article("a", "2020-01-01", ("Lê Văn Tám", "Bí thư"))], [], NONE)
    register = Register(tmp_path)
    assert [person.name for person in register.holders("xã An Bình")] == ["Lê Văn Tám"]
    assert register.holders("huyện Cao Lãnh") == []


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        (("b", "2019", AN_BINH_ELSEWHERE), "other places"),
        (("b", "2035", AN_BINH), "long gap"),
        (("b", "2019", ()), "no place"),
    ],
)
def test_namesakes_are_told_apart_by_a_reason(other: tuple[str, str, tuple[str, ...]], rule: str) -> None:
    name, day, place = other
    found = [seen("a", "2018", ("Chủ tịch UBND", AN_BINH)), seen(name, day, ("Trưởng Công an", place))]
    one, two = identify(found)
    assert [reason.rule for reason in told_apart(one, two)] == [rule]


def test_a_researchers_split_is_the_first_reason() -> None:
    found = [seen("a", "2019", ("Chủ tịch UBND", AN_BINH)), seen("b", "2020", ("Chủ tịch UBND", AN_BINH))]
    split = Link("Lê Văn Tám", "a", "Lê Văn Tám", "b", "cha và con")
    one, two = identify(found, splits=[split])
    assert told_apart(two, one, [split])[0] == Apart("correction", "cha và con")
