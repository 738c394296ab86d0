"""Reading an event's body straight, as its schema would; the schema decides all else.

A service reads every event that it hears, and nearly all of them are just as they were
written. For those each kind of field has a plain function here; whatever is not exactly
as we write it is left to marshmallow, whose word holds.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from marshmallow import Schema, fields, missing

from minqing_contracts.moments import EARLIEST, LATEST, Moment

Take = Callable[[Any], Any]
UUID_LENGTH = 36
DAY_LENGTH = 10


class NotPlain(Exception):
    """The body is not exactly as we write it: let the schema read it."""


def _text(value: Any) -> str:  # noqa: ANN401
    if type(value) is not str:
        raise NotPlain
    return value


def _number(value: Any) -> int:  # noqa: ANN401
    if type(value) is not int:
        raise NotPlain
    return value


def _truth(value: Any) -> bool:  # noqa: ANN401
    if type(value) is not bool:
        raise NotPlain
    return value


def _uuid(value: Any) -> UUID:  # noqa: ANN401
    if type(value) is not str or len(value) != UUID_LENGTH:
        raise NotPlain
    return UUID(value)


def _day(value: Any) -> date:  # noqa: ANN401
    if type(value) is not str or len(value) != DAY_LENGTH:
        raise NotPlain
    return date.fromisoformat(value)


def _moment(value: Any) -> datetime:  # noqa: ANN401
    if type(value) is not str or "T" not in value:
        raise NotPlain
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise NotPlain
    moment = read.astimezone(UTC)
    if not EARLIEST <= moment < LATEST:
        raise NotPlain
    return moment


PLAIN: Final[Mapping[type[fields.Field[Any]], Take]] = {
    fields.String: _text,
    fields.Integer: _number,
    fields.Boolean: _truth,
    fields.UUID: _uuid,
    fields.Date: _day,
    Moment: _moment,
}


def reader_of(schema: Schema) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return what reads a body into the values of its event.

    It raises for any body that is not plain: NotPlain, KeyError, ValueError, and what
    else an odd value brings about; marshmallow's own ValidationError among them.
    """
    required = [
        (name, _name_of(each, name), _take(each))
        for name, each in schema.load_fields.items()
        if each.required
    ]
    optional = [
        (name, _name_of(each, name), _take(each), each.load_default)
        for name, each in schema.load_fields.items()
        if not each.required
    ]

    def read(body: Mapping[str, Any]) -> dict[str, Any]:
        values = {name: take(body[key]) for name, key, take in required}
        for name, key, take, default in optional:
            if key in body:
                values[name] = take(body[key])
            elif default is not missing:
                values[name] = default() if callable(default) else default
        return values

    return read


def _name_of(field: fields.Field[Any], name: str) -> str:
    return name if field.data_key is None else field.data_key


def _take(field: fields.Field[Any]) -> Take:
    """Return what reads one field; a kind without a plain way is marshmallow's."""
    if field.validators:
        return field.deserialize
    take = PLAIN.get(type(field))
    if type(field) is fields.List and not field.inner.validators:
        inner = PLAIN.get(type(field.inner))
        take = None if inner is None or field.inner.allow_none else _list_of(inner)
    if take is None:
        return field.deserialize
    return _or_none(take) if field.allow_none else take


def _list_of(take: Take) -> Take:
    def take_list(value: Any) -> list[Any]:  # noqa: ANN401
        if type(value) is not list:
            raise NotPlain
        return [take(each) for each in value]

    return take_list


def _or_none(take: Take) -> Take:
    def take_or_none(value: Any) -> Any:  # noqa: ANN401
        return None if value is None else take(value)

    return take_or_none
