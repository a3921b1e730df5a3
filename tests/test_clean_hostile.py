"""Input made to cost time or memory ends quickly, as a page or as `Skipped` with a reason; nothing ever raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.clean import clean, source_text
from indexer.errors import Undecodable
from indexer.model import Page, RawPage, Skipped
from indexer.text.offsets import to_source

# Generous, for busy machines; each takes well under two seconds on an idle one.
MOST_SECONDS = 20
P = "<p>Sáng ngày 12/5/2021, UBND xã Vân Thủy tổ chức hội nghị sơ kết sáu tháng đầu năm với 64 đại biểu tham dự.</p>"

HTML = {
    "1 MB of unclosed elements": "<div>" * 200_000,
    "100,000 nested elements": "<div>" * 100_000 + P + "</div>" * 100_000,
    "nested tables": "<table><tr><td>" * 20_000 + P,
    "nested inline elements": "<b><i>" * 400 + P,
    "unclosed scripts": "<script>" * 100_000 + P,
    "unclosed comments": "<!--" * 250_000 + P,
    "many scripts": "<script>x</script>" * 40_000 + P,
    "a huge script": "<script>" + "x<p>" * 500_000 + "</script>" + P,
    "a huge attribute": '<p class="' + "x " * 500_000 + '">' + P,
    "a huge style": '<p style="' + "display:none " * 100_000 + '">' + P,
    "many attributes": "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">" + P,
    "many line breaks": "<p>" + "a<br>" * 50_000,
    "many links": '<a href="http://a.vi-du.vn/x">Tin khác</a>' * 20_000,
    "only angle brackets": "<" * 1_000_000,
    "deep JSON-LD": '<script type="application/ld+json">' + "[" * 300_000 + "</script>" + P,
    "zero bytes": "\0" * 100_000 + P,
}
TEXT = {
    "one word again and again": "Phó " * 250_000,
    "one word on every line": "Phó\n" * 250_000,
    "spaces": " " * 1_000_000 + "a",
    "digits": "1" * 1_000_000,
    "half dates": "1/1/" * 250_000,
    "stamps on one line": "Ngày đăng 28/09/2021 " * 50_000,
    "stamps on every line": "Ngày đăng 28/09/2021\n" * 40_000,
    "counters": "lượt xem: 3 " * 80_000,
    "brackets": "(" * 1_000_000,
    "names on every line": "Nguyễn Văn A\n" * 60_000,
    "names and hyphens": "NGUYỄN VĂN A - " * 60_000,
    "bullets": "- " * 500_000,
    "marks without letters": "a" + "\u0301" * 500_000,
    "entities": "&amp;agrave;" * 100_000,
    "pictures announced": "một số hình ảnh " * 60_000,
    "one sentence again and again": "Sáng 12/5, UBND xã tổ chức hội nghị. " * 25_000,
}


@pytest.mark.parametrize("name", HTML)
def test_a_hostile_page_ends_in_bounded_time(name: str) -> None:
    _clean_in_time(RawPage("a.html", "html", HTML[name]))


@pytest.mark.parametrize("name", TEXT)
def test_a_hostile_text_ends_in_bounded_time(name: str) -> None:
    _clean_in_time(RawPage("a.txt", "txt", TEXT[name]))


def _clean_in_time(raw: RawPage) -> None:
    start = time.monotonic()
    assert isinstance(clean(raw), Page | Skipped)
    assert time.monotonic() - start < MOST_SECONDS


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * 300 + P, "not parsed: elements nested 300 deep; the limit is 250"),
        ("<i>a</i>" * 60_001, "not parsed: 60,001 elements; the limit is 60,000"),
    ],
)
def test_a_refused_page_says_what_and_how_much(html: str, reason: str) -> None:
    assert clean(RawPage("a.html", "html", html)) == Skipped("a.html", reason)


def test_a_page_at_the_limit_of_depth_is_read() -> None:
    page = clean(RawPage("a.html", "html", "<div>" * 240 + P + "</div>" * 240))
    assert isinstance(page, Page)
    assert "64 đại biểu" in page.body


def test_scripts_and_comments_do_not_count_as_elements() -> None:
    page = clean(RawPage("a.html", "html", "<script>" + "<div>" * 9000 + "</script><!--" + "<div>" * 9000 + "-->" + P))
    assert isinstance(page, Page)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 500, b"%PDF-1.4 abc", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50])
def test_bytes_that_are_no_text_are_skipped_with_a_reason(data: bytes) -> None:
    found = clean(RawPage("a.txt", "txt", data))
    assert isinstance(found, Skipped)
    assert found.reason


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)), st.sampled_from(["txt", "html"]))
def test_nothing_makes_cleaning_fail(data: bytes | str, kind: str) -> None:
    assert isinstance(clean(RawPage("a", kind, data)), Page | Skipped)  # type: ignore[arg-type]


_WORDS = st.sampled_from(
    (
        *("Sáng", "12/5", "xã", "Vân Thủy", "tổ chức", "hội nghị.", "To\u0300an", "&agrave;", "\u200b", "\xa0", "  "),
        *("Lượt xem: 5", "\n\n", "Ngày đăng 1/2/2021", "đồng chí", "Ông Sầm Văn Pao", "./.", "“", "”", "(ảnh)", "\n"),
        *("Một số hình ảnh:", "Tin khác", "trao quà", ":", ";", "Thu Hoài", "&amp;amp;"),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, min_size=30, max_size=120), st.sampled_from(["txt", "html"]))
def test_every_letter_of_the_body_stands_in_the_source_where_the_map_says(words: list[str], kind: str) -> None:
    text = " ".join(words)
    data = text if kind == "txt" else "<p>" + text.replace("\n", "</p><p>") + "</p>"
    raw = RawPage("a", kind, data)  # type: ignore[arg-type]
    page = clean(raw)
    if isinstance(page, Skipped):
        return
    source = source_text(raw)
    for offset, letter in enumerate(page.body):
        at = to_source(page.origin, offset)
        assert 0 <= at <= len(source)
        if letter.isascii() and letter.isalnum():
            assert source[at] == letter


def test_text_without_a_declared_charset_is_still_read() -> None:
    for data in (b"\xff\xfe" + P.encode("utf-16-le"), P.encode(), b"\xef\xbb\xbf" + P.encode()):
        page = clean(RawPage("a.html", "html", data))
        assert isinstance(page, Page)
        assert "Vân Thủy" in page.body


def test_source_text_of_bytes_that_are_no_text_raises() -> None:
    with pytest.raises(Undecodable):
        source_text(RawPage("a.txt", "txt", b"%PDF-1.4"))
