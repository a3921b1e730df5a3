"""From a place in a cleaned text back to the place in its source."""

from __future__ import annotations

from bisect import bisect_right

from indexer.model import OffsetMap

IDENTITY = OffsetMap()


def to_source(origin: OffsetMap, offset: int) -> int:
    """The source offset of the clean `offset`. Never decreases as `offset` grows; cost is logarithmic.

    An offset inside a replacement that is longer than its source ("ﬁ" read as "fi") stops at the source's end.
    """
    breaks = origin.breaks
    at = bisect_right(breaks, offset, key=_clean) - 1
    if at < 0:
        return offset
    clean, source = breaks[at]
    place = source + offset - clean
    return min(place, breaks[at + 1][1]) if at + 1 < len(breaks) else place


def compose(first: OffsetMap, second: OffsetMap) -> OffsetMap:
    """The map of a text cleaned twice: `first` leads from the middle text to the source, `second` from the last
    text to the middle one."""
    if first == IDENTITY:
        return second
    if second == IDENTITY:
        return first
    pairs = {clean: to_source(first, middle) for clean, middle in second.breaks}
    ends = [*(clean for clean, _ in second.breaks[1:]), None]
    at = 0
    for middle, source in first.breaks:
        while at + 1 < len(second.breaks) and second.breaks[at + 1][1] <= middle:
            at += 1
        clean, start = second.breaks[at]
        place = clean + middle - start
        end = ends[at]
        if middle > start and (end is None or place < end):
            pairs[place] = source
    return OffsetMap(tuple(sorted(pairs.items())))


def _clean(pair: tuple[int, int]) -> int:
    return pair[0]
