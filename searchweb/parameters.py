"""The parameters of the pages beside the search: a page names those it takes, anything else is refused with the reason.

The search itself has `urls.py`, whose parameters become a query.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from indexer.errors import NotFound, QueryError
from searchweb.language import translate
from searchweb.urls import first_problems, read_years

MAX_FIELDS = 50
MAX_VALUE = 300
MAX_SHOWN = 40
MOST_PAGES = 100_000
FIRST_YEAR, LAST_YEAR = 1900, 2099
YEAR = "(19|20)[0-9]{2}"
MONTH = YEAR + "-(0[1-9]|1[0-2])"
GENERATION = "g[0-9]{6,12}"
PERIOD = YEAR + "(-(0[1-9]|1[0-2]))?"
# Control characters, and those that turn the direction of the text around them.
_CONTROL_SIGNS = r"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_CONTROL_SIGNS}]")
TEXT = f"[^{_CONTROL_SIGNS}]*"
_GENERATION = re.compile(GENERATION, re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PERIOD = re.compile(PERIOD, re.ASCII)
_YEAR = re.compile(YEAR, re.ASCII)
_MONTH = re.compile(MONTH, re.ASCII)
_BEGINS_WITH_YEAR = re.compile(r"[0-9]{4}(?![0-9])", re.ASCII)
_DATED = frozenset({"day", "moment", "period", "year", "month"})


ParameterKind = Literal["text", "day", "period", "year", "years", "month", "moment", "page", "choice"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One that a page takes. `most` is how often; `choices` are the values of a "choice".

    `blank` where a blank value is one, too; elsewhere it is the empty box of a form. `description` is for the API.
    """

    name: str
    kind: ParameterKind = "text"
    most: int = 1
    required: bool = False
    choices: tuple[str, ...] = ()
    blank: bool = False
    description: str = ""


class BadPageParameters(QueryError):
    """Parameters of a page that cannot be understood; the message names those that can."""


class NoSuchPage(NotFound):
    """What an address names is not in the collection; the message says so to the reader."""


class PastTheEnd(NoSuchPage):
    """A list has no page of that number; `last` is that of its last page, which is at `href`."""

    def __init__(self, page: int, last: int, href: str) -> None:
        super().__init__(translate("There is no page {page}; the last page is {last}.", page=page, last=last))
        self.last = last
        self.href = href


@dataclass(frozen=True, slots=True)
class Given:
    """What an address asks for; a blank value counts as not given, but for parameters that say otherwise."""

    values: dict[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The value, "" where it is not given."""
        return self.values.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """All values, in order, each once."""
        return tuple(dict.fromkeys(self.values.get(name, ())))

    def page(self) -> int:
        """The number of the page, 1 where it is not given."""
        return int(self.one("page") or 1)

    def address(self, path: str, **changes: str) -> str:
        """`path` with these values, but for `changes`; a blank one is left out."""
        kept = {name: values for name, values in self.values.items() if name not in changes}
        pairs = [(name, value) for name, values in kept.items() for value in values]
        pairs += [(name, value) for name, value in changes.items() if value]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read_parameters(raw: bytes, accepted: Iterable[Parameter]) -> Given:
    """The parameters behind the "?" of an address. Raises BadPageParameters with everything that is wrong."""
    known = {parameter.name: parameter for parameter in accepted}
    given: dict[str, list[str]] = {}
    for name, value in _pairs(raw, known):
        values = given.setdefault(name, [])
        if value.strip() or (name in known and known[name].blank):
            values.append(value.strip())
    problems = [problem for name, values in given.items() if (problem := _problem(known.get(name), name, values))]
    problems += [
        translate("parameter '{name}' is missing", name=name)
        for name, parameter in known.items()
        if parameter.required and not given.get(name)
    ]
    if problems:
        raise _refused(problems, known)
    return Given({name: tuple(values) for name, values in given.items() if values})


def _pairs(raw: bytes, known: Collection[str]) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError:
        raise _refused([translate("the address is not valid UTF-8")], known) from None
    except ValueError:
        raise _refused([translate("more than {limit} parameters", limit=MAX_FIELDS)], known) from None


def _refused(problems: list[str], known: Collection[str]) -> BadPageParameters:
    if not known:
        return BadPageParameters(
            translate("{problems}; none are accepted here", problems="; ".join(first_problems(problems)))
        )
    message = translate(
        "{problems}; accepted parameters: {known}", problems="; ".join(first_problems(problems)), known=", ".join(known)
    )
    return BadPageParameters(message)


def _problem(parameter: Parameter | None, name: str, values: list[str]) -> str | None:
    """What is wrong with the values of a parameter, None where nothing is."""
    if parameter is None:
        return translate("unknown parameter '{name}'", name=_shortened(name))
    if len(values) > parameter.most:
        if parameter.most == 1:
            return translate("parameter '{name}' is given {count} times", name=name, count=len(values))
        return translate("parameter '{name}' has more than {limit} values", name=name, limit=parameter.most)
    return next((problem for value in values if (problem := _value_problem(parameter, value))), None)


def _value_problem(parameter: Parameter, value: str) -> str | None:
    name, shown = parameter.name, _shortened(value)
    if len(value) > MAX_VALUE:
        return translate("parameter '{name}' is longer than {limit} characters", name=name, limit=MAX_VALUE)
    if _CONTROL.search(value):
        return translate("parameter '{name}' holds control characters", name=name)
    return None if parameter.blank and not value else _kind_problem(parameter, value, shown)


def _kind_problem(parameter: Parameter, value: str, shown: str) -> str | None:
    """What is wrong with a value as one of its kind; `shown` is it for a message."""
    name = parameter.name
    if parameter.kind in _DATED and _BEGINS_WITH_YEAR.match(value) and not _YEAR.fullmatch(value[:4]):
        return translate(
            "{name} '{value}' lies outside of the years {first} to {last}",
            name=name,
            value=shown,
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    match parameter.kind:
        case "day" if not _is_day(value):
            return translate("{name} '{value}' is not a day such as 2021-09-28", name=name, value=shown)
        case "moment" if not (_GENERATION.fullmatch(value) or _is_day(value)):
            return translate(
                "{name} '{value}' is neither a day such as 2021-09-28 nor a generation such as g000003",
                name=name,
                value=shown,
            )
        case "period" if not _PERIOD.fullmatch(value):
            return translate("{name} '{value}' is not a year or month such as 2021 or 2021-09", name=name, value=shown)
        case "year" if not _YEAR.fullmatch(value):
            return translate("{name} '{value}' is not a year such as 2021", name=name, value=shown)
        case "years":
            try:
                read_years(value)
            except ValueError as error:
                return str(error)
            return None
        case "month" if not _MONTH.fullmatch(value):
            return translate("month '{value}' is not a month such as 2021-09", value=shown)
        case "page" if not (_NUMBER.fullmatch(value) and int(value) <= MOST_PAGES):
            return translate(
                "{name} '{value}' is not a number from 1 to {most}", name=name, value=shown, most=MOST_PAGES
            )
        case "choice" if value not in parameter.choices:
            known = ", ".join(parameter.choices)
            return translate("{name} '{value}' is unknown; known: {known}", name=name, value=shown, known=known)
        case _:
            return None


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and FIRST_YEAR <= date.fromisoformat(value).year <= LAST_YEAR
    except ValueError:
        return False


def _shortened(value: str) -> str:
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    return shown if len(shown) <= MAX_SHOWN else shown[:MAX_SHOWN] + "…"
