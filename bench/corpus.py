"""The benchmark's corpus: ready tokens and made-up metadata, the same for every engine, kept in one file.

Texts are cut into words once, by the project's segmentation, in lower case. Tokens keep only letters of Vietnamese,
digits and "_", so that every engine's own tokenizer, parting at blanks, sees the same ones. Units and officials are
drawn by Zipf's law, days evenly from 2015 to 2025.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from bench.texts import Text, make_texts
from indexer.analysis.segment import tokenize_all

SEED = 20_260_101
UNITS, OFFICIALS = 700, 20_000
# Draws of officials for an article; some are drawn twice, which leaves 3.9 different ones.
DRAWS = 4.1
FIRST_DAY, LAST_DAY = (date(2015, 1, 1) - date(1970, 1, 1)).days, (date(2025, 12, 31) - date(1970, 1, 1)).days
_BATCH = 1000
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_OTHER = re.compile(f"[^a-z0-9_đ{_VOWELS}]+")
_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Lương".split()
_MIDDLES = "Văn Thị Hữu Đức Minh Quốc Ngọc Thanh Xuân Công Đình Thu Hải Anh Bá Duy Gia Kim Tấn Thế".split()
_GIVEN = (
    "An Anh Bình Châu Chi Cường Dũng Dung Đạt Đông Giang Hà Hạnh Hải Hiền Hiếu Hoa Hòa Hùng Huy Hương Khánh Khoa Lan "
    "Linh Loan Long Mai Minh Nam Nga Nghĩa Nhung Phong Phúc Phương Quân Quang Sơn Tâm Thảo Thắng Thủy Tiến Toàn Trang "
    "Trung Tuấn Tùng Vinh"
).split()
UNIT_NAMES = tuple(f"Ủy ban nhân dân xã số {number + 1}" for number in range(UNITS))
OFFICIAL_NAMES = tuple(f"{a} {b} {c}" for c in _GIVEN for b in _MIDDLES for a in _SURNAMES)


def make_corpus(path: Path, count: int, seed: int = SEED) -> None:
    """Write the corpus file of `count` articles."""
    random = np.random.default_rng(seed)
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as out:
        batch: list[Text] = []
        made = 0
        for text in make_texts(count, seed):
            batch.append(text)
            if len(batch) == _BATCH or made + len(batch) == count:
                out.writelines(_lines(batch, made, random))
                made += len(batch)
                batch = []
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)


def only_tokens(segmented: str) -> str:
    """The words of a segmented text as tokens of the corpus, parted by blanks."""
    words = segmented.lower().split()
    return " ".join(filter(None, (_OTHER.sub("", normalize("NFC", word)).strip("_") for word in words)))


def _lines(batch: list[Text], start: int, random: np.random.Generator) -> Iterator[str]:
    units = _zipf(random, UNITS, len(batch))
    days = random.integers(FIRST_DAY, LAST_DAY + 1, len(batch))
    segmented = map(only_tokens, tokenize_all(part for text in batch for part in (text.title, text.body)))
    for number, text in enumerate(batch):
        people = dict.fromkeys(_zipf(random, OFFICIALS, random.poisson(DRAWS)).tolist())
        fields = (
            f"a{start + number:07d}",
            " ".join(text.title.split()),
            UNIT_NAMES[units[number]],
            str(days[number]),
            "|".join(OFFICIAL_NAMES[person] for person in people),
            next(segmented),
            next(segmented),
        )
        yield "\t".join(fields) + "\n"


def _zipf(random: np.random.Generator, size: int, count: int) -> npt.NDArray[np.int64]:
    """`count` draws from 0 to `size` - 1, the n-th with probability in proportion to 1 / (n + 1)."""
    weights = np.cumsum(1 / np.arange(1, size + 1))
    drawn: npt.NDArray[np.int64] = np.searchsorted(weights, random.random(count) * weights[-1])
    return drawn
