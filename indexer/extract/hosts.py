"""The places in a host name: "ngocthuy.longbien.hanoi.gov.vn" is phường Ngọc Thụy, quận Long Biên, Hà Nội.

Labels are unaccented and glued; they are read from the right, province first. A label that could be several places is
passed over: hosts are a weak sign, and shared hosting can even make them wrong.
"""

from __future__ import annotations

import re

from indexer.extract.places import Area, chain, inside, named

_SUFFIX = re.compile(r"(?:\.(?:gov|edu|org|com|net|dcs|dangcongsan|egov))?\.vn(?::\d{1,5})?$")
_KINDS = {
    "thanhpho": "thành phố",
    "thitran": "thị trấn",
    "dackhu": "đặc khu",
    "phuong": "phường",
    "thixa": "thị xã",
    "huyen": "huyện",
    "quan": "quận",
    "tinh": "tỉnh",
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "xa": "xã",
    "p": "phường",
    "q": "quận",
    "h": "huyện",
}
_KIND = re.compile(rf"(?:ubnd|hdnd|danguy|mttq)?(?P<kind>{'|'.join(_KINDS)})")


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
    if not any(letter.isalpha() for letter in label):
        return ()
    kind = _KIND.match(label)
    areas = named(label.removesuffix("city"), day=day)
    if kind and not areas:
        areas = named(label[kind.end() :], kind=_KINDS[kind["kind"]], day=day)
    if whole:
        areas = tuple(one for one in areas if one.code != whole.code and inside(one, whole))
    for level in ("province", "district", "commune"):
        if at_level := tuple(one for one in areas if one.level == level):
            # Without a province to the right, a name that is also a commune's elsewhere says nothing.
            alone = whole or level == "province" or all(inside(one, at_level[0]) for one in areas)
            return at_level if alone else ()
    return ()
