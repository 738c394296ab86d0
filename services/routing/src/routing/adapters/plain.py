"""Frozen dataclasses as plain JSON, and back, by their own annotations."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

V = TypeVar("V")


def to_plain(value: object) -> Any:  # noqa: ANN401
    """Return a value as JSON can say it; what is at its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        said = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: to_plain(v) for f, v in said if v != f.default}
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted((to_plain(each) for each in value), key=str)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal | UUID) else value


def from_plain(kind: type[V], said: Any) -> V:  # noqa: ANN401
    """Return the value of that kind that `to_plain` wrote."""
    return cast("V", _read(kind, said))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, said: Any) -> Any:  # noqa: ANN401
    if get_origin(kind) in (Union, types.UnionType):
        [inner] = [each for each in get_args(kind) if each is not type(None)]
        return None if said is None else _read(inner, said)
    if get_origin(kind) in (tuple, frozenset):
        whole = tuple if get_origin(kind) is tuple else frozenset
        return whole(_read(get_args(kind)[0], each) for each in said)
    if is_dataclass(kind):
        hints = _hints(cast("type", kind))
        read = {name: _read(hints[name], value) for name, value in said.items()}
        return cast("Any", kind)(**read)
    if kind in (date, datetime):
        return kind.fromisoformat(said)
    return said if kind in (str, int, bool) else kind(said)
