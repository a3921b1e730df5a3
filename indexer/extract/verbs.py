"""Verbs that show an organiser: "UBND xã A tổ chức ...", "Đoàn công tác ... đã có buổi làm việc"."""

from __future__ import annotations

import re
from functools import cache

from indexer.extract.alternation import alternation
from indexer.tables import read_table

_ADVERBS = (
    "đã|vừa|sẽ|đang|cũng|lại|vẫn|còn|mới|cùng|tiếp tục|long trọng|trang trọng|trọng thể|tưng bừng|chủ động|đồng loạt"
    "|đồng thời|thường xuyên|trực tiếp|chính thức|kịp thời|phấn khởi|tích cực|khẩn trương|nô nức|vui mừng|vinh dự|ấm áp"
    "|cơ bản|quyết định"
)


@cache
def _pattern(ending: bool) -> re.Pattern[str]:
    """All verbs, or those that end a name: "Ban Quản lý dự án đầu tư xây dựng" goes on behind "xây dựng"."""
    rows = [row for _, row in read_table("acting_verbs", ("verb", "ends_name", "source"))]
    verbs = alternation(row["verb"] for row in rows if not ending or row["ends_name"] == "yes")
    adverbs = alternation(_ADVERBS.split("|"))
    return re.compile(rf"\s{{1,3}}(?:(?:{adverbs}),?\s){{0,4}}(?:{verbs})(?!\w)")


def starts_verb(text: str, at: int) -> bool:
    """Whether a verb that ends a name, adverbs before it aside, follows the space at `at`."""
    return _pattern(ending=True).match(text, at) is not None


def verb_from(text: str, at: int) -> re.Match[str] | None:
    """The match of any verb of acting that follows the space at `at`."""
    return _pattern(ending=False).match(text, at)
