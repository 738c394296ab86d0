"""The shapes of what is asked about documents and organs, and of the answers."""

from marshmallow import Schema, fields, validate

from routing.domain.documents.layout import LAYOUTS, OUTCOMES, VERDICTS, DocumentKind

KINDS = [kind.value for kind in DocumentKind]
PART = validate.Length(max=10_000)
NAME = validate.Length(min=1, max=100)
UNIT = validate.Length(min=1, max=64)
CHOSEN = {
    "verdict": {"type": "string", "enum": sorted(VERDICTS)},
    "outcome": {"type": "string", "enum": sorted(OUTCOMES)},
}
"""The parts that are one of certain words (条例第32、35、36条)."""


def parts_in_words() -> str:
    """Say which parts each kind of document must have, and which it may have."""
    return "\n".join(
        f"{kind.value} ({layout.title}): "
        + ", ".join([*layout.required, *(f"{each}?" for each in layout.optional)])
        for kind, layout in LAYOUTS.items()
    )


class DraftSchema(Schema):
    """What a document says; name and address are left as blanks when not given."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    parts = fields.Dict(
        required=True,
        keys=fields.String(validate=validate.Length(min=1, max=40)),
        values=fields.String(validate=PART),
        metadata={"description": parts_in_words(), "properties": CHOSEN},
    )
    addressee = fields.String(allow_none=True, validate=NAME)
    address = fields.String(allow_none=True, validate=validate.Length(min=1, max=200))
    corrects = fields.UUID(allow_none=True)


class DocumentSchema(Schema):
    """One document: what it is, and the fingerprint of its print."""

    document_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    number = fields.String(required=True)
    organ_id = fields.String(required=True)
    drafted_at = fields.AwareDateTime(required=True)
    drafted_by = fields.String(required=True)
    corrects = fields.UUID(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)


class DocumentsSchema(Schema):
    """The documents of one case, oldest first."""

    items = fields.List(fields.Nested(DocumentSchema), required=True)


class OrganBodySchema(Schema):
    """How an organ is to sign (机关代字、署名), and who reviews in its name."""

    mark = fields.String(required=True, validate=validate.Length(min=1, max=32))
    name = fields.String(required=True, validate=NAME)
    review_unit = fields.String(
        allow_none=True, validate=validate.Length(min=1, max=64)
    )


class OrganSchema(Schema):
    """How an organ signs."""

    organisation_id = fields.String(required=True)
    mark = fields.String(required=True)
    name = fields.String(required=True)
    review_unit = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True)
