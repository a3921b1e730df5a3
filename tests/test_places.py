"""The gazetteer: look-ups by name, parents, successors of both maps, places in texts and in host names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import TableError
from indexer.extract import places
from indexer.extract.hosts import areas_of_host
from indexer.extract.locality import complete, meant, read_locality
from indexer.extract.organisations import find_organisations, joint
from indexer.extract.place_names import chains, find_place_names
from indexer.extract.places import Area, basis, chain, inside, named, place_key, predecessors, successors, took_over
from indexer.extract.units import find_unit
from indexer.model import Page, Site

LAST_OLD, FIRST_NEW = "2025-06-30", "2025-07-01"


def one(name: str, kind: str, day: str | None = None, *, within: str = "") -> Area:
    """The only area of that name and kind, in a parent called `within` where given."""
    found = [area for area in named(name, kind=kind, day=day) if not within or chain(area)[1].name == within]
    assert len(found) == 1, [area.label for area in found]
    return found[0]


def path(area: Area) -> str:
    return ", ".join(part.label for part in chain(area))


def test_the_old_map_has_63_provinces_696_districts_and_10035_communes() -> None:
    rows = [places.area(code) for code in places._rows() if code[0] != "n"]
    sizes = {level: sum(area.level == level for area in rows) for level in ("province", "district", "commune")}
    # Five island districts had no communes, which is why 10,040 rows of the source are 10,035 communes.
    assert sizes == {"province": 63, "district": 696, "commune": 10_035}


def test_the_new_map_has_34_provinces_and_3321_communes_of_three_kinds() -> None:
    rows = [places.area(code) for code in places._rows() if code[0] == "n"]
    kinds = {kind: sum(area.kind == kind for area in rows) for kind in ("xã", "phường", "đặc khu")}
    assert kinds == {"xã": 2_621, "phường": 687, "đặc khu": 13}
    assert sum(area.level == "province" for area in rows) == 34
    assert not any(area.level == "district" for area in rows)


def test_every_parent_and_every_successor_exists() -> None:
    codes = {*places._rows(), *places._changes()}
    for code in codes:
        area = places.area(code)
        assert not area.parent or area.parent in codes
        assert set(area.successors) <= codes


def test_every_old_commune_leads_to_a_commune_of_today() -> None:
    for code in places._rows():
        area = places.area(code)
        if area.level == "commune":
            assert successors(code), area
            assert all(later.code[0] == "n" and later.level == "commune" for later in successors(code))


@pytest.mark.parametrize(
    ("name", "kind", "within", "later"),
    [
        ("Giang Biên", "phường", "Long Biên", {"phường Việt Hưng", "phường Phúc Lợi"}),
        ("1", "phường", "Tân Bình", {"phường Tân Sơn Hòa"}),
        ("Hà Tây", "tỉnh", "", {"thành phố Hà Nội"}),
        ("Bắc Kạn", "tỉnh", "", {"tỉnh Thái Nguyên"}),
        ("Thừa Thiên Huế", "tỉnh", "", {"thành phố Huế"}),
        ("Lý Sơn", "huyện", "", {"đặc khu Lý Sơn"}),
    ],
)
def test_an_old_place_leads_to_what_is_there_today(name: str, kind: str, within: str, later: set[str]) -> None:
    assert {
        area.label for area in successors(one(name, kind, LAST_OLD if within else None, within=within).code)
    } == later


def test_links_run_both_ways_and_are_many_to_many() -> None:
    parts = successors(one("Giang Biên", "phường").code)
    assert len(parts) > 1
    for part in parts:
        assert "phường Giang Biên" in {area.label for area in predecessors(part.code)}
        assert len(predecessors(part.code)) > 1


@pytest.mark.parametrize(("name", "day"), [("Cát Tiên", "2020-03-11"), ("Hoành Bồ", "2015"), ("Từ Liêm", "2013-12")])
def test_a_district_that_ended_is_found_on_a_day_when_it_stood(name: str, day: str) -> None:
    district = one(name, "huyện", day)
    assert district.valid_to < LAST_OLD
    assert not named(name, kind="huyện", day=LAST_OLD)


@pytest.mark.parametrize(
    ("name", "day", "province"),
    [
        ("Mê Linh", "2007-01-01", "tỉnh Vĩnh Phúc"),
        ("Mê Linh", "2009-01-01", "thành phố Hà Nội"),
        ("Thạch Thất", "2006-09-21", "tỉnh Hà Tây"),
        ("Phú Lộc", "2020", "tỉnh Thừa Thiên Huế"),
        ("Phú Lộc", "2025-03", "thành phố Huế"),
    ],
)
def test_a_district_lies_in_the_province_of_its_day(name: str, day: str, province: str) -> None:
    assert chain(one(name, "huyện", day))[-1].label == province


@pytest.mark.parametrize(
    ("printed", "kind", "label"),
    [
        ("Long Bien", "quận", "quận Long Biên"),
        ("longbien", "quận", "quận Long Biên"),
        ("LONG BIÊN", "quận", "quận Long Biên"),
        ("Thanh Hoá", "tỉnh", "tỉnh Thanh Hóa"),
        ("Cư Mgar", "huyện", "huyện Cư M'gar"),
        ("CƯ M’GAR", "huyện", "huyện Cư M'gar"),
        ("Kì Sơn", "huyện", "huyện Kỳ Sơn"),
        ("04", "quận", "quận 4"),
        ("Bà Rịa-Vũng Tàu", "tỉnh", "tỉnh Bà Rịa - Vũng Tàu"),
    ],
)
def test_a_name_is_found_in_every_spelling(printed: str, kind: str, label: str) -> None:
    assert {area.label for area in named(printed, kind=kind, day="2022-01-01")} == {label}


def test_another_accent_is_another_name() -> None:
    assert not {area.name for area in named("Sa Pả")} & {"Sa Pa"}
    assert {area.name for area in named("Sa Pa")} == {"Sa Pa"}


def test_a_district_name_is_no_commune_name() -> None:
    assert named("Chư Prông", kind="huyện", day=FIRST_NEW) == ()
    assert [area.level for area in named("Chư Prông", kind="xã", day=FIRST_NEW)] == ["commune"]


def test_an_earlier_kind_of_the_same_unit_is_accepted_where_none_has_the_kind() -> None:
    assert [area.label for area in named("Từ Sơn", kind="thị xã", day="2012")] == ["thành phố Từ Sơn"]


def test_a_commune_of_a_merged_district_lies_in_that_district_too() -> None:
    commune = one("Quảng Ngãi", "xã", LAST_OLD)
    assert inside(commune, one("Cát Tiên", "huyện", "2020"))
    assert not inside(commune, one("Ia Pa", "huyện", "2020"))


def test_a_commune_merged_before_2025_is_known_by_what_took_it_over() -> None:
    assert [path(area) for area in took_over("phường", "Sài Đồng", LAST_OLD)] == [
        "phường Phúc Lợi, quận Long Biên, thành phố Hà Nội"
    ]


def test_a_partial_day_is_valid_where_any_of_its_days_is() -> None:
    district = one("Từ Liêm", "huyện", "2014-03")
    assert district.valid("2014")
    assert district.valid("2014-03-31")
    assert not district.valid("2014-04-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tại P.1, Q. Tân Bình, TPHCM", ["phường 1, quận Tân Bình, Thành phố Hồ Chí Minh"]),
        ("xã Nậm Păm (huyện Mường La, tỉnh Sơn La)", ["xã Nậm Păm, huyện Mường La, tỉnh Sơn La"]),
        ("XÃ NẬM PĂM RA QUÂN LÀM ĐƯỜNG", ["xã Nậm Păm"]),
        ("Xã Nậm Păm - Huyện Mường La", ["xã Nậm Păm, huyện Mường La"]),
        ("huyện Chi Lăng, Lạng Sơn", ["huyện Chi Lăng, tỉnh Lạng Sơn"]),
        ("TX. Ba Đồn và H. Quảng Trạch", ["thị xã Ba Đồn", "huyện Quảng Trạch"]),
        ("Huyện uỷ Mường La họp với Tỉnh đoàn Sơn La", ["huyện Mường La", "tỉnh Sơn La"]),
        ("Phó Chủ tịch UBND huyện Trần Văn Ban phát biểu", []),
        ("Phó Chủ tịch UBND xã Nguyễn Thị Ban phát biểu", []),
        ("bảo trợ xã hội, văn hóa xã hội", []),
        ("buôn Blôm, ấp Bình Hòa 1 và tổ dân phố số 5", ["buôn Blôm", "ấp Bình Hòa 1", "tổ dân phố 5"]),
        ("xã Ea H'đing thuộc huyện Cư M'gar", ["xã Ea H'đing, huyện Cư M'gar"]),
        ("tỉnh Bà Rịa - Vũng Tàu", ["tỉnh Bà Rịa - Vũng Tàu"]),
        ("phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng", ["phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng"]),
        ("HỘI LHPN PHƯỜNG TỔ CHỨC HỘI NGHỊ", []),
        ("điểm cao 15, quốc lộ 1, phòng 12", []),
        ("đường Lê Lợi, trường Quang Trung", []),
        ("Tp. Hồ Chí Minh", ["Thành phố Hồ Chí Minh"]),
    ],
)
def test_places_are_read_from_running_text(text: str, expected: list[str]) -> None:
    assert [", ".join(name.label for name in run) for run in chains(text)] == expected


@pytest.mark.parametrize(
    ("host", "day", "expected"),
    [
        ("ngocthuy.longbien.hanoi.gov.vn", "2021", "phường Ngọc Thụy, quận Long Biên, thành phố Hà Nội"),
        ("www.longbien.hanoi.gov.vn", "2021", "quận Long Biên, thành phố Hà Nội"),
        ("phuong12.quan10.hochiminhcity.gov.vn", "2021", "phường 12, quận 10, thành phố Hồ Chí Minh"),
        ("hoinongdan.camau.gov.vn", "2021", "tỉnh Cà Mau"),
        ("tayninh.dcs.vn", "2021", "tỉnh Tây Ninh"),
        ("congan.sonla.gov.vn", "2021", "tỉnh Sơn La"),
        ("xachuprong.gialai.gov.vn", "2025-09", "xã Chư Prông, tỉnh Gia Lai"),
        ("huyenmuongla.sonla.gov.vn", "2021", "huyện Mường La, tỉnh Sơn La"),
        ("nampam.muongla.gov.vn", "2021", "xã Nậm Păm, huyện Mường La, tỉnh Sơn La"),
        ("xa.example.gov.vn", "2021", ""),
        ("10.0.12.7", "2021", ""),
        ("tanthanh.gov.vn", "2021", ""),
        ("", "2021", ""),
    ],
)
def test_hosts_are_read_from_the_right(host: str, day: str, expected: str) -> None:
    assert ", ".join(area.label for area in areas_of_host(host, day)) == expected


def home(body: str, day: str | None, title: str = "", **site: str) -> str:
    """What a bare "xã" or "phường" on such a page means."""
    locality = read_locality(Page(id="x", title=title, body=body, site=Site(**site)), day)
    return ", ".join(name.label for name in meant(locality, 1))


@pytest.mark.parametrize(
    ("body", "day", "expected"),
    [
        ("xã Tân Thành", "2020-01-01", "xã Tân Thành"),
        ("xã Tân Thành. Bí thư Huyện ủy Cao Lộc dự.", "2020-01-01", "xã Tân Thành, huyện Cao Lộc, tỉnh Lạng Sơn"),
        ("xã Tân Thành, huyện Lạc Viên", "2020-01-01", "xã Tân Thành, huyện Lạc Viên"),
        ("phường 1 và phường 2", "2020-01-01", "phường 1"),
        ("phường Thảo Điền", "2019-05-05", "phường Thảo Điền, quận 2, Thành phố Hồ Chí Minh"),
        ("phường Thảo Điền", "2022-05-05", "phường Thảo Điền, thành phố Thủ Đức, Thành phố Hồ Chí Minh"),
        ("xã Nậm Păm", None, "xã Nậm Păm, huyện Mường La, tỉnh Sơn La"),
    ],
)
def test_a_homonym_is_resolved_only_by_a_parent_that_the_page_names(body: str, day: str | None, expected: str) -> None:
    assert home(body, day) == expected


def test_the_site_tells_the_home_where_the_text_does_not() -> None:
    assert home("Sáng nay trời mưa.", "2021", host="ngocthuy.longbien.hanoi.gov.vn").startswith(
        "phường Ngọc Thụy, quận"
    )
    assert home("Sáng nay trời mưa.", "2021", name="Phường Ngọc Thụy - Quận Long Biên").endswith("thành phố Hà Nội")


def test_the_code_of_a_place_is_given_only_where_it_is_certain() -> None:
    page = Page(id="x", title="", body="xã Tân Thành")
    locality = read_locality(page, "2020-01-01")
    assert complete(locality, locality.chains[0])[1] is None
    page = Page(id="x", title="", body="xã Tân Thành, huyện Cao Lộc")
    locality = read_locality(page, "2020-01-01")
    assert complete(locality, locality.chains[0])[1] == one("Tân Thành", "xã", LAST_OLD, within="Cao Lộc").code


TEXT = st.text(alphabet=st.sampled_from("xãphườngHUYỆNA BĐ.,()-–12'’\n:TPQXTUBNDtổchứcđ"), max_size=300)


@given(TEXT)
def test_names_in_any_text_stand_in_order_within_it(text: str) -> None:
    at = 0
    for name in find_place_names(text):
        assert at <= name.start < name.end <= len(text)
        at = name.end


@given(TEXT)
def test_chains_of_any_text_rise_in_size(text: str) -> None:
    for run in chains(text):
        sizes = [name.size for name in run]
        assert sizes == sorted(set(sizes))


@given(TEXT)
def test_organisations_in_any_text_do_not_overlap(text: str) -> None:
    at = 0
    for unit in joint(find_organisations(text), text):
        assert at <= unit.start < unit.end <= len(text)
        at = unit.end


@given(st.sampled_from(sorted(places._rows())))
def test_every_area_is_found_by_its_own_name_and_kind(code: str) -> None:
    area = places.area(code)
    assert area in named(area.name, kind=area.kind, level=area.level)
    assert area in named(place_key(area.name), kind=area.kind, level=area.level)


@pytest.mark.parametrize(
    "unit",
    [
        "xã ",
        "xã A - ",
        "Q.A'",
        "TP ",
        "Ban Thường vụ ",
        "UBND ",
        "Trường A ",
        "Hội đồng, phòng, chống, ",
        "(",
        "A ",
        "\n",
        "do ",
    ],
)
def test_a_hostile_text_of_a_megabyte_ends_in_bounded_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begin = time.process_time()
    find_unit(Page(id="x", title=text, body=text, captions=text, site=Site(name=text)), None)
    # Well under a second on any core; a pattern that is quadratic in the length would take hours.
    assert time.process_time() - begin < 10


def test_a_wrong_row_of_changes_is_reported_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(places.CHANGE_COLUMNS, "") | {"kind": "huyện", "name": "A", "successors": "huyện B, tỉnh C"}
    monkeypatch.setattr(places, "read_table", lambda *_: iter([(7, row)]))
    places._changes.cache_clear()
    try:
        with pytest.raises(TableError, match=r"place_changes\.csv: line 7: .*huyện B, tỉnh C"):
            places._changes()
    finally:
        monkeypatch.undo()
        places._changes.cache_clear()


def test_a_change_of_place_cites_its_resolution() -> None:
    (ha_tay,) = named("Hà Tây", level="province", day="2006")
    (ha_noi,) = named("Hà Nội", level="province", day="2010")
    assert basis(ha_tay, ha_noi) == "Nghị quyết 15/2008/QH12"
    (today,) = named("Hà Nội", level="province", day="2026")
    assert basis(ha_noi, today) == ""
    (ha_nam,) = named("Hà Nam", level="province", day="2010")
    assert basis(ha_nam, successors(ha_nam.code)[0]) == "Nghị quyết 202/2025/QH15 ngày 12/06/2025"
