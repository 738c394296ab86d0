"""Writing replies: JSON for the values that services really hold."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID


def write_json(value: Any) -> bytes:  # noqa: ANN401
    """Return a value as UTF-8 JSON.

    UUIDs and dates become strings, dataclasses objects, sets lists, decimals numbers.
    Raises TypeError for anything else that JSON cannot say.
    """
    return _ENCODER.encode(value).encode("utf-8")


def _plain(value: Any) -> Any:  # noqa: ANN401
    for kind, turn in _TURNS:
        if isinstance(value, kind):
            return turn(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    raise TypeError(f"JSON cannot say {type(value).__name__}")


_TURNS: Final[tuple[tuple[Any, Callable[[Any], Any]], ...]] = (
    (UUID, str),
    (datetime, datetime.isoformat),
    (date | time, lambda moment: moment.isoformat()),
    (Decimal, float),
    (set | frozenset, sorted),
    (tuple, list),
)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,
    separators=(",", ":"),
    default=_plain,
)
