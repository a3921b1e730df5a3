"""CSS selectors as the tables write them: tag, #id, .class and [attribute=value] of an element and of its ancestors.

What goes beyond that is left to soupsieve, whose first selector costs 50 ms to compile: a third of the time that the
first page of a process takes to clean. Both say the same (`tests/test_clean_selectors.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import soupsieve
from bs4 import Tag

Matcher = Callable[[Tag], bool]
# Attributes whose values are compared as they are; [rel] in lower case. Others have rules of their own in HTML.
_AS_PRINTED = {"id", "class", "itemprop", "datetime"}
_COMPOUND = re.compile(
    r"""(?P<tag>[a-z][a-z0-9]*)?
        (?P<rest>(?: [.#][a-zA-Z_][\w-]* | \[[a-z]+ (?:[*^$]?=(?:'[\w-]+'|[a-zA-Z_][\w-]*))? \] )*)""",
    re.VERBOSE | re.ASCII,
)
_CONDITION = re.compile(r"(?P<sign>[.#\[])(?P<name>[\w-]+)(?P<how>[*^$]?=)?'?(?P<value>[\w-]*)'?\]?", re.ASCII)


@cache
def matcher(selector: str) -> Matcher:
    """A function that says whether an element matches a single selector, without commas."""
    compounds = [_COMPOUND.fullmatch(part) for part in selector.split()]
    conditions = [_CONDITION.finditer(each["rest"]) for each in compounds if each]
    named = [[(one["sign"], one["name"], one["how"] or "", one["value"]) for one in each] for each in conditions]
    attributes = {name for each in named for sign, name, _, _ in each if sign == "["}
    if len(named) != len(compounds) or not selector or not attributes <= {*_AS_PRINTED, "rel"}:
        return soupsieve.compile(selector).match
    wanted = [((each["tag"] or "") if each else "", tuple(rest)) for each, rest in zip(compounds, named, strict=True)]
    return lambda tag: _matches(tag, wanted[-1]) and _within(tag, wanted[:-1])


_Condition = tuple[str, str, str, str]
_Compound = tuple[str, tuple[_Condition, ...]]


def _within(tag: Tag, ancestors: Sequence[_Compound]) -> bool:
    """Whether the element has ancestors that match, the last one nearest."""
    left = list(ancestors)
    for parent in tag.parents if left else ():
        # The nearest match is as good as any further one: what remains is sought above it.
        if _matches(parent, left[-1]):
            left.pop()
            if not left:
                break
    return not left


def _matches(tag: Tag, wanted: _Compound) -> bool:
    name, conditions = wanted
    return (not name or tag.name.lower() == name) and all(_holds(tag, condition) for condition in conditions)


def _holds(tag: Tag, condition: _Condition) -> bool:
    sign, name, how, value = condition
    if sign == ".":
        classes = tag.attrs.get("class", ())
        return name in (classes.split() if isinstance(classes, str) else classes)
    if sign == "#":
        return bool(tag.attrs.get("id", "") == name)
    found = tag.attrs.get(name)
    if found is None:
        return False
    text = found if isinstance(found, str) else " ".join(found)
    return _compared(text.lower() if name == "rel" else text, how, value.lower() if name == "rel" else value)


def _compared(text: str, how: str, value: str) -> bool:
    match how:
        case "*=":
            return value in text
        case "^=":
            return text.startswith(value)
        case "$=":
            return text.endswith(value)
        case "=":
            return text == value
        case _:
            return True
