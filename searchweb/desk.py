"""What every view works with: the index, the parser of the search box, and the addresses of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from flask import request, url_for

from indexer.query import Filter, Query, Within, Words
from indexer.search.unparse import unparse
from searchweb.ask import Parse
from searchweb.port import Index
from searchweb.urls import query_string, read_query_string

Href = Callable[[Query], str]


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


def article_link(state: Query, article_id: str) -> str:
    """The page of an article, the search it was found by riding along."""
    return with_state(url_for("article", article_id=article_id), state)


def facet_link(search_url: Href, facet: str, value: str) -> str:
    """Every article with this value."""
    return search_url(Query(filters=(Filter(facet, (value,)),)))


def words_link(search_url: Href, field: str, words: str) -> str:
    """Every article that has the words in this field of the query language."""
    return search_url(Query(text=unparse(Query(match=Within(field, Words(words.replace('"', " ")))))))


# The address of the page about a thing, and the parameter that names the thing there.
_PAGES = {"official": ("officials", "name"), "unit": ("unit", "name"), "document": ("document", "key")}


def page_of(kind: str, value: str, article_id: str | None = None) -> str:
    """The page of an official, unit or document by its facet value; `article_id` tells namesakes apart."""
    endpoint, name = _PAGES[kind]
    named = {name: value} | ({"article": article_id} if article_id and kind == "official" else {})
    return f"{url_for(endpoint)}?{urlencode(named)}"
