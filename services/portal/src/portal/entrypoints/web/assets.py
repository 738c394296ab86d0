"""Files that never change under one name: the address carries their fingerprint."""

import gzip
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from flask import Response, abort, request

KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
PACKED: Final = frozenset({"css", "js", "svg"})
"""Kinds that become smaller on the way."""
FOR_EVER: Final = "public, max-age=31536000, immutable"
NAMES: Final = (
    "tokens.css",
    "portal.css",
    "desk.css",
    "lead.css",
    "count.js",
    "print.js",
    "keys.js",
    "narrow.js",
    "draft.js",
    "beat.js",
    "idle.js",
    "call.js",
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


@cache
def packed(name: str) -> bytes:
    """Return a file of ours, packed once for all who take it so."""
    return gzip.compress(content_of(name), mtime=0)


def serve(mark: str, name: str) -> Response:
    """Answer with one of the files: packed, where a browser takes it so.

    Pages are sent as they are: they hold keys of forms beside words of others, and how
    small such a mixture becomes tells of it.
    """
    if name not in NAMES:
        abort(404)
    kind = name.rpartition(".")[2]
    is_packed = kind in PACKED and request.accept_encodings.quality("gzip") > 0
    content = packed(name) if is_packed else content_of(name)
    response = Response(content, content_type=KINDS[kind])
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    current = address_of(name).split("/")[2] == mark
    response.headers["Cache-Control"] = FOR_EVER if current else "no-cache"
    return response


def icon() -> Response:
    """Answer a browser that asks for its icon."""
    response = Response(content_of("mark.svg"), content_type=KINDS["svg"])
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
