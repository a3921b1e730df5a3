"""Articles that try to be more than text, and what no page may ever hold because of them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from indexer.model import Article, Citation, Evidence, Official, Place, Post, Span, Unit
from tests.web_stand_in import make_article

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = '"><img src=x onerror="window.hacked=1">'
QUOTES = "' onmouseover='window.hacked=1' x='"
TEMPLATE = "{{ 7 * 191 }}{% raw %}${7*191}"
CLOSING = "</title></textarea></style></svg>" + SCRIPT
FORMULA = "=cmd|' /C calc'!A0"
REVERSED = "\u202eđảo\u2066ngược"
PAYLOADS = (SCRIPT, IMAGE, QUOTES, TEMPLATE, CLOSING, FORMULA, REVERSED)
# Names that a disk may hold and that mean something to a browser, a shell, a table or a server.
FILE_NAMES = (
    '"><img src=x onerror=window.hacked=1>.txt',
    "=HYPERLINK(1).txt",
    "@sum.txt",
    "a&b=c?d#e;f.txt",
    "100%25 %2e%2e%2f.txt",
    "dòng một\ndòng hai.txt",
    "hai..chấm..txt",
    "{{config}} ${x} $(id) `id`.txt",
    "'; drop table articles;--.txt",
)
BODY = """{payload} Ngày 05/05/2020, Ủy ban nhân dân xã An Phú tổ chức họp giao ban {payload} với các ban, ngành.
Dự họp có đồng chí Nguyễn Văn {payload} An, Chủ tịch UBND xã An Phú; đồng chí Trần Thị Bình, Bí thư Đảng ủy xã.
Thực hiện Nghị quyết số 54-NQ/ĐU {payload} của Đảng ủy xã về chuyển đổi số, xã đã hướng dẫn 120 lượt người dân.
"""


def write_hostile_corpus(folder: Path) -> None:
    """Text, pages and lines of JSON, each with every payload in its title, text and captions; odd names of files."""
    folder.mkdir()
    for number, payload in enumerate(PAYLOADS):
        text = f"Xã An Phú họp {payload} tháng {number + 1}\n\n{BODY.format(payload=payload)}"
        (folder / FILE_NAMES[number]).write_text(text, "utf-8")
        escaped = payload.replace("&", "&amp;").replace("<", "&lt;")
        page = f"<html><head><title>{escaped}</title></head><body><article><h1>Xã Tân Lập: {escaped} số {number}</h1>"
        page += "".join(f"<p>{line}</p>" for line in BODY.format(payload=escaped).splitlines())
        (folder / f"{number}.html").write_text(page + "</article></body></html>", "utf-8")
    for name in FILE_NAMES[len(PAYLOADS) :]:
        (folder / name).write_text(f"Xã Phú Thọ {name}\n\n{BODY.format(payload=FORMULA)}", "utf-8")
    lines = [
        {"title": f"{payload} lần {number}", "body": BODY.format(payload=payload), "url": f"javascript:{payload}"}
        for number, payload in enumerate(PAYLOADS)
    ]
    (folder / "x.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")


def hostile_articles() -> list[Article]:
    """Articles whose every field holds a payload, also those that the indexer would never fill so.

    But for signs that turn the text around, which no indexed text has.
    """
    return [_hostile(number, payload) for number, payload in enumerate(PAYLOADS) if payload != REVERSED]


def _hostile(number: int, payload: str) -> Article:
    proof = Evidence(f"rule.{payload}", f"Căn cứ {payload}")
    posts = (Post(f"Chủ tịch {payload}", f"Chủ tịch {payload}", f"Chủ tịch {payload}", "current", proof),)
    article = make_article(
        f"xã/{payload}/{number}.txt",
        title=f"Họp {payload}",
        body=f"Xã họp {payload} về {payload}\n{payload}",
        captions=f"Ảnh {payload}\n{payload}",
        byline=f"Tin {payload}",
        publisher=f"Cổng {payload}",
        source_url=f"javascript:{payload}",
        unit=Unit(f"Ủy ban {payload}", "government", Place((f"xã {payload}", f"tỉnh {payload}")), proof),
        officials=(Official(f"Nguyễn Văn An {payload}", posts, (Span("body", 0, 4),)),),
        documents=(Citation(f"Số 1 {payload}", f"1/{payload}", f"Quyết định {payload}", payload, payload, None, ()),),
        topics=(f"chủ đề {payload}",),
        notes=(f"ghi chú {payload}",),
    )
    assert article.event_date
    return replace(article, event_date=replace(article.event_date, evidence=proof))


_OWN_FILE = re.compile(r"/static/[a-z-]+\.(js|css|svg)\?v=[0-9a-f]+")
# The files that a page may load, and the addresses that a link may have.
_LOADED = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "embed": "src", "object": "data"}
_LEADS_ON = re.compile(r"(https?://|/(?!/)|#)")
_NEVER = ("iframe", "object", "embed", "base", "style", "foreignobject", "math", "applet", "frame")


def trespasses(html: str) -> list[str]:
    """What a page holds that no template of ours wrote: foreign elements, handlers, styles, addresses that run."""
    page = BeautifulSoup(html, "lxml")
    found = [f"element {tag.name}" for tag in page.find_all(_NEVER)]
    for tag in page.find_all(True):
        assert isinstance(tag, Tag)
        found += [f"{name} of {tag.name}" for name in tag.attrs if name.startswith("on") or name == "style"]
        found += _wrong_addresses(tag)
    return found


def _wrong_addresses(tag: Tag) -> list[str]:
    loaded = tag.get(_LOADED.get(tag.name, ""))
    if tag.name in {"script", "img"} and not _OWN_FILE.fullmatch(str(loaded)):
        return [f"{tag.name} from {loaded}"]
    address = str(tag.get("href") or tag.get("action") or "")
    return [f"{tag.name} to {address[:80]}"] if address and not _LEADS_ON.match(address) else []
