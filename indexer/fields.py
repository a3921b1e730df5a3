"""Fields and facets, declared once: index, URL, JSON, pages and docs all read this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextField:
    """A searchable text. `weight` multiplies its BM25 score; `label` is what readers see."""

    name: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that results are counted and filtered by. `name` is also the URL parameter and the JSON key.

    The values of a `path` facet are paths from large to small, joined by PATH_SIGN, and all their beginnings:
    "tỉnh Quảng Ngãi" and "tỉnh Quảng Ngãi/huyện Sơn Tịnh".
    """

    name: str
    label: str
    path: bool = False


TEXT_FIELDS = (
    TextField("title", "Tiêu đề", 3.0),
    TextField("body", "Nội dung", 1.0),
    TextField("officials", "Cán bộ", 2.0),
    TextField("unit", "Đơn vị", 1.5),
    # Not a text but the article's own dates, so that a day in a query finds both: the terms "d:2021-11-09",
    # "d:2021-11" and "d:2021" of every day of the event and of the publication day.
    TextField("days", "Ngày", 1.0),
)

FACETS = (
    Facet("unit", "Đơn vị"),
    Facet("year", "Năm"),
    Facet("official", "Cán bộ"),
    Facet("month", "Tháng"),
    Facet("place", "Địa bàn lúc đăng", path=True),
    Facet("place_now", "Địa bàn hiện nay", path=True),
    Facet("kind", "Loại đơn vị"),
    Facet("position", "Chức vụ"),
    Facet("topic", "Chủ đề"),
    Facet("document", "Văn bản"),
    Facet("text_kind", "Loại bài"),
)

PATH_SIGN = "/"

FACET_NAMES = tuple(facet.name for facet in FACETS)
PATH_FACETS = frozenset(facet.name for facet in FACETS if facet.path)
TEXT_FIELD_NAMES = tuple(text.name for text in TEXT_FIELDS)
