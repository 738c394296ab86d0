"""What staff read of a division (拆件)."""

from marshmallow import Schema, fields


class DivisionSchema(Schema):
    """That it was divided (拆件): into how many more, when, by whom and why.

    `whole` is the number of what was divided, `receipts` those of what came of it.
    """

    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    reason = fields.String(required=True)
    parts = fields.Integer(required=True)
    whole = fields.String()
    receipts = fields.List(fields.String())
