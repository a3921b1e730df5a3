"""The places in a host name: "ngocthuy.longbien.hanoi.gov.vn" is phường Ngọc Thụy, quận Long Biên, Hà Nội.

Labels are unaccented and glued; they are read from the right, province first. A label that could be several places is
passed over: hosts are a weak sign, and shared hosting can even make them wrong.
"""

from __future__ import annotations

import re

from indexer.extract.places import Area, chain, inside, named

_SUFFIX = re.compile(r"(?:\.(?:gov|edu|org|com|net|dcs|dangcongsan|egov))?\.vn(?::\d{1,5})?$")
# Longer words first; what is left must be a known name.
_KIND = re.compile(
    r"(?:ubnd|hdnd|danguy|mttq)?(?:thanhpho|thitran|dackhu|phuong|thixa|huyen|quan|tinh|tp|tx|tt|xa|p|q|h)"
)


def areas_of_host(host: str, day: str | None = None) -> tuple[Area, ...]:
    """The place chain in `host`, from small to large; empty where no label is one place for certain."""
    labels = _SUFFIX.sub("", host.lower().strip()).split(".")
    if len(labels) > 8:
        return ()
    found: Area | None = None
    for label in reversed(labels):
        inner = _candidates(label, found, day)
        if len(inner) == 1:
            found = inner[0]
    return chain(found) if found else ()


def _candidates(label: str, whole: Area | None, day: str | None) -> tuple[Area, ...]:
    """The places `label` can mean inside `whole`: the largest level that fits, and only that."""
    bare = _KIND.sub("", label, count=1) if _KIND.match(label) else ""
    areas = named(label, day=day) or (named(bare, day=day) if bare else ())
    if whole:
        areas = tuple(one for one in areas if one.code != whole.code and inside(one, whole))
    for level in ("province", "district", "commune"):
        if at_level := tuple(one for one in areas if one.level == level):
            return at_level
    return ()
