"""The wire form of fingerprints between neighbours: numbers and keyed hashes alone."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from minqing_contracts.moments import Moment
from routing.domain.same.matters import MOST_MARKS, MOST_PRINTS, Echo, Grade, Mark

PRINT = validate.Regexp(r"[a-z][0-9a-f]{32}\Z")
RECEIPT = validate.Regexp(r"[^\x00\ud800-\udfff]{0,64}\Z")
MANY = validate.Length(max=MOST_MARKS)


class _MarkedSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    mark_id = fields.UUID(required=True)
    receipt = fields.String(required=True, validate=RECEIPT)
    prints = fields.List(
        fields.String(validate=PRINT),
        required=True,
        validate=validate.Length(max=MOST_PRINTS),
    )
    accepted_at = Moment(required=True)
    due_at = Moment(required=True, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Mark:
        return Mark(**data | {"prints": tuple(data["prints"])})


class _EchoSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    mark_id = fields.UUID(required=True)
    matter_id = fields.UUID(required=True)
    receipt = fields.String(required=True, validate=RECEIPT)
    grade = fields.Enum(Grade, by_value=True, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Echo:
        return Echo(**data)


def mark_fields() -> dict[str, fields.Field[Any]]:
    """Return the fields of a letter of fingerprints beside those of every account."""
    return {
        "marks": fields.List(
            fields.Nested(_MarkedSchema), required=True, validate=MANY
        ),
        "gone": fields.List(fields.UUID(), required=True, validate=MANY),
        "same": fields.List(fields.Nested(_EchoSchema), required=True, validate=MANY),
    }
