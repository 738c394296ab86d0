"""Which unit decided at the door, told with what it decided."""

from dataclasses import dataclass

from marshmallow import fields


class DecidedByUnitSchema:
    """Wire form of what a decision at the door adds to a fact about a petition."""

    decided_by_unit = fields.String(load_default=None, allow_none=True)


@dataclass(frozen=True, kw_only=True)
class DecidedByUnit:
    """`decided_by_unit` is whose clerk decided.

    A petition told by the web names no organisation: then this one says the decision
    in writing (条例第23条). Facts of before the field have none.
    """

    decided_by_unit: str | None = None
