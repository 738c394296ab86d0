"""The score sheets of the three appraisals (三测评), strictly read."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from notify.adapters.policies.bases import bases_of_rules, cited
from notify.domain.follow_ups.scoring import (
    SCORE_BASES,
    Item,
    Raters,
    ScorePolicy,
    Sheet,
)

_WORDS = validate.Length(min=1, max=100)
_ABOVE_NOTHING = validate.Range(0, 100, min_inclusive=False)


class ItemSchema(Schema):
    """One thing that is scored."""

    code = fields.String(
        required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{0,31}\Z")
    )
    text = fields.String(required=True, validate=_WORDS)
    weight = fields.Decimal(load_default=1, validate=_ABOVE_NOTHING)


class SheetSchema(Schema):
    """One score sheet."""

    raters = fields.Enum(Raters, by_value=True, required=True)
    title = fields.String(required=True, validate=_WORDS)
    weight = fields.Decimal(required=True, validate=_ABOVE_NOTHING)
    items = fields.List(
        fields.Nested(ItemSchema),
        required=True,
        validate=validate.Length(min=1, max=30),
    )

    @validates_schema(skip_on_field_errors=True)
    def has_each_item_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two items of one code."""
        codes = [each["code"] for each in said["items"]]
        if len(set(codes)) < len(codes):
            raise ValidationError({"items": ["two have the same code"]})


class ScoresSchema(Schema):
    """The score sheets, and how few mutual ratings are never shown."""

    sheets = fields.List(
        fields.Nested(SheetSchema), validate=validate.Length(min=1, max=3)
    )
    smallest_group = fields.Integer(strict=True, validate=validate.Range(3, 1000))
    bases = bases_of_rules(SCORE_BASES)

    @validates_schema(skip_on_field_errors=True)
    def has_each_group_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two sheets of one group of raters."""
        groups = [each["raters"] for each in said.get("sheets", ())]
        if len(set(groups)) < len(groups):
            raise ValidationError({"sheets": ["two are for the same raters"]})


def build_scores(said: Mapping[str, Any]) -> ScorePolicy:
    """Return the rules that the schema loaded."""
    rules = cited(said)
    if "sheets" in rules:
        rules["sheets"] = tuple(
            Sheet(**each | {"items": tuple(Item(**item) for item in each["items"])})
            for each in rules["sheets"]
        )
    return ScorePolicy(**rules)


def describe_scores(policy: ScorePolicy) -> Iterator[str]:
    """Say every sheet, its weight and its items, with where they come from."""
    for sheet in policy.sheets:
        items = "、".join(f"{each.text}×{each.weight}" for each in sheet.items)
        told = f"{sheet.title} ({sheet.raters}) weighs {sheet.weight}: {items}"
        yield f"{told} — {policy.basis('sheets')}"
    smallest = f"mutual ratings are shown from {policy.smallest_group} on"
    yield f"{smallest} — {policy.basis('smallest_group')}"
