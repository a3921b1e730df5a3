"""What a result page shows around its hits: facets, chips, sorting and paging, each choice with its link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.model import Article
from indexer.query import SCORED, SORTS, DateRange, FacetCount, Filter, Hit, Query, ResultPage, Sort
from searchweb.ask import effective_sort
from searchweb.desk import Href
from searchweb.facets import Box, Choice, boxes, is_quoted, value_label
from searchweb.filter_links import filter_links
from searchweb.histogram import Histogram, histograms, whole_axis
from searchweb.language import show_day, show_label, translate
from searchweb.urls import year_ranges

# Page links on each side of the present page.
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; `href` takes it off; `quoted` as of a choice."""

    label: str
    value: str
    href: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to go to; `number` None is a gap."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """All of it. `last_page` is at least 1."""

    boxes: tuple[Box, ...]
    histograms: tuple[Histogram, ...]
    chips: tuple[Chip, ...]
    clear: str
    sorts: tuple[Choice, ...]
    pages: tuple[PageLink, ...]
    previous: str | None
    next: str | None
    last_page: int
    mended: str | None
    apart: str | None


def around(state: Query, page: ResultPage, href: Href) -> Around:
    """The choices around the answer `page` to the URL `state`."""
    last = last_page(hit_count(page), state.limit)
    links = filter_links(state, href)
    mended = replace(state, text=page.did_you_mean, page=1) if page.did_you_mean else None
    return Around(
        boxes=boxes(page.facets, links),
        histograms=histograms(page.facets, links),
        chips=chips(state, href),
        clear=href(replace(state, filters=(), dates=None, page=1)),
        sorts=_sorts(state, href),
        pages=_pages(state, last, href),
        previous=href(replace(state, page=min(state.page - 1, last))) if state.page > 1 else None,
        next=href(replace(state, page=state.page + 1)) if state.page < last else None,
        last_page=last,
        mended=href(mended) if mended else None,
        apart=href(replace(state, collapse=False, page=1)) if page.texts not in (None, page.total) else None,
    )


def hit_count(page: ResultPage) -> int:
    """How many hits all pages have together: fewer than articles where copies are grouped."""
    return page.total if page.texts is None else page.texts


def first_publication(hit: Hit) -> Article:
    """The first published of a hit and its copies."""
    earliest = hit.copies[0] if hit.copies else hit.article
    return earliest if _day_out(earliest) < _day_out(hit.article) else hit.article


def _day_out(article: Article) -> str:
    finding = article.published or article.event_date
    return finding.value if finding else "9"


def year_bars(counts: tuple[FacetCount, ...], href: Href) -> tuple[Choice, ...]:
    """One choice per year from the newest to the oldest that has articles, years without any between them too."""
    counted = {int(count.value): count.count for count in counts if count.value.isdecimal()}
    if not counted:
        return ()
    most = max(counted.values())
    return tuple(
        Choice(
            label=str(year),
            href=href(Query(filters=(Filter("year", (str(year),)),))),
            count=counted.get(year, 0),
            chosen=False,
            share=round(100 * counted.get(year, 0) / most),
        )
        for year in map(int, reversed(whole_axis(map(str, counted))))
    )


def last_page(total: int, limit: int) -> int:
    """The number of the last page, 1 where nothing was found."""
    return max(1, -(-total // limit))


def chips(state: Query, href: Href) -> tuple[Chip, ...]:
    """One chip per filter value of the URL; a run of years is one chip."""
    found = [_chip(state, chosen, values, href) for chosen in state.filters for values in _chip_values(chosen)]
    if state.dates:
        found.append(Chip(translate("Date"), _range_text(state.dates), href(replace(state, dates=None, page=1))))
    return tuple(found)


def _chip(state: Query, chosen: Filter, values: tuple[str, ...], href: Href) -> Chip:
    left = tuple(value for value in chosen.values if value not in values)
    others = tuple(replace(each, values=left) if each is chosen else each for each in state.filters)
    label = show_label(chosen.facet)
    shown = "–".join(dict.fromkeys(value_label(chosen.facet, value) for value in (values[0], values[-1])))
    return Chip(
        label=translate("not {label}", label=label) if chosen.exclude else label,
        value=shown,
        href=href(replace(state, filters=tuple(each for each in others if each.values), page=1)),
        quoted=is_quoted(chosen.facet, values[0]),
    )


def _chip_values(chosen: Filter) -> list[tuple[str, ...]]:
    if chosen.facet != "year":
        return [(value,) for value in chosen.values]
    runs = [written.split("-") for written in year_ranges(chosen.values)]
    return [tuple(year for year in chosen.values if year == run[0] or run[0] <= year <= run[-1]) for run in runs]


def _range_text(dates: DateRange) -> str:
    first, last = (show_day(day) if day else "…" for day in (dates.first, dates.last))
    return f"{first} – {last}"


def _sorts(state: Query, href: Href) -> tuple[Choice, ...]:
    labels: dict[Sort, str] = {
        "relevance": translate("Most relevant"),
        "recent": translate("Relevant, newer first"),
        "newest": translate("Newest"),
        "oldest": translate("Oldest"),
    }
    offered = [sort for sort in SORTS if sort not in SCORED or state.text]
    present = effective_sort(state)
    return tuple(
        Choice(labels[sort], href(replace(state, sort=sort, page=1)), None, sort == present) for sort in offered
    )


def _pages(state: Query, last: int, href: Href) -> tuple[PageLink, ...]:
    if last == 1:
        return ()
    near = range(state.page - NEIGHBOURS, state.page + NEIGHBOURS + 1)
    wanted = sorted({1, last, *(number for number in near if 1 <= number <= last)})
    links: list[PageLink] = []
    for number in wanted:
        before = links[-1].number if links else number
        if before is not None and number == before + 2:
            links.append(_page_link(state, number - 1, href))
        elif before is not None and number > before + 2:
            links.append(PageLink(None))
        links.append(_page_link(state, number, href))
    return tuple(links)


def _page_link(state: Query, number: int, href: Href) -> PageLink:
    return PageLink(number, href(replace(state, page=number)), current=number == state.page)
