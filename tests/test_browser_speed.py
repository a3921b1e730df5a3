"""What Lighthouse would measure, in a real Chromium over the sample corpus: first paint, movement, weight, requests.

Also the pages on paper. The figures of a run are printed by `pytest -rP tests/test_browser_speed.py`.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from indexer.index import open_index
from indexer.pipeline import reindex
from searchweb.app import create_app
from tests.chromium import PAGES, needs_chromium, served, visiting
from tests.sample_pages import SAMPLE_PAGES

pytestmark = needs_chromium

CORPUS = Path(__file__).parent.parent / "corpus"
# Beside the main pages those that are heaviest: with reasons, with every value of a facet.
HEAVY_PAGES = SAMPLE_PAGES | {
    "explained": "/?q=" + quote("chủ tịch ủy ban nhân dân xã") + "&explain=1",
    "facet": "/facet/official",
}
MOST_BYTES = 150_000
MOST_BYTES_PACKED = 40_000
MOST_REQUESTS = 9
# The best of a few tries, as Chromium and server share two cores with the other tests. Lighthouse calls a first paint
# within 1.8 seconds good; alone these pages take a tenth of that.
FIRST_BYTE_MS = 1_000
FIRST_PAINT_MS = 1_800
TRIES = 5
MEASURED = """async () => {
  await new Promise(painted => {
    new PerformanceObserver(painted).observe({type: 'paint', buffered: true});
    setTimeout(painted, 3000);
  });
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => moved += e.value))
    .observe({type: 'layout-shift', buffered: true});
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  await new Promise(later => setTimeout(later, 250));
  return {
    moved,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    firstByte: all[0].responseStart,
    blocking: all.filter(e => e.renderBlockingStatus === 'blocking').map(e => e.name),
    requests: all.map(e => [e.name, e.decodedBodySize, e.encodedBodySize]),
  };
}"""


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over an index of the sample corpus."""
    folder = tmp_path_factory.mktemp("speed") / "index"
    reindex(CORPUS, folder, jobs=1)
    with served(create_app(open_index(folder))) as address:
        yield address


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", HEAVY_PAGES)
def test_a_page_is_light_is_there_at_once_and_stands_still(browser: Any, real_site: str, name: str, width: int) -> None:
    for _ in range(TRIES):
        found = measured(browser, real_site + HEAVY_PAGES[name], width)
        if found["firstByte"] < FIRST_BYTE_MS and found["paint"] < FIRST_PAINT_MS and not found["moved"]:
            break
    weight = sum(size for _, size, _ in found["requests"])
    sent = sum(size for _, _, size in found["requests"])
    print(
        f"{name} at {width}: first byte {found['firstByte']:.0f} ms, first paint {found['paint']:.0f} ms, moved "
        f"{found['moved']}, {len(found['requests'])} requests, {weight} bytes, {sent} sent"
    )
    assert found["moved"] == 0
    if name in SAMPLE_PAGES:
        assert found["firstByte"] < FIRST_BYTE_MS
        assert found["paint"] < FIRST_PAINT_MS
    assert weight < MOST_BYTES
    assert sent < MOST_BYTES_PACKED
    assert len(found["requests"]) <= MOST_REQUESTS
    # Nothing but the style stands before the first paint.
    assert all(".css" in address for address in found["blocking"])


def measured(browser: Any, address: str, width: int) -> dict[str, Any]:
    """What a first visit to an address takes."""
    with visiting(browser, viewport={"width": width, "height": 740}) as visit:
        assert visit.page.goto(address).status == 200
        return dict(visit.page.evaluate(MEASURED))


def test_a_second_page_loads_only_itself(browser: Any, real_site: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(real_site + HEAVY_PAGES["search"])
        visit.page.goto(real_site + HEAVY_PAGES["facets"])
        found = visit.page.evaluate(MEASURED)
        # A file with its version in its address is kept for a year, without asking again.
        loaded = [address for address, _, _ in found["requests"][1:]]
        assert loaded
        assert visit.page.evaluate(
            "performance.getEntriesByType('resource').every(e => e.deliveryType === 'cache' || e.transferSize === 0)"
        )


def test_a_page_is_sent_packed_to_those_who_can_unpack_it(browser: Any, real_site: str) -> None:
    with visiting(browser) as visit:
        address = real_site + HEAVY_PAGES["search"]
        packed = visit.page.request.get(address, headers={"Accept-Encoding": "gzip"})
        plain = visit.page.request.get(address, headers={"Accept-Encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert int(packed.headers["content-length"]) < len(plain.body()) / 4
        assert len(gzip.compress(plain.body())) < MOST_BYTES_PACKED


@pytest.mark.parametrize("name", ["results", "article", "official", "unit", "trends", "coverage"])
def test_paper_is_white_with_black_text_even_at_night(browser: Any, site: str, name: str) -> None:
    with visiting(browser, color_scheme="dark") as visit:
        page = visit.page
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(site + PAGES[name])
        style = "(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])(document.body)"
        assert page.evaluate(style) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
        # What leads on is of no use on paper; what is read and whence it comes is.
        for gone in (".top", ".filters", ".sorts", ".pages", "form", ".ways", ".step"):
            assert page.locator(f"{gone}:visible").count() == 0, gone
        assert page.locator("h1").count() == 1
        assert page.pdf(format="A4").startswith(b"%PDF")
