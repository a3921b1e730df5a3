"""The term of a family of posts: "post:pho_chu_tich_ubnd", equal however it is accented."""

from __future__ import annotations

import re

from indexer.text.fold import fold

_WORD = re.compile(r"\w+")


def post_term(family: str) -> str:
    """The index's term for "Phó Chủ tịch UBND"."""
    return "post:" + "_".join(_WORD.findall(fold(family)))
