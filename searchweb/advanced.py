"""A form for those who do not want to learn the query language: its boxes become a query that the search box shows."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from searchweb.desk import Desk, search_links
from searchweb.language import message
from searchweb.urls import MAX_TEXT, read_page

# The box's parameter, the message that labels it, and the field of the query language, "" for the whole article.
BOXES = (
    ("all", message("All of these words"), ""),
    ("phrase", message("Exactly this phrase"), ""),
    ("any", message("One of these words"), ""),
    ("none", message("None of these words"), ""),
    ("in_title", message("In the title"), "tiêu_đề"),
    ("in_official", message("Name of an official"), "cán_bộ"),
    ("in_position", message("Post"), "chức_vụ"),
    ("in_unit", message("Unit of the article"), "đơn_vị"),
    ("in_place", message("Place of the unit"), "nơi"),
    ("in_document", message("Number of a document"), "văn_bản"),
)
_SIGNS = str.maketrans(dict.fromkeys('"“”()', " "))


def add_advanced(app: Flask, desk: Desk) -> None:
    """/advanced."""
    app.add_url_rule("/advanced", "advanced", lambda: advanced_page(desk), methods=["GET"])


def advanced_page(desk: Desk) -> BaseResponse | str:
    """The form; once something stands in it, straight on to its results."""
    state, typed = read_page(request.query_string, {name: () for name, _, _ in BOXES})
    text = query_text(typed)
    if text or state.dates:
        return redirect(search_links()(replace(state, text=text[:MAX_TEXT], page=1)))
    return render_template("advanced.html", boxes=BOXES, state=state, index_state=desk.index.state)


def query_text(typed: dict[str, str]) -> str:
    """What was typed in the boxes, in the query language."""
    plain = {name: " ".join(value.translate(_SIGNS).split()) for name, value in typed.items()}
    words = {name: plain.get(name, "") for name, _, _ in BOXES}
    parts = [f"({words['all']})" if words["all"] else "", f'"{words["phrase"]}"' if words["phrase"] else ""]
    parts.append(f"({' OR '.join(words['any'].split())})" if words["any"] else "")
    parts += [f'{field}:"{words[name]}"' for name, _, field in BOXES if field and words[name]]
    parts += [f"-{word.lstrip('-')}" for word in words["none"].split() if word.strip("-")]
    return " ".join(part for part in parts if part)
