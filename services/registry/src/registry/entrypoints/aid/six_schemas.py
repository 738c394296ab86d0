"""The shapes of the six ones."""

from marshmallow import Schema, fields, validate

from registry.domain.aid.checklist import MOST_EVIDENCE, SHA256, SixItem
from registry.entrypoints.aid.schemas import PlaceQuery
from registry.entrypoints.plans.schemas import page_size


class EvidenceSchema(Schema):
    """A file that shows it: its name, and the SHA-256 of what it holds."""

    name = fields.String(required=True, validate=validate.Length(1, 120))
    sha256 = fields.String(
        required=True, validate=validate.Regexp(SHA256, error="bad-sha256")
    )


def year_field() -> fields.Integer:
    """Return a field for a year of our age."""
    return fields.Integer(
        strict=True, required=True, validate=validate.Range(1900, 2199)
    )


class SixBody(Schema):
    """What shows that one of the six is done; nothing: it is not."""

    year = year_field()
    item = fields.Enum(SixItem, by_value=True, required=True)
    evidence = fields.List(
        fields.Nested(EvidenceSchema),
        required=True,
        validate=validate.Length(max=MOST_EVIDENCE),
    )


class SixQuery(PlaceQuery):
    """Of which year."""

    year = fields.Integer(required=True, validate=validate.Range(1900, 2199))
    after = fields.String(load_default="", validate=validate.Length(max=32))
    limit = page_size()


class SixSchema(Schema):
    """The six of a unit: the evidence by item, how many are done, in per cent."""

    organisation_id = fields.String(required=True)
    year = fields.Integer(required=True)
    items = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.Nested(EvidenceSchema)),
        required=True,
    )
    done = fields.Integer(required=True)
    percent = fields.String(required=True)
    revision = fields.Integer(required=True)


class SixPageSchema(Schema):
    """The six of some units."""

    items = fields.List(fields.Nested(SixSchema), required=True)
    next = fields.String(required=True, allow_none=True)
