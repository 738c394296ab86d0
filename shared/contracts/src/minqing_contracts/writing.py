"""Writing an event's body straight, as its schema would: the same body, sooner.

Every kind of field that nearly all events are made of has a plain function here;
a value of another kind than its field names is left to the field itself.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from marshmallow import Schema, fields

from minqing_contracts.moments import Moment

Say = Callable[[Any], Any]
Write = Callable[[object], dict[str, Any]]


def _as_it_is(value: Any) -> Any:  # noqa: ANN401
    return value


PLAIN: Final[Mapping[type[fields.Field[Any]], tuple[type, Say]]] = {
    fields.String: (str, _as_it_is),
    fields.Integer: (int, _as_it_is),
    fields.Boolean: (bool, _as_it_is),
    fields.UUID: (UUID, str),
    fields.Date: (date, date.isoformat),
    Moment: (datetime, datetime.isoformat),
}


def writer_of(schema: Schema) -> Write:
    """Return what writes an event's values as the body that goes on the wire."""
    parts = [
        (each.data_key or name, _part(name, each))
        for name, each in schema.dump_fields.items()
    ]

    def write(event: object) -> dict[str, Any]:
        return {key: part(event) for key, part in parts}

    return write


def _part(name: str, field: fields.Field[Any]) -> Say:
    """Return what writes one field of an event."""
    plain = PLAIN.get(type(field))
    if plain is None:
        return lambda event: field.serialize(name, event)
    kind, say = plain
    take = attrgetter(name)

    def part(event: object) -> Any:  # noqa: ANN401
        value = take(event)
        if type(value) is kind:
            return say(value)
        return None if value is None else field.serialize(name, event)

    return part
