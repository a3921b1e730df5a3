"""pyvi's segmentation model as plain numbers, read from the installed package without running its code.

The model is a CRFsuite file (format: crf1d_model.c of CRFsuite 0.12) inside a pickle; of the pickle only the bytes
are taken, every class in it is replaced by an inert one. Two labels, so only differences of scores count.
"""

from __future__ import annotations

import codecs
import importlib.util
import pickle
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_INSIDE = "I_W"


@dataclass(frozen=True, slots=True)
class Model:
    """`attributes`: score(inside a word) minus score(begins a word) of each attribute, 0 where it has none.

    `transitions` are the scores of (label, next label), True for inside. `two_*` and `three_*` are the scores that a
    word of two or three syllables in pyvi's list gives to its first and its last syllable.
    """

    attributes: dict[str, float]
    transitions: dict[tuple[bool, bool], float]
    two_left: float
    two_right: float
    three_left: float
    three_right: float


@cache
def load_model() -> Model:
    """The model of the installed pyvi; about a tenth of a second, once per process."""
    attributes, transitions = _weights(_crf_bytes(_folder() / "pyvi3.pkl"))
    return Model(
        attributes,
        transitions,
        two_left=attributes.get("+1:word.bi_gram()", 0.0),
        two_right=attributes.get("-1:word.bi_gram()", 0.0),
        three_left=attributes.get("+2:word.tri_gram()", 0.0),
        three_right=attributes.get("-2:word.tri_gram()", 0.0),
    )


def read_words() -> list[str]:
    """The lines of pyvi's word list, most of them two syllables parted by a space; read anew at every call."""
    return (_folder() / "words.txt").read_text(encoding="utf-8").split("\n")


def _folder() -> Path:
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pyvi is not installed; run script/setup")
    return Path(spec.submodule_search_locations[0]) / "models"


class _Inert:
    """Stands for every class named in the pickle; keeps attributes and does nothing."""

    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, state: object) -> None:
        if isinstance(state, dict):
            self.__dict__.update(state)


class _BytesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return codecs.encode if (module, name) == ("_codecs", "encode") else _Inert


def _crf_bytes(path: Path) -> bytes:
    with path.open("rb") as handle:
        model = _BytesOnly(handle).load()
    found: bytes = model.modelfile.__dict__["__FILE_RESOURCE_DATA__"]
    if found[:4] != b"lCRF":
        raise ValueError(f"{path}: no CRFsuite model; install the pinned pyvi")
    return found


def _weights(data: bytes) -> tuple[dict[str, float], dict[tuple[bool, bool], float]]:
    """State features give attribute scores, transition features the rest; each is <type, source, target, weight>."""
    features, labels_at, attributes_at = struct.unpack_from("<3I", data, 28)
    labels, names = _strings(data, labels_at), _strings(data, attributes_at)
    count = struct.unpack_from("<I", data, features + 8)[0]
    attributes: dict[str, float] = {}
    transitions: dict[tuple[bool, bool], float] = {}
    block = data[features + 12 : features + 12 + 20 * count]
    for kind, source, target, weight in struct.iter_unpack("<IIId", block):
        inside = labels[target] == _INSIDE
        if kind == 0:
            name = names[source]
            attributes[name] = attributes.get(name, 0.0) + (weight if inside else -weight)
        else:
            transitions[labels[source] == _INSIDE, inside] = weight
    return attributes, transitions


def _strings(data: bytes, start: int) -> dict[int, str]:
    """The id -> string half of a CQDB (constant quark database) chunk."""
    count, backward = struct.unpack_from("<2I", data, start + 16)
    found = {}
    for key, place in enumerate(struct.unpack_from(f"<{count}I", data, start + backward)):
        if place:
            length = struct.unpack_from("<I", data, start + place + 4)[0]
            found[key] = data[start + place + 8 : start + place + 7 + length].decode()
    return found
