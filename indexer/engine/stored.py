"""What is given back of an article: JSON, compressed alone so that one article costs one article.

The dictionary of the compression (RFC 1950, FDICT) holds what every article has: the names of its fields and the
words of its evidence. It is part of the format: another one makes the index stale.
"""

from __future__ import annotations

import zlib

import msgspec

from indexer.model import Article, Citation, DateFinding, Evidence, Official, Place, Post, Span, Unit

_LEVEL = 6


def _dictionary() -> bytes:
    """An article in which everything occurs. The most frequent names stand last, where they cost least."""
    evidence = Evidence("headline", "Ủy ban nhân dân phường, Đảng ủy, Hội đồng nhân dân xã", Span("body", 0, 100))
    post = Post("Chủ tịch UBND", "Chủ tịch Ủy ban nhân dân", "Chủ tịch UBND", "current", evidence)
    official = Official("Nguyễn Văn An", (post, post), (Span("title", 0, 10), Span("captions", 0, 20)))
    article = Article(
        id=".html",
        title="",
        body="Đồng chí Bí thư Đảng ủy, Chủ tịch UBND; Phó Chủ tịch; Ban Chấp hành Đảng bộ; trên địa bàn thành phố",
        captions="",
        byline=None,
        published=DateFinding("2021-10-01", evidence),
        event_date=DateFinding("2022-11-01", evidence, None),
        unit=Unit("Ủy ban nhân dân", "government", Place(("phường", "quận", "thành phố"), None), evidence),
        publisher=None,
        officials=(official, official),
        documents=(Citation("Nghị quyết số", "NQ/TW", "", "", None, None, (Span("body", 1, 2),)),),
    )
    return msgspec.json.encode(article)


_DICTIONARY = _dictionary()


def pack(article: Article) -> bytes:
    """An article as bytes."""
    squeezer = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
    return squeezer.compress(msgspec.json.encode(article)) + squeezer.flush()


def unpack(stored: bytes) -> Article:
    """The article that `pack` was given. Raises zlib.error or msgspec.DecodeError for other bytes."""
    opener = zlib.decompressobj(zdict=_DICTIONARY)
    return msgspec.json.decode(opener.decompress(stored) + opener.flush(), type=Article)
