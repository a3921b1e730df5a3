"""What every view works with: the index, the parser of the search box, and the addresses of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import request, url_for

from indexer.query import Query, Within, Words
from indexer.search.unparse import unparse
from searchweb.ask import Parse
from searchweb.port import Index
from searchweb.urls import query_string, quoted, read_query_string

Href = Callable[[Query], str]

# What stands in a path as it is (https://url.spec.whatwg.org/#url-path-segment-string).
_PATH_SIGNS = "!$&'()*+,/:;=@"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every view works with."""

    index: Index
    parse: Parse


def url_state() -> Query:
    """The search that the request's URL asks for, its text not yet parsed. Raises BadParameters."""
    return read_query_string(request.query_string)


def search_links() -> Href:
    """Query -> its address. Made once per page: looking up the path for each of a hundred links costs milliseconds."""
    return partial(with_state, url_for("search"))


def with_state(path: str, state: Query) -> str:
    """The address of `path` with a search behind it."""
    written = query_string(state)
    return f"{path}?{written}" if written else path


def last_part_links(endpoint: str, part: str, state: Query) -> Callable[[str], str]:
    """What the path of an endpoint ends in, its variable `part` -> the address, with a search behind it.

    As `url_for` writes it; made once per page too.
    """
    sample: dict[str, Any] = {part: "-"}
    path, behind = url_for(endpoint, **sample).removesuffix("-"), with_state("", state)
    return lambda last: f"{path}{quote(last, safe=_PATH_SIGNS)}{behind}"


def article_links(state: Query) -> Callable[[str], str]:
    """Article id -> its page, the search it was found by riding along."""
    return last_part_links("article", "article_id", state)


def words_link(search_url: Href, field: str, words: str) -> str:
    """Every article that has the words in this field of the query language."""
    return search_url(Query(text=unparse(Query(match=Within(field, Words(words.replace('"', " ")))))))


# The address of the page about a thing, and the parameter that names the thing there.
_PAGES = {"official": ("officials", "name"), "unit": ("unit", "name"), "document": ("document", "key")}


def page_of(kind: str, value: str) -> str:
    """The page of an official, unit or document by its facet value."""
    endpoint, name = _PAGES[kind]
    return f"{url_for(endpoint)}?{name}={quoted(value)}"


def official_links() -> Callable[[str, str], str]:
    """Name and article id -> the page of the official whom the article names so, told apart from namesakes."""
    path = url_for("officials")
    return lambda name, article_id: f"{path}?name={quoted(name)}&article={quoted(article_id)}"
