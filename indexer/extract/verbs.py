"""Verbs that show an organiser: "UBND xã A tổ chức ...", "Đoàn công tác ... đã có buổi làm việc"."""

from __future__ import annotations

import re
from functools import cache

from indexer.extract.place_names import alternation
from indexer.tables import read_table

_ADVERBS = (
    "đã|vừa|sẽ|đang|cũng|lại|vẫn|còn|mới|cùng|tiếp tục|long trọng|trang trọng|trọng thể|tưng bừng|chủ động|đồng loạt"
    "|đồng thời|thường xuyên|trực tiếp|chính thức|kịp thời|phấn khởi|tích cực|khẩn trương|nô nức|vui mừng|vinh dự|ấm áp"
    "|cơ bản|quyết định"
)


@cache
def _pattern() -> re.Pattern[str]:
    verbs = alternation(row["verb"] for _, row in read_table("acting_verbs", ("verb", "source")))
    adverbs = alternation(_ADVERBS.split("|"))
    return re.compile(rf"\s{{1,3}}(?:(?:{adverbs}),?\s){{0,4}}(?:{verbs})(?!\w)")


def starts_verb(text: str, at: int) -> bool:
    """Whether a verb of acting, adverbs before it aside, follows the space at `at`."""
    return _pattern().match(text, at) is not None


def verb_from(text: str, at: int) -> re.Match[str] | None:
    """The match of the verb that follows the space at `at`."""
    return _pattern().match(text, at)
