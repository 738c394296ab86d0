"""What makes the field pages stay: the worker that keeps them, and their manifest."""

import json
from hashlib import sha256
from typing import Any, Final

from flask import Response, render_template

from portal.entrypoints.web.assets import KINDS, address_of, content_of
from portal.entrypoints.web.page import draw, words

HOME: Final = "/field"
SAID: Final = "field.say."
KEPT: Final = (
    *("tokens.css", "portal.css", "field.css", "icons.svg", "mark.svg"),
    *("field-store.js", "field-send.js", "field-visit.js"),
    *("field.js", "field-192.png"),
)
"""The files that the pages are made of."""


def show(**_: object) -> Response:
    """Show the shell: what stands in it, the device knows."""
    return draw("field/shell.html", field_words=said)


def said() -> dict[str, str]:
    """Return the words that scripts say, with their slots."""
    return words().of(SAID)


def worker() -> Response:
    """Answer with the service worker; its first line changes with what it keeps.

    So a browser takes it for new when a file, a text or the chosen language changed.
    """
    kept = [HOME, *(address_of(name) for name in KEPT)]
    drawn = render_template("field/shell.html", here=HOME, field_words=said)
    version = sha256(json.dumps([kept, drawn]).encode()).hexdigest()[:12]
    begin = f"const VERSION = {json.dumps(version)}, KEPT = {json.dumps(kept)}\n"
    response = Response(
        begin.encode() + content_of("field-worker.js"), content_type=KINDS["js"]
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = HOME
    return response


def manifest() -> Response:
    """Answer with what a telephone needs to put the pages on its first screen."""
    t = words()
    told: dict[str, Any] = {
        "id": HOME,
        "start_url": HOME,
        "scope": HOME,
        "display": "standalone",
        "lang": t.language,
        "name": t("field.app"),
        "short_name": t("field.app-short"),
        "background_color": "#ffffff",
        "theme_color": "#0b5cad",
        "icons": [_icon(size, use) for size in (192, 512) for use in USES],
    }
    body = json.dumps(told, ensure_ascii=False)
    response = Response(body, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


USES: Final = ("any", "maskable")


def _icon(size: int, use: str) -> dict[str, str]:
    source = address_of(f"field-{size}.png")
    return {
        "src": source,
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": use,
    }
