"""Fields that several of registry's shapes have in common, with their bounds."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from marshmallow import ValidationError, fields, validate

from registry.domain.values import ADDRESS_LENGTH, DIVISION, ID, LARGEST, NAME_LENGTH

FIRST: Final = UUID(int=0)
"""Before every row: where a walk by ids begins."""
A_NUMBER = validate.Length(min=1, max=40)
"""As somebody wrote it, with spaces and hyphens; the domain says what it must be."""
AGE = range(1900, 2200)
"""Years in which somebody served or died whom this register knows."""


def id_field(**options: Any) -> fields.String:  # noqa: ANN401
    """Return a field for an id of ours."""
    length = validate.Length(min=2, max=32)
    shape = validate.Regexp(ID, error="bad-id")
    return fields.String(validate=[length, shape], **options)


def division_field(**options: Any) -> fields.String:  # noqa: ANN401
    """Return a field for an official division code."""
    shape = validate.Regexp(DIVISION, error="bad-division")
    return fields.String(validate=shape, **options)


def _of_our_age(day: date) -> None:
    if day.year not in AGE:
        raise ValidationError("bad-day")


def day_field(**options: Any) -> fields.Date:  # noqa: ANN401
    """Return a field for a day of our age; else `bad-day`."""
    return fields.Date(validate=_of_our_age, **options)


def name_field(**options: Any) -> fields.String:  # noqa: ANN401
    """Return a field for a name."""
    return fields.String(validate=validate.Length(min=1, max=NAME_LENGTH), **options)


def size_field(**options: Any) -> fields.Integer:  # noqa: ANN401
    """Return a field for how large something is, in whole units."""
    size = validate.Range(min=0, max=LARGEST)
    return fields.Integer(strict=True, validate=size, **options)


def address_field(**options: Any) -> fields.String:  # noqa: ANN401
    """Return a field for an address, by post or by mail."""
    length = validate.Length(min=1, max=ADDRESS_LENGTH)
    return fields.String(validate=length, **options)
