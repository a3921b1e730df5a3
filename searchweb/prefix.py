"""Where each language stands: Vietnamese pages at the root, the same pages in English under /en/.

The prefix becomes part of the script's root, so that every link a page makes leads to its own language by itself.
What speaks no language (the JSON API, exports, files) has one address, at the root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, abort, has_request_context, redirect, request
from flask_babel import Babel
from werkzeug.wrappers import Response

from searchweb.catalogs import DEFAULT, LANGUAGES, language, speaking
from searchweb.language import translate
from searchweb.parameters import BadPageParameters

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

_ENGLISH = "/en"
_NEUTRAL = ("/api/", "/export/", "/static/", "/healthz", "/metrics", "/robots.txt")
# A page to read in spite of where it stands.
_SPEAKING = ("/api/v1/",)
_UNQUOTED = "/:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Translated:
    """The page of the request in one language: `code` "vi" or "en", `name` in itself."""

    code: str
    name: str
    href: str
    current: bool


class Site(Flask):
    """The application. Its addresses keep the language of the page that holds them."""

    def url_for(self, endpoint: str, **values: Any) -> str:
        """As Flask's; what speaks no language is always at the root."""
        given = {name: value for name, value in values.items() if value is not None}
        if not has_request_context() or (given and endpoint != "static"):
            return self._built(endpoint, given)
        # The thirty addresses that every page holds, of pages without parameters and of files.
        key = (request.script_root, language(), endpoint, given.get("filename"), given.get("v"))
        if key not in self._fixed:
            self._fixed[key] = self._built(endpoint, given)
        return self._fixed[key]

    def _built(self, endpoint: str, values: dict[str, Any]) -> str:
        address = super().url_for(endpoint, **values)
        if endpoint not in self.neutral or language() == DEFAULT:
            return address
        for root in (request.url_root, request.script_root + "/"):
            if address.startswith(root):
                return root.removesuffix(_ENGLISH + "/") + "/" + address.removeprefix(root)
        return address

    @cached_property
    def _fixed(self) -> dict[tuple[str | None, ...], str]:
        return {}

    @cached_property
    def neutral(self) -> frozenset[str]:
        """The endpoints that speak no language."""
        rules = [rule for rule in self.url_map.iter_rules() if rule.rule not in _SPEAKING]
        return frozenset(rule.endpoint for rule in rules if rule.rule.startswith(_NEUTRAL))


def speak_languages(site: Site) -> None:
    """Answer every page of `site` in the language that its address names."""
    Babel(site, default_locale=DEFAULT, locale_selector=language, configure_jinja=False)
    site.wsgi_app = _with_prefix(site.wsgi_app)  # type: ignore[assignment,method-assign]  # the way Flask is wrapped
    site.before_request(partial(_turn_away, site))
    site.jinja_env.globals.update(translated=translated)


def translated(most: int | None = None) -> tuple[Translated, ...]:
    """The page of the request in every language; the front page where its address has more than `most` characters."""
    home = request.script_root.removesuffix(_ENGLISH) if language() == "en" else request.script_root
    return tuple(_translated(code, home, most) for code in LANGUAGES)


def homes() -> tuple[str, ...]:
    """Where each language stands on this host, without the last slash: "" and "/en"."""
    return (request.script_root, request.script_root + _ENGLISH)


def _translated(code: str, home: str, most: int | None) -> Translated:
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    path = home + (_ENGLISH if code == "en" else "") + quote(request.path, safe=_UNQUOTED)
    href = f"{path}?{urlencode(kept)}" if kept else path
    if most is not None and len(href) > most:
        href = home + (_ENGLISH if code == "en" else "") + "/"
    return Translated(code, LANGUAGES[code], href, code == language())


def _with_prefix(application: Application) -> Application:
    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path != _ENGLISH and not path.startswith(_ENGLISH + "/"):
            return application(environ, start_response)
        root = environ.get("SCRIPT_NAME", "") + _ENGLISH
        environ = environ | {"SCRIPT_NAME": root, "PATH_INFO": path[len(_ENGLISH) :] or "/"}
        # What is streamed is sent when this is over: exports, which speak no language.
        with speaking("en"):
            return application(environ, start_response)

    return answer


def _turn_away(site: Site) -> Response | None:
    """Nothing for an address as it should be; the address of the other language for `?lang=en` and `?lang=vi`."""
    if request.endpoint in site.neutral:
        return abort(404) if language() == "en" else None
    wanted = request.args.getlist("lang") if b"lang=" in request.query_string else []
    if not wanted:
        return None
    if len(wanted) > 1:
        raise BadPageParameters(translate("parameter '{name}' is given {count} times", name="lang", count=len(wanted)))
    found = next((one for one in translated() if one.code == wanted[0]), None)
    if found is None:
        known = ", ".join(LANGUAGES)
        raise BadPageParameters(
            translate("{name} '{value}' is unknown; known: {known}", name="lang", value=wanted[0][:40], known=known)
        )
    return redirect(found.href)
