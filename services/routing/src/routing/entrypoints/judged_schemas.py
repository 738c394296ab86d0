"""The shape of what an answer found: the claim, why, and the help (条例第27条)."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from routing.domain.resolution import Aid, AidKind, Finding, Judged

WORDS = validate.Length(min=1, max=2_000)


class AidSchema(Schema):
    """One help; `given` is false for one that was only told of."""

    kind = fields.Enum(AidKind, by_value=True, required=True)
    note = fields.String(required=True, validate=WORDS)
    given = fields.Boolean(load_default=False)

    @post_load
    def as_aid(self, data: dict[str, Any], **_: object) -> Aid:
        """Return the help."""
        return Aid(**data)


class JudgedSchema(Schema):
    """What was found; reasons for what is not supported, help for who is in need."""

    finding = fields.Enum(Finding, by_value=True, required=True)
    reasons = fields.String(load_default="", validate=validate.Length(max=2_000))
    in_need = fields.Boolean(load_default=False)
    aid = fields.List(
        fields.Nested(AidSchema), load_default=list, validate=validate.Length(max=20)
    )

    @post_load
    def as_judged(self, data: dict[str, Any], **_: object) -> Judged:
        """Return what was found."""
        return Judged(**data | {"aid": tuple(data["aid"])})
