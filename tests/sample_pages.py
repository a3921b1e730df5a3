"""Addresses of the main pages over the sample corpus, for pictures of them and for what they weigh."""

from __future__ import annotations

from urllib.parse import quote

SAMPLE_PAGES = {
    "front": "/",
    "search": "/?q=" + quote("bí thư đảng ủy"),
    "facets": f"/?q={quote('chu tich')}&year=2018-2025&place={quote('thành phố Hà Nội')}",
    "article": f"/article/ha-noi/phuong-bo-de/2025-09-hoi-nghi-ban-chap-hanh-dang-bo.html?q={quote('đảng ủy')}",
    "official": "/official/" + quote("đoàn-ngọc-khải.phường-bồ-đề"),
    "unit": "/unit?on=2021-08-14&name=" + quote("Ủy ban nhân dân phường Bồ Đề, quận Long Biên, thành phố Hà Nội"),
    "document": "/document?key=" + quote("47/KH-UBND"),
    "trends": f"/trends?by=year&q={quote('đảng ủy')}&q={quote('hội nghị')}&q={quote('chuyển đổi số')}",
    "coverage": "/coverage",
    "help": "/help",
}
