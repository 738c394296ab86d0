"""Reading what a caller sends: bounded, UTF-8, JSON, and fit to be stored."""

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, BinaryIO

from minqing_chassis.http.problems import FieldError, Problem

DRAINED_BYTES = 4 * 1024 * 1024
"""How much of a refused body is read away, so that the caller sees the answer."""
DEEPEST = 32
"""How deep lists and objects may be nested."""
HANG_UP = "minqing.hang_up"
"""The WSGI key under which the server lets an app give up the connection."""

_CHUNK = 64 * 1024
_LARGEST = 2**63 - 1
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|\d{19}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_body(environ: dict[str, Any], limit: int) -> bytes:
    """Return the body, chunked or not; raise Problem 400 or 413.

    A declared length above `limit` bytes is refused before anything is read.
    """
    stream: BinaryIO = environ["wsgi.input"]
    if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
        return _read(environ, stream, limit + 1, limit)
    length = _declared(environ)
    if length > limit:
        _refuse(environ, stream, length)
    body = _read(environ, stream, length, limit)
    if len(body) < length:
        raise Problem(400, "bad-request")
    return body


def _declared(environ: dict[str, Any]) -> int:
    declared = environ.get("CONTENT_LENGTH") or "0"
    if not (declared.isascii() and declared.isdigit()):
        raise Problem(400, "bad-request")
    return int(declared[:20])


def _read(environ: dict[str, Any], stream: BinaryIO, wanted: int, limit: int) -> bytes:
    parts: list[bytes] = []
    try:
        while wanted > 0 and (part := stream.read(wanted)):
            parts.append(part)
            wanted -= len(part)
    except (OSError, ValueError):
        _hang_up(environ)
        raise Problem(400, "bad-request") from None
    body = b"".join(parts)
    if len(body) > limit:
        _refuse(environ, stream, DRAINED_BYTES)
    return body


def _refuse(environ: dict[str, Any], stream: BinaryIO, length: int) -> None:
    """Refuse an oversize body; read a little of it away, else hang up."""
    if environ.get("HTTP_EXPECT") is None and length <= DRAINED_BYTES:
        _drain(environ, stream, length)
    else:
        _hang_up(environ)
    raise Problem(413, "payload-too-large")


def _drain(environ: dict[str, Any], stream: BinaryIO, length: int) -> None:
    try:
        while length > 0 and (part := stream.read(min(_CHUNK, length))):
            length -= len(part)
    except (OSError, ValueError):
        length = 0
    if environ.get("HTTP_TRANSFER_ENCODING") is not None:
        _hang_up(environ)


def _hang_up(environ: dict[str, Any]) -> None:
    hang_up: Callable[[], None] | None = environ.get(HANG_UP)
    if hang_up is not None:
        hang_up()


def require_json(content_type: str | None) -> None:
    """Raise Problem 415 unless the type is application/json in UTF-8."""
    if content_type == "application/json":
        return
    kind, _, parameters = (content_type or "").lower().partition(";")
    charset = re.search(r'charset="?([^";\s]+)', parameters)
    if kind.strip() != "application/json" or (
        charset is not None and charset[1] not in {"utf-8", "utf8", "us-ascii"}
    ):
        raise Problem(415, "unsupported-media-type")


def require_type(content_type: str | None, types: Collection[str]) -> None:
    """Raise Problem 415 unless the type is one of these, whatever its parameters."""
    kind = (content_type or "").lower().partition(";")[0].strip()
    if kind not in types:
        raise Problem(415, "unsupported-media-type")


def parse_json(body: bytes) -> Any:  # noqa: ANN401
    """Return what a JSON text says; raise Problem 400 or 422.

    NaN, infinities and endless nesting are malformed; NUL, lone surrogates and whole
    numbers beyond 64 bits cannot be stored and are refused field by field.
    """
    try:
        document = _DECODER.decode(body.decode("utf-8"))
        refuse_depth(document, body)
    except UnicodeDecodeError:
        raise Problem(400, "bad-encoding") from None
    except (ValueError, RecursionError):
        raise Problem(400, "malformed-json") from None
    if _SUSPECT.search(body):
        unstorable = list(find_unstorable(document))
        if unstorable:
            raise Problem(422, "validation-failed", errors=unstorable)
    return document


def refuse_depth(document: Any, body: bytes) -> None:  # noqa: ANN401
    """Raise ValueError if lists and objects are nested deeper than DEEPEST."""
    if body.count(b"[") + body.count(b"{") <= DEEPEST:
        return
    level, depth = [document], 0
    while level:
        depth += 1
        if depth > DEEPEST + 1:
            raise ValueError("nested too deep")
        level = [inner for value in level for inner in _inner(value)]


def _inner(value: Any) -> Iterable[Any]:  # noqa: ANN401
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def find_unstorable(value: Any, path: str = "") -> Iterator[FieldError]:  # noqa: ANN401
    """Name every value that no database could keep, by its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if storable(key):
                yield from find_unstorable(inner, _join(path, key))
            else:
                yield FieldError(path, "unreadable")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from find_unstorable(inner, _join(path, str(index)))
    elif isinstance(value, str) and not storable(value):
        yield FieldError(path, "unreadable")
    elif isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        yield FieldError(path, "number-out-of-range")


def storable(text: str) -> bool:
    """Tell whether a text has neither NUL nor lone surrogates."""
    return _UNSTORABLE.search(text) is None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)
