"""Bytes become the text that was meant, with a note where they were not UTF-8; what is no text is refused."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import Undecodable
from indexer.text.encodings import declared_charset, decode

TEXT = "Ủy ban nhân dân xã Đông Ngàn tổ chức hội nghị tổng kết, đồng chí Đặng Thị Hường chủ trì"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """As old Windows programs stored it: letters of windows-1258, tones behind them."""
    out = b""
    for letter in normalize("NFC", text):
        parted = normalize("NFD", letter)
        tone = "".join(mark for mark in parted if mark in TONES)
        base = normalize("NFC", "".join(mark for mark in parted if mark not in TONES))
        out += base.encode("cp1258") + tone.encode("cp1258")
    return out


CASES = [
    (TEXT.encode(), None),
    (TEXT.encode("utf-8-sig"), None),
    (TEXT.encode("utf-16"), "utf-16-le"),
    (TEXT.encode("utf-16-le"), "utf-16-le"),
    (TEXT.encode("utf-16-be"), "utf-16-be"),
    (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32-le"),
    (windows_1258(TEXT), "windows-1258"),
]


@pytest.mark.parametrize(("data", "charset"), CASES)
def test_every_charset_of_vietnamese_pages_is_read(data: bytes, charset: str | None) -> None:
    text, notes = decode(data)
    assert text == TEXT
    assert notes == ((f"decoded as {charset}",) if charset else ())


def test_a_letter_cut_at_the_end_is_noted_and_the_rest_kept() -> None:
    text, notes = decode((TEXT * 3).encode() + b"\xe1")
    assert text.startswith(TEXT)
    assert notes == ("1 broken letters in UTF-8",)


def test_tcvn3_bytes_come_out_as_the_latin_letters_they_are_stored_as() -> None:
    assert decode("Uû ban nh©n d©n".encode("latin-1")) == ("Uû ban nh©n d©n", ("decoded as windows-1252",))


def test_a_charset_declared_by_the_page_counts_where_the_bytes_are_not_utf8() -> None:
    page = '<meta charset="windows-1251"><p>Районный комитет</p>'.encode("cp1251")
    assert decode(page)[0].endswith("Районный комитет</p>")
    assert declared_charset(b'<?xml version="1.0" encoding="UTF-16"?>') == "utf-16"
    assert declared_charset(b"<p>charset=x</p>") is None


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04\x14", "ZIP"), (b"\x89PNG\r\n", "PNG"), (bytes(range(256)), "binary")],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(Undecodable, match=name):
        decode(data)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_give_text_or_one_error(data: bytes) -> None:
    try:
        text, notes = decode(data)
    except Undecodable:
        assert data
    else:
        assert isinstance(text, str)
        assert all(notes)


@settings(deadline=None)
@given(st.text())
def test_utf8_without_zero_bytes_is_never_changed(text: str) -> None:
    data = text.encode()
    try:
        found = decode(data)
    except Undecodable:
        return
    assert found == (text.removeprefix("\ufeff"), ()) or found[1]
