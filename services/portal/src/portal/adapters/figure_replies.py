"""What notify answers about figures, as far as the desk reads it.

A sheet of sixty units holds four thousand numbers: they are checked as a whole, not one
field after the other.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from portal.adapters.replies import Reply


class Counts(fields.Field[dict[str, int]]):
    """Whole numbers by what they count."""

    def _deserialize(
        self,
        value: Any,  # noqa: ANN401
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,  # noqa: ANN401
    ) -> dict[str, int]:
        if isinstance(value, dict) and all(type(n) is int for n in value.values()):
            return value
        raise ValidationError("invalid-value")


class Rates(fields.Field[dict[str, dict[str, Any]]]):
    """`n` of `of` by the name of the rate; `percent` is None of nothing."""

    def _deserialize(
        self,
        value: Any,  # noqa: ANN401
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,  # noqa: ANN401
    ) -> dict[str, dict[str, Any]]:
        if isinstance(value, dict) and all(map(_is_rate, value.values())):
            return value
        raise ValidationError("invalid-value")


def _is_rate(told: object) -> bool:
    return (
        isinstance(told, dict)
        and isinstance(told.get("n"), str)
        and type(told.get("of")) is int
        and isinstance(told.get("percent", 0), str | None)
    )


class LineReply(Reply):
    """The figures of one unit, or of all."""

    key = fields.String(load_default="")
    name = fields.String(load_default="")
    counts = Counts(required=True)
    rates = Rates(required=True)


class BeforeReply(Reply):
    """The counts of the period that a line is held against."""

    counts = Counts(required=True)


class ComparedReply(LineReply):
    """A line beside the one before; `change` of the cases in per cent."""

    before = fields.Nested(BeforeReply, load_default=None, allow_none=True)
    change = fields.String(load_default=None, allow_none=True)


class FiguresReply(Reply):
    """Figures of a period."""

    as_of = fields.AwareDateTime(required=True)
    since = fields.Date(required=True, data_key="from")
    until = fields.Date(required=True, data_key="to")
    total = fields.Nested(LineReply, required=True)
    lines = fields.List(fields.Nested(LineReply), required=True)


class TrendReply(FiguresReply):
    """Figures held against another period."""

    compared_from = fields.Date(load_default=None, allow_none=True)
    compared_to = fields.Date(load_default=None, allow_none=True)
    total = fields.Nested(ComparedReply, required=True)
    lines = fields.List(fields.Nested(ComparedReply), required=True)
