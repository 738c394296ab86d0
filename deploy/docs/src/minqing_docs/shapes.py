"""The shapes that were published, frozen: a contract is added to, never edited.

A field may be added if it is optional. It is never removed, renamed, retyped, made
required, or made optional: whoever reads the old shape must go on reading.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marshmallow import fields

from minqing_contracts import topology
from minqing_contracts.catalogue import catalogue
from minqing_docs.samples import HOUSE

SHAPES = HOUSE / "tests" / "contracts" / "shapes.json"

Shape = dict[str, dict[str, Any]]
"""Field name -> what is promised of it."""


def shapes_now() -> dict[str, Shape]:
    """Return the shape of every contract in the catalogue, by routing key."""
    _ = topology.SUBSCRIPTIONS
    return {
        key: {name: _promise(field) for name, field in sorted(schema.fields.items())}
        for key, _event, schema in catalogue()
    }


def read_shapes(file: Path = SHAPES) -> dict[str, Shape]:
    """Return the frozen shapes; none where nothing was frozen yet."""
    if not file.exists():
        return {}
    frozen: dict[str, Shape] = json.loads(file.read_text(encoding="utf-8"))
    return frozen


def write_shapes(file: Path, shapes: dict[str, Shape]) -> None:
    """Freeze these shapes."""
    file.write_text(json.dumps(shapes, indent=2) + "\n", encoding="utf-8")


def breaches(frozen: dict[str, Shape], now: dict[str, Shape]) -> list[str]:
    """Say how `now` breaks what `frozen` promised; nothing if it keeps everything."""
    gone = [f"{key} is not published any more" for key in frozen if key not in now]
    kept = [key for key in frozen if key in now]
    return gone + [
        f"{key}: {breach}; publish a new version beside it"
        for key in kept
        for breach in _changes(frozen[key], now[key])
    ]


def _changes(frozen: Shape, now: Shape) -> Iterator[str]:
    for name, promise in frozen.items():
        if name not in now:
            yield f"the field {name} was removed or renamed"
        elif now[name] != promise:
            yield f"the field {name} was {promise} and is {now[name]}"
    for name in now.keys() - frozen.keys():
        if now[name]["required"]:
            yield f"the new field {name} is required"


def _promise(field: fields.Field[Any]) -> dict[str, Any]:
    promise: dict[str, Any] = {
        "type": type(field).__name__,
        "required": field.required,
        "allow_none": field.allow_none,
    }
    if isinstance(field, fields.List):
        promise["of"] = _promise(field.inner)
    return promise
