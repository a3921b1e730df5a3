"""/metrics for Prometheus: requests by page and status, their durations, and what the index holds. No search terms."""

from __future__ import annotations

from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from indexer.errors import IndexUnusable
from searchweb.desk import Desk
from searchweb.parameters import read_parameters

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def add_metrics(app: Flask, desk: Desk) -> None:
    """Count every request of `app` from now on, in a registry of its own."""
    registry = CollectorRegistry()
    requests = Counter("tracuu_requests", "Requests answered", ("page", "status"), registry=registry)
    seconds = Histogram(
        "tracuu_request_seconds", "Time to the first byte", ("page",), registry=registry, buckets=SECONDS
    )
    articles = Gauge("tracuu_articles", "Articles in the index that answers", registry=registry)
    ready = Gauge("tracuu_ready", "1 where questions can be answered", registry=registry)

    def begin() -> None:
        g.begun = perf_counter()

    def count(response: Response) -> Response:
        # The endpoint, not the path: an address holds names and ids, and there are endlessly many.
        page = request.endpoint or "none"
        requests.labels(page, str(response.status_code)).inc()
        if begun := g.get("begun"):
            seconds.labels(page).observe(perf_counter() - begun)
        return response

    def metrics() -> Response:
        read_parameters(request.query_string, ())
        try:
            articles.set(desk.index.state.articles)
            ready.set(1)
        except IndexUnusable:
            ready.set(0)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.before_request(begin)
    app.after_request(count)
    app.add_url_rule("/metrics", "metrics", metrics, methods=["GET"])
