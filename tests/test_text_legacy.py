"""Texts of old encodings are read, and Vietnamese that is right already is never touched."""

from __future__ import annotations

import csv
import itertools
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.tables import FOLDER
from indexer.text.encodings import decode
from indexer.text.fold import neutral
from indexer.text.language import language
from indexer.text.legacy import restore
from indexer.text.normalise import normalise
from indexer.text.offsets import to_source
from indexer.text.syllables import syllables

NEWS = Path(__file__).parents[2] / "shared" / "corpora" / "vietnews-20k.jsonl.xz"
RIGHT = "Ủy ban nhân dân xã Tân Hòa họp tổng kết công tác mặt trận năm 2009"


def stored_as(table: str, text: str) -> str:
    """`text` as a document of that old font holds it, by the same table read backwards."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    letters = {row["letter"]: row["printed"] for row in reversed(rows)}
    if table == "text_tcvn3":
        letters = {letter: chr(int(code[2:], 16)) for letter, code in letters.items()}
        text = "".join(letter if letter in letters else letter.lower() for letter in text)
    return "".join(letters.get(letter, letter) for letter in text)


@pytest.mark.parametrize("table", ["text_tcvn3", "text_vni"])
def test_a_paragraph_of_an_old_font_is_read(table: str) -> None:
    text = RIGHT.lower()
    found = restore(stored_as(table, text))
    assert normalise(found.text).text == text
    assert found.notes == (f"1 paragraph read from {table.removeprefix('text_').upper()}",)


CASES = [
    ("Uû ban nh©n d©n x· tæ chøc héi nghÞ", "Uỷ ban nhân dân xã tổ chức hội nghị"),
    ("Uûy ban nhaân daân xaõ toå chöùc hoäi nghò", "Ủy ban nhân dân xã tổ chức hội nghị"),
    ("U?y ban nha^n da^n xa~ to^? chu+'c ho^.i nghi. DDoa`n", "Ủy ban nhân dân xã tổ chức hội nghị Đoàn"),
    ("Nguyá»…n VÄƒn ThÃ nh, xÃ£ TÃ¢n HÃ²a", "Nguyễn Văn Thành, xã Tân Hòa"),
    ("Nguyá»…n Huệ, thÃ nh phố", "Nguyễn Huệ, thành phố"),
    (RIGHT.encode().decode("latin-1").encode().decode("latin-1"), RIGHT),  # decoded wrongly twice
    ("UBND x ã Tân Hòa và Đ ồng chí Ch ủ tịch", "UBND xã Tân Hòa và Đồng chí Chủ tịch"),
    ("trị giá 500 đ ồng", "trị giá 500 đồng"),
]
UNTOUCHED = [
    RIGHT,
    "Bà Tô Hoài và ông Lê Trí",  # no letter that TCVN3 or VNI lack
    "Le café était fermé à l'été, où êtes-vous allés",
    "nhóm a, b ở thôn 5; anh T rút tiền; siêu thị Big C Hà Đông; giá 5 đ ở chợ",
    "Liên hệ: tuyengiao@tanhoa.gov.vn ?",
    "Ban Chấp hành «Hội quán» 25°C ± 2, 30 m²",
    "The deputies? Yes. Add (or not)",
]


@pytest.mark.parametrize(("stored", "meant"), CASES)
def test_what_was_meant_is_read(stored: str, meant: str) -> None:
    found = restore(stored)
    assert found.text == meant
    assert found.notes


@pytest.mark.parametrize("text", UNTOUCHED)
def test_without_strong_evidence_nothing_is_changed(text: str) -> None:
    assert restore(text).text is text


def test_a_page_may_mix_encodings_by_paragraph() -> None:
    page = f"{RIGHT}\nUû ban nh©n d©n x· tæ chøc héi nghÞ\nTrung t©m"
    assert restore(page).text == f"{RIGHT}\nUỷ ban nhân dân xã tổ chức hội nghị\nTrung tâm"


def test_every_word_points_back_at_its_stored_form() -> None:
    stored = f"{RIGHT}\nUûy ban nhaân daân xaõ toå chöùc hoäi nghò x ã"
    found = restore(stored)
    for word, source in [("nghị", "nghò"), ("Ủy ban nhân", None), ("chức", "chöùc")]:
        start = found.text.rindex(word)
        place = stored[to_source(found.origin, start) : to_source(found.origin, start + len(word))]
        assert place == (source or place)
        assert restore(f"Uûy ban nhaân daân xaõ\n{place}").text.endswith(word) or word == "Ủy ban nhân"


def vietnamese_words() -> list[str]:
    return list(dict.fromkeys(word for text, meant in CASES for word in meant.split()))


@settings(deadline=None)
@given(st.lists(st.sampled_from([*RIGHT.split(), *vietnamese_words()]), min_size=1, max_size=30))
def test_running_vietnamese_words_are_never_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert restore(text).text == text


@settings(deadline=None)
@given(st.text())
def test_restoring_keeps_offsets_in_order(text: str) -> None:
    found = restore(normalize("NFC", text))
    places = [to_source(found.origin, at) for at in range(len(found.text) + 1)]
    assert places == sorted(places)


def real_articles(count: int) -> Iterator[str]:
    with lzma.open(NEWS, "rt", encoding="utf-8") as handle:
        for line in itertools.islice(handle, count):
            article = json.loads(line)
            yield normalise("\n".join((article["title"], article["lead"], article["body"]))).text


@pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpus beside the project")
def test_real_news_is_never_changed_and_always_vietnamese() -> None:
    wrong = [text[:80] for text in real_articles(2000) if restore(text).text != text or language(text) != "vi"]
    assert wrong == []


@pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpus beside the project")
@pytest.mark.parametrize("table", ["text_tcvn3", "text_vni"])
def test_files_in_old_fonts_read_as_the_articles_they_are(table: str) -> None:
    same = 0
    for text in real_articles(40):
        stored = stored_as(table, text.lower())
        data = bytes(ord(letter) if ord(letter) < 0x100 else ord("?") for letter in stored)
        same += spelt(restore(decode(data)[0]).text) == spelt(text)
    assert same >= 38


def spelt(text: str) -> list[str]:
    return [neutral(one.text) for one in syllables(normalise(text).text)]


LANGUAGES = [
    ("Hội nghị do đồng chí Nguyễn Văn An, Bí thư Đảng ủy xã, chủ trì", "vi"),
    ("Uy ban nhan dan xa to chuc hoi nghi so ket cong tac sau thang", "vi"),
    ("BÀ LÒ THỊ HOA", "vi"),
    ("The chairman of the commune said on Monday that schools would open", "other"),
    ("Председатель комитета заявил в понедельник что школы откроются снова", "other"),
    ("会议由党委书记主持", "other"),
    ("Klei mâo mnuih ƀuôn sang lŏ hriê kơ ƀuôn anei mâo lu klei hưn mdah čoh", "other"),
    ("BỘ CHỈ HỦY QUẦN SỬ TÍNH TỒ CHỨC KẾT LỦẬN CỦÀ TRƯỞNG ĐỒÀN LẦM VIỆC VỚÌ XÃ", "scrambled"),
]


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_languages_are_told_apart(text: str, expected: str) -> None:
    assert language(text) == expected
