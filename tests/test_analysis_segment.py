"""Our decoder gives exactly what pyvi gives."""

from __future__ import annotations

import itertools
import json
import lzma
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import pieces, segment, token_scores
from indexer.analysis.decoder import load_decoder
from indexer.analysis.pyvi_model import load_model
from indexer.analysis.pyvi_tokens import find_tokens
from indexer.analysis.segment import tokenize, tokenize_all, word_spans

NEWS = Path(__file__).parents[2] / "shared" / "corpora" / "vietnews-20k.jsonl.xz"
SENTENCE = "Ủy ban nhân dân thành phố Hồ Chí Minh tổ chức Hội nghị sơ kết công tác phòng chống dịch bệnh"
PIECES = [
    *SENTENCE.split(),
    *["", ".", "_", "A.", "==>", "->", "...", "http://a.b/c", "x@y.vn", "12.5%", "Đ.", "TP.HCM", "ǅ", "\u200b", "😀"],
    *["²", "٣", "ＡＢＣ", "\x85", "a_b", "__", "3_4", "…", "“", "İ", "\n", "Mr.", "ThS.", "1", "(", "nghìn_tỷ", ","],
    *["\t", "\r\n", "\n\n", "\xa0", "\u3000", "\x00", "a\x00b", "\u0301", "Σ", "ΑΣ", "ﬁ", "5.000", "1,5", "v.v."],
    *["a.b-c@d.e.f,", "@", "@x.y", "x@y", "ftp://", "://", "xã/phường", "-", "–", "H'Bia", "hợp tác xã", "Tài chính"],
]
texts = st.builds(
    lambda found, space, change: change(space.join(found)),
    st.lists(st.sampled_from(PIECES), max_size=30),
    st.sampled_from(["", " ", "\n", "  "]),
    st.sampled_from([str, str.upper, str.lower, str.title, lambda text: normalize("NFD", text)]),
)


@pytest.fixture(scope="module")
def pyvi() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi import ViTokenizer
    return ViTokenizer.tokenize  # type: ignore[no-any-return]


@pytest.fixture
def only_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "_FEW", 0)


@settings(deadline=None, max_examples=300)
@given(texts)
def test_pieces_in_any_order_are_tokenized_as_by_pyvi(pyvi: Callable[[str], str], text: str) -> None:
    assert tokenize(text) == pyvi(text)


@settings(deadline=None, max_examples=300)
@given(st.lists(texts, max_size=5))
def test_texts_in_a_batch_are_tokenized_as_by_pyvi(pyvi: Callable[[str], str], batch: list[str]) -> None:
    assert list(tokenize_all(batch)) == [pyvi(text) for text in batch]


def test_no_word_reaches_from_one_text_of_a_batch_into_the_next(pyvi: Callable[[str], str]) -> None:
    syllables = f"{SENTENCE} của hợp tác xã, câu lạc bộ và công ty cổ phần".lower().split()
    batch = [" ".join(part) for at in range(len(syllables)) for part in (syllables[:at], syllables[at:])]
    assert list(tokenize_all(batch)) == [pyvi(text) for text in batch]


def test_a_word_of_three_scores_within_one_text_only() -> None:
    both, left, right = ("hợp tác", "xã"), ("hợp tác",), ("xã",)
    together = load_decoder()._sums(rows_of(both)).tolist()
    assert together == [*load_decoder()._sums(rows_of(left)), *load_decoder()._sums(rows_of(right))]


def rows_of(batch: Sequence[str]) -> token_scores.TokenRows:
    found = [list(token_scores.load_scores().tokens(text)) for text in batch]
    own, to_next, to_previous, codes, shapes = zip(*(token[:5] for tokens in found for token in tokens), strict=True)
    lasts = np.cumsum([len(tokens) for tokens in found]) - 1
    return token_scores.TokenRows(*map(np.array, (own, to_next, to_previous, codes, shapes)), lasts)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_tokenized_as_by_pyvi(pyvi: Callable[[str], str], text: str) -> None:
    assert tokenize(text) == next(tokenize_all([text])) == pyvi(text)


@pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpus beside the project")
def test_real_news_is_tokenized_as_by_pyvi(pyvi: Callable[[str], str]) -> None:
    with lzma.open(NEWS, "rt", encoding="utf-8") as handle:
        rows = [json.loads(line) for line in itertools.islice(handle, 150)]
    articles = ["\n".join((row["title"], row["lead"], row["body"])) for row in rows]
    expected = [pyvi(article) for article in articles]
    assert list(tokenize_all(articles)) == expected
    assert [tokenize(article) for article in articles] == expected


def textbook(scores: Sequence[float]) -> list[bool]:
    """The best labels by two scores a token, True for inside; the first token is joined to nothing."""
    ways = load_model().transitions
    best = {False: (0.0, [False]), True: (scores[0], [True])}
    for score in scores[1:]:
        best = {
            label: max((best[last][0] + ways[last, label] + score * label, [*best[last][1], label]) for last in best)
            for label in (False, True)
        }
    return [False, *max(best.values())[1][1:]]


