"""Making marshmallow take JSON at its word: what the document says, and no more.

marshmallow reads "yes" as true and "3" as 3. Our OpenAPI document promises boolean and
integer, so a body must hold exactly these, and a query their one spelling.
"""

import re
from typing import Any, Final

from marshmallow import Schema, fields

_WHOLE: Final = re.compile(r"-?[0-9]{1,19}", re.ASCII)


class _JsonInteger(fields.Integer):
    def _validated(self, value: Any) -> int:  # noqa: ANN401
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class _JsonFloat(fields.Float):
    def _validated(self, value: Any) -> float:  # noqa: ANN401
        if not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class _JsonBoolean(fields.Boolean):
    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:  # noqa: ANN401
        if value is True or value is False:
            return bool(value)
        raise self.make_error("invalid", input=value)


class _TextInteger(fields.Integer):
    def _validated(self, value: Any) -> int:  # noqa: ANN401
        if not isinstance(value, str) or not _WHOLE.fullmatch(value):
            raise self.make_error("invalid", input=value)
        return super()._validated(int(value))


class _TextBoolean(fields.Boolean):
    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:  # noqa: ANN401
        if value in ("true", "false"):
            return bool(value == "true")
        raise self.make_error("invalid", input=value)


_JSON: Final[dict[type[Any], type[Any]]] = {
    fields.Integer: _JsonInteger,
    fields.Float: _JsonFloat,
    fields.Boolean: _JsonBoolean,
}
_TEXT: Final[dict[type[Any], type[Any]]] = {
    fields.Integer: _TextInteger,
    fields.Boolean: _TextBoolean,
}


def strict_json(schema: Schema) -> Schema:
    """Make one schema instance, and all it holds, take JSON types only."""
    return _harden(schema, _JSON)


def strict_text(schema: Schema) -> Schema:
    """Make one schema instance read the one spelling of numbers and booleans."""
    return _harden(schema, _TEXT)


def _harden(schema: Schema, kinds: dict[type[Any], type[Any]]) -> Schema:
    for each in schema.load_fields.values():
        _harden_field(each, kinds)
    return schema


def _harden_field(each: Any, kinds: dict[type[Any], type[Any]]) -> None:  # noqa: ANN401
    """Change one field; fields of a schema instance are copies of its own."""
    stricter = kinds.get(type(each))
    if stricter is not None:
        each.__class__ = stricter
    elif isinstance(each, fields.List):
        _harden_field(each.inner, kinds)
    elif isinstance(each, fields.Tuple):
        for inner in each.tuple_fields:
            _harden_field(inner, kinds)
    elif isinstance(each, fields.Dict) and each.value_field is not None:
        _harden_field(each.value_field, kinds)
    elif isinstance(each, fields.Nested):
        _harden(each.schema, kinds)
