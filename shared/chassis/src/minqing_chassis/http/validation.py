"""Loading values through marshmallow schemas; its messages become stable codes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from marshmallow import Schema, ValidationError

from minqing_chassis.http.problems import FieldError, Problem

_EXACT: Final = {
    "Missing data for required field.": "required",
    "Field may not be null.": "null",
    "Unknown field.": "unknown-field",
    "Invalid type.": "invalid-type",
    "Invalid input type.": "not-an-object",
    "Invalid value.": "invalid-value",
    "Invalid input.": "invalid-value",
    "Not a valid string.": "not-a-string",
    "Not a valid utf-8 string.": "unreadable",
    "Not a valid number.": "not-a-number",
    "Number too large.": "number-out-of-range",
    "Not a valid integer.": "not-an-integer",
    "Not a valid boolean.": "not-a-boolean",
    "Not a valid list.": "not-a-list",
    "Not a valid tuple.": "not-a-list",
    "Not a valid mapping type.": "not-an-object",
    "Not a valid date.": "not-a-date",
    "Not a valid datetime.": "not-a-datetime",
    "Not a valid time.": "not-a-time",
    "Not a valid aware datetime.": "time-zone-needed",
    "Not a valid naive datetime.": "time-zone-not-allowed",
    "Not a valid period of time.": "not-a-duration",
    "Not a valid UUID.": "not-a-uuid",
    "Not a valid URL.": "not-a-url",
    "Not a valid email address.": "not-an-email",
    "Not a valid IP address.": "not-an-ip",
    "Not a valid IPv4 address.": "not-an-ip",
    "Not a valid IPv6 address.": "not-an-ip",
    "Not a valid IP interface.": "not-an-ip",
    "Not a valid IPv4 interface.": "not-an-ip",
    "Not a valid IPv6 interface.": "not-an-ip",
    "Special numeric values (nan or infinity) are not permitted.": "not-finite",
    "String does not match expected pattern.": "pattern",
    "Invalid dictionary.": "not-an-object",
}
_SHAPED: Final = tuple(
    (re.compile(pattern, re.DOTALL), code)
    for pattern, code in (
        (r"Shorter than minimum length (?P<min>\d+)\.", "too-short"),
        (r"Longer than maximum length (?P<max>\d+)\.", "too-long"),
        (
            r"Length must be between (?P<min>\d+) and (?P<max>\d+)\.",
            "length-between",
        ),
        (r"Length must be (?P<equal>\d+)\.", "length-equal"),
        (
            r"Must be greater than (?:or equal to )?(?P<min>.+) and "
            r"less than (?:or equal to )?(?P<max>.+)\.",
            "between",
        ),
        (r"Must be greater than or equal to (?P<min>.+)\.", "at-least"),
        (r"Must be greater than (?P<min>.+)\.", "more-than"),
        (r"Must be less than or equal to (?P<max>.+)\.", "at-most"),
        (r"Must be less than (?P<max>.+)\.", "less-than"),
        (r"Must be equal to (?P<other>.+)\.", "not-equal"),
        (r"Must be one of: (?P<choices>.+)\.", "not-one-of"),
        (r"One or more of the choices you made was .+\.", "not-allowed"),
    )
)
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def load(schema: Schema, values: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the loaded values; raise Problem 422 with one error for each field."""
    try:
        loaded: dict[str, Any] = schema.load(values)
    except ValidationError as error:
        errors = sorted(flatten(error.messages), key=lambda wrong: wrong.field)
        raise Problem(422, "validation-failed", errors=errors) from None
    return loaded


def flatten(messages: Any, path: str = "") -> Iterator[FieldError]:  # noqa: ANN401
    """Walk marshmallow's nested messages; yield a field error for each."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from flatten(inner, _join(path, str(key)))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flatten(inner, path)
    else:
        code, arguments = code_of(str(messages))
        yield FieldError(path, code, arguments)


def code_of(message: str) -> tuple[str, dict[str, str]]:
    """Return the code and arguments of a message.

    A schema of our own may give a code as its message (`error="too-long"`).
    """
    code = _EXACT.get(message)
    if code is not None:
        return code, {}
    for pattern, shaped in _SHAPED:
        found = pattern.fullmatch(message)
        if found is not None:
            return shaped, found.groupdict()
    return (message if _CODE.fullmatch(message) else "invalid-value"), {}


def _join(path: str, key: str) -> str:
    if key == "_schema":
        return path
    return f"{path}.{key}" if path else key