@settings(deadline=None, max_examples=500)
@given(st.lists(st.lists(st.floats(-4, 4).map(lambda score: round(score, 3)), min_size=1, max_size=12), max_size=4))
def test_labels_are_the_best_path_of_the_textbook(batch: list[list[float]]) -> None:
    own = np.array([score for scores in batch for score in scores], float)
    nothing, shapes = np.zeros(len(own), int), np.full(len(own), token_scores.JOINS)
    lasts = np.array([len(scores) for scores in batch], int).cumsum() - 1
    rows = token_scores.TokenRows(own, np.zeros(len(own)), np.zeros(len(own)), nothing, shapes, lasts)
    expected = [label for scores in batch for label in textbook(scores)]
    assert load_decoder().joined(rows).tolist() == expected
    for scores in batch:
        tokens = [token_scores.Token(score, 0, 0, 0, token_scores.JOINS, "", 0, 0) for score in scores]
        assert load_decoder().joined_few(tokens) == textbook(scores)


@pytest.mark.usefixtures("only_arrays")
@settings(deadline=None, max_examples=300)
@given(texts.map(lambda text: normalize("NFC", text)))
def test_short_and_long_texts_are_worked_out_alike(text: str) -> None:
    by_arrays = word_spans(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(segment, "_FEW", sys.maxsize)
        assert word_spans(text) == by_arrays


@settings(deadline=None, max_examples=300)
@given(texts)
def test_the_tokens_of_a_text_are_those_of_its_pieces(text: str) -> None:
    parts, _ = pieces.cut([text])
    by_piece = [match[0] for part in parts for match in find_tokens(normalize("NFC", part))]
    assert by_piece == [match[0] for match in find_tokens(normalize("NFC", text))]


@pytest.mark.usefixtures("only_arrays")
@settings(deadline=None)
@given(texts.map(lambda text: normalize("NFC", text)))
def test_word_spans_are_the_joined_words(text: str) -> None:
    spans = word_spans(text)
    assert all(first_end <= start for (_, first_end), (start, _) in itertools.pairwise(spans))
    joined = tokenize(text)
    for start, end in spans:
        assert "_".join(match[0] for match in find_tokens(text[start:end])) in joined


def test_a_word_has_the_span_of_its_syllables() -> None:
    text = "Hội đồng nhân dân, (Hồ Chí Minh) họp"
    assert "nhân dân" in {text[start:end] for start, end in word_spans(text)}


@pytest.mark.parametrize(
    "run", ["a." * 1500, "a.b-" * 400 + "@x.vn", "1.a" * 600 + "@xã", "A@" * 900, "_" * 1200 + "@a.b"]
)
def test_an_endless_address_is_tokenized_as_by_pyvi(pyvi: Callable[[str], str], run: str) -> None:
    text = f"gửi đ{run}, x@y.vn và http://a.vn/@ {run}"
    assert tokenize(text) == pyvi(text)


@pytest.mark.parametrize("run", ["a.", "a@", "@a.", "1_", "A", "://", "1.", "a.@"])
def test_a_hostile_run_ends_in_bounded_time(run: str) -> None:
    started = time.process_time()
    tokenize(run * (200_000 // len(run)) + "@")
    assert time.process_time() - started < 20


def test_a_full_table_is_emptied_and_answers_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [f"{SENTENCE} lần thứ {number} tại xã số {number}, {SENTENCE}" * 2 for number in range(200)]
    expected = list(tokenize_all(articles))
    monkeypatch.setattr(pieces, "_MOST_PIECES", 50)
    monkeypatch.setattr(token_scores, "_KEPT_TOKENS", 50)
    segmenter = segment._segmenter()
    sizes = []
    for article, text in zip(articles, expected, strict=True):
        assert tokenize(article) == text
        sizes.append(len(segmenter._table))
    assert max(sizes) <= 50 + len(articles[0].split())


def test_threads_share_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MOST_PIECES", 60)
    monkeypatch.setattr(token_scores, "_KEPT_TOKENS", 60)
    articles = [f"{SENTENCE} {number} " * 4 + f"ngày {number} tháng {number}." for number in range(150)]
    expected = [tokenize(article) for article in articles]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(tokenize, articles * 4)) == expected * 4


def test_neither_pyvi_nor_scikit_learn_is_imported_for_segmentation() -> None:
    code = (
        "import sys; from indexer.analysis.analyzer import analyse; analyse('hội đồng nhân dân');"
        "sys.exit(any(name.split('.')[0] in {'pyvi', 'sklearn', 'scipy'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[1]).returncode == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the memory figures of Linux")
def test_loading_takes_less_than_40_megabytes() -> None:
    code = (
        "import re; peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]);"
        "before = peak(); from indexer.analysis.segment import tokenize; tokenize('hội đồng'); print(peak() - before)"
    )
    folder = Path(__file__).parents[1]
    found = subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, capture_output=True, text=True)
    assert int(found.stdout) < 40 * 1024
