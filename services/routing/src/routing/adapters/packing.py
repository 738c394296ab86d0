"""Frozen dataclasses as plain JSON, and back by their annotations."""

import types
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

T = TypeVar("T")


def pack(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Return dataclasses as JSON can say them."""
    return [
        {name: _plain(value) for name, value in asdict(item).items()} for item in items
    ]


def unpack(kind: type[T], said: Iterable[Mapping[str, Any]]) -> list[T]:
    """Return the dataclasses of one kind that `pack` wrote.

    A field that is not told, for it is younger than the row, takes its default.
    """
    readers: dict[str, Any] = _readers(cast(Hashable, kind))
    return [
        kind(**{name: readers[name](value) for name, value in each.items()})
        for each in said
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


@cache
def _readers(kind: Hashable) -> dict[str, Any]:
    shape: Any = kind
    hints = get_type_hints(shape)
    return {each.name: _reader(hints[each.name]) for each in fields(shape)}


def _reader(hint: Any) -> Any:  # noqa: ANN401
    if get_origin(hint) in (Union, types.UnionType):
        [inner] = [each for each in get_args(hint) if each is not type(None)]
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if hint in (datetime, date):
        return hint.fromisoformat
    if hint is UUID or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint
    return lambda value: value
