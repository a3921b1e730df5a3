"""Officials as a whole: merging, namesakes, mentions, evidence, headlines, captions, hostile texts, floors."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.officials import find_officials
from indexer.model import Official, Page
from indexer.text.fold import fold

SHARED = Path(__file__).parents[2] / "shared"


def find(body: str, title: str = "", captions: str = "") -> tuple[Official, ...]:
    return find_officials(Page(id="a", title=title, body=body, captions=captions))


def positions(body: str, title: str = "", captions: str = "") -> list[tuple[str, list[str]]]:
    return [(one.name, [post.printed for post in one.posts]) for one in find(body, title, captions)]


NAMESAKES = [
    "Đồng chí Lê Văn Sơn - Chủ tịch UBND xã chủ trì. Đại úy Lê Văn Sơn - Trưởng Công an xã báo cáo.",
    "Ông Trần Thanh Bình, Chủ tịch UBND xã dự. Bà Trần Thanh Bình, Chủ tịch Hội LHPN xã phát biểu.",
    "Ông Vũ Minh Tân, Hiệu trưởng Trường THCS Phú An dự. Ông Vũ Minh Tân, Phó Chủ tịch UBND xã dự.",
    "Ông Hà Văn Bé, Trưởng thôn Nà Ca dự. Ông Hà Văn Bé, Trưởng thôn Bản Đổng dự.",
    "Thiếu tá Đỗ Văn Kha - Chỉ huy trưởng Ban CHQS huyện; Thượng tá Đỗ Văn Kha - Trưởng Công an huyện.",
]


@pytest.mark.parametrize("body", NAMESAKES)
def test_two_people_of_one_name_stay_two(body: str) -> None:
    assert len(find(body)) == 2


ONE_PERSON = [
    "Thượng tá Lê Văn Sơn - Trưởng Công an huyện dự. Đồng chí Lê Văn Sơn - Ủy viên BTV Huyện ủy, Trưởng Công an huyện.",
    "Đồng chí Lê Văn Sơn - Bí thư Đảng ủy dự. Đồng chí Lê Văn Sơn, Chủ tịch HĐND xã kết luận.",
    "Đồng chí Lê Văn Sơn - Bí thư Đảng ủy dự. BÍ THƯ ĐẢNG ỦY LÊ VĂN SƠN kết luận.",
    "Ông Lê Văn Sơn, Trưởng phòng Nội vụ được bổ nhiệm giữ chức Hiệu trưởng Trường Chính trị. Ông Lê Văn Sơn hứa.",
    "Đồng chí Lê Văn Sơn - Phó Chủ tịch UBND xã dự. Đồng chí Lê Văn Sơn - phó chủ tịch Uỷ ban nhân dân xã nói.",
]


@pytest.mark.parametrize("body", ONE_PERSON)
def test_one_person_in_several_mentions_is_one(body: str) -> None:
    assert len(find(body)) == 1


def test_the_fuller_print_of_a_post_is_kept() -> None:
    body = (
        "Đồng chí Lê Văn Sơn - QUV, Bí thư Đảng ủy dự. Đồng chí Lê Văn Sơn - Quận ủy viên, Bí thư Đảng ủy phường nói."
    )
    assert positions(body) == [("Lê Văn Sơn", ["QUV", "Bí thư Đảng ủy phường"])]


def test_captions_and_titles_give_officials_but_the_byline_does_not() -> None:
    page = Page(
        id="a",
        title="Bí thư Huyện ủy Tô Thị Vân thăm mô hình trồng nấm",
        body="Sáng nay, đoàn đến xã Hòa An.",
        captions="Ông Lâm Quốc Bảo, Chủ tịch UBND xã giới thiệu mô hình",
        byline="Đặng Thị Tươi, Phó Chủ tịch Hội Nông dân xã",
    )
    assert {official.name for official in find_officials(page)} == {"Tô Thị Vân", "Lâm Quốc Bảo"}


def test_every_place_of_the_name_is_a_mention_and_given_names_too() -> None:
    body = "Đồng chí Lê Thị Sâm - Bí thư Đảng ủy dự. Lê Thị Sâm nêu. Đồng chí Sâm đề nghị các chi bộ."
    (official,) = find(body)
    assert [body[span.start : span.end] for span in official.mentions] == ["Lê Thị Sâm", "Lê Thị Sâm", "Sâm"]


def test_the_evidence_is_the_sentence_with_the_post_and_names_the_rule() -> None:
    body = "Hội nghị diễn ra sáng 3/4. Đồng chí Lê Thị Sâm - Bí thư Đảng ủy dự. Sau đó là phần thảo luận."
    (official,) = find(body)
    evidence = official.posts[0].evidence
    assert evidence.sentence == "Đồng chí Lê Thị Sâm - Bí thư Đảng ủy dự."
    assert evidence.rule == "post behind name"
    assert evidence.span is not None
    assert body[evidence.span.start : evidence.span.end] == "Bí thư Đảng ủy"


PIECES = [
    "Đồng chí ",
    "ông ",
    "Nguyễn Văn Tư",
    "H'Bia Niê",
    " - ",
    ", ",
    "; ",
    "Bí thư Đảng ủy",
    "Phó ",
    "Chủ tịch UBND xã ",
]
PIECES += [
    "Tân An",
    " (",
    ")",
    "\n",
    " phát biểu. ",
    "các đồng chí: ",
    "NGUYỄN VĂN TƯ",
    " và ",
    " giữ chức ",
    "đồng chí Tư ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_spans_point_at_the_name_and_posts_are_printed_as_they_stand(body: str) -> None:
    page = Page(id="a", title=body[:40], body=body, captions=body[-30:])
    for official in find_officials(page):
        assert official.posts
        assert official.mentions
        for span in official.mentions:
            printed = getattr(page, span.text)[span.start : span.end]
            assert fold(printed.split()[-1]) == fold(official.name.split()[-1])
        for post in official.posts:
            assert post.evidence.span is not None
            where = post.evidence.span
            assert getattr(page, where.text)[where.start : where.end] == post.printed
            assert post.printed in post.evidence.sentence


HOSTILE = [
    "Phó ",
    "Nguyễn Văn ",
    ",",
    "(",
    "Chủ tịch ",
    "Trưởng BCĐ phòng, chống ",
    "các đồng chí ",
    "đồng chí Nguyễn Văn An, ",
    "Nguyễn Văn An - Chủ tịch, ",
    "ông Bình, Chủ tịch xã; ",
    "a",
    "NGUYỄN ",
    "\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_ends_in_bounded_time(unit: str) -> None:
    began = time.process_time()
    find(unit * (30_000 // len(unit)))
    assert time.process_time() - began < 6


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Phó ", "Nguyễn Văn ", ","])
def test_a_hostile_megabyte_ends_in_bounded_time(unit: str) -> None:
    began = time.process_time()
    find(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 120


def test_time_grows_with_the_length_and_not_with_its_square() -> None:
    unit = "Phó Chủ tịch UBND xã Tân An Nguyễn Văn Bình, ông Bình và các đồng chí "

    def seconds(times: int) -> float:
        began = time.process_time()
        find(unit * times)
        return time.process_time() - began

    seconds(50)
    assert seconds(2400) < 16 * max(seconds(300), 0.01)


@pytest.mark.skipif(not SHARED.is_dir(), reason="sample articles are not here")
def test_officials_of_the_seed_articles_are_all_found() -> None:
    for line in (SHARED / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        lines = [part.strip() for part in (SHARED / "seeds" / case["id"]).read_text(encoding="utf-8").splitlines()]
        found = {fold(name) for name, _ in positions("\n".join(part for part in lines if part), case["gold"]["title"])}
        assert found == {fold(official["name"]) for official in case["gold"]["officials"]}


FIRMS = [
    "Tập đoàn Đại Lộc do bà Nguyễn Thị Vàng làm Chủ tịch.",
    "Công ty Phú Quý có ông Trần Văn Bạc - giám đốc và bà Lê Thị Ngân - kế toán trưởng.",
    "Vị Chủ tịch Quốc Thịnh Gia Hưng thông tin với báo chí.",
]


@pytest.mark.parametrize("body", FIRMS)
def test_bare_titles_in_a_sentence_about_a_firm_are_no_public_office(body: str) -> None:
    assert find(body) == ()


def test_a_place_named_by_the_way_does_not_take_the_next_post() -> None:
    body = "Sau khi đến thủ đô La Habana, Tổng Bí thư Nguyễn Thế Vinh dự lễ."
    assert positions(body) == [("Nguyễn Thế Vinh", ["Tổng Bí thư"])]
