"""Our decoder gives exactly what pyvi gives."""

from __future__ import annotations

import itertools
import json
import lzma
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.segment import tokenize, word_spans

NEWS = Path(__file__).parents[2] / "shared" / "corpora" / "vietnews-20k.jsonl.xz"
SENTENCE = "Ủy ban nhân dân thành phố Hồ Chí Minh tổ chức Hội nghị sơ kết công tác phòng chống dịch bệnh"
PIECES = [
    *SENTENCE.split(),
    *["", ".", "_", "A.", "==>", "->", "...", "http://a.b/c", "x@y.vn", "12.5%", "Đ.", "TP.HCM", "ǅ", "\u200b", "😀"],
    *["²", "٣", "ＡＢＣ", "\x85", "a_b", "__", "3_4", "…", "“", "İ", "\n", "Mr.", "ThS.", "1", "(", "nghìn_tỷ", ","],
]


@pytest.fixture(scope="module")
def pyvi() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi import ViTokenizer
    return ViTokenizer.tokenize  # type: ignore[no-any-return]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30),
    st.sampled_from(["", " ", "\n"]),
    st.sampled_from([str, str.upper, str.title, lambda text: normalize("NFD", text)]),
)
def test_pieces_in_any_order_are_tokenized_as_by_pyvi(
    pyvi: Callable[[str], str], pieces: list[str], space: str, change: Callable[[str], str]
) -> None:
    text = change(space.join(pieces))
    assert tokenize(text) == pyvi(text)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_tokenized_as_by_pyvi(pyvi: Callable[[str], str], text: str) -> None:
    assert tokenize(text) == pyvi(text)


@pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpus beside the project")
def test_real_news_is_tokenized_as_by_pyvi(pyvi: Callable[[str], str]) -> None:
    with lzma.open(NEWS, "rt", encoding="utf-8") as handle:
        for line in itertools.islice(handle, 150):
            article = json.loads(line)
            text = "\n".join((article["title"], article["lead"], article["body"]))
            assert tokenize(text) == pyvi(text)


def test_word_spans_are_the_joined_words() -> None:
    text = "Hội đồng nhân dân, (Hồ Chí Minh) họp"
    joined = [token.replace("_", " ") for token in tokenize(text).split(" ") if "_" in token]
    assert [text[start:end] for start, end in word_spans(text)] == joined
    assert "nhân dân" in joined


def test_neither_pyvi_nor_scikit_learn_is_imported_for_segmentation() -> None:
    code = (
        "import sys; from indexer.analysis.analyzer import analyse; analyse('hội đồng nhân dân');"
        "sys.exit(any(name.split('.')[0] in {'pyvi', 'sklearn', 'scipy'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[1]).returncode == 0
