"""Files that never change under one name: the address carries their fingerprint."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from flask import Response, abort

KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
FOR_EVER: Final = "public, max-age=31536000, immutable"
NAMES: Final = (
    "tokens.css",
    "portal.css",
    "desk.css",
    "lead.css",
    "print.js",
    "keys.js",
    "draft.js",
    "idle.js",
    "icons.svg",
    "mark.svg",
    "field.css",
    "field-store.js",
    "field-send.js",
    "field-visit.js",
    "field.js",
    "field-192.png",
    "field-512.png",
    "vendor/htmx.min.js",
)


@cache
def content_of(name: str) -> bytes:
    """Return a file of ours."""
    return files("portal.entrypoints.web").joinpath("static", name).read_bytes()


@cache
def address_of(name: str) -> str:
    """Return the address under which a file may be kept for ever."""
    return f"/static/{sha256(content_of(name)).hexdigest()[:12]}/{name}"


def serve(mark: str, name: str) -> Response:
    """Answer with one of the files."""
    if name not in NAMES:
        abort(404)
    response = Response(content_of(name), content_type=KINDS[name.rpartition(".")[2]])
    current = address_of(name).split("/")[2] == mark
    response.headers["Cache-Control"] = FOR_EVER if current else "no-cache"
    return response


def icon() -> Response:
    """Answer a browser that asks for its icon."""
    response = Response(content_of("mark.svg"), content_type=KINDS["svg"])
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
