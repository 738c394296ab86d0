"""What intake tells staff of dividing a matter: what was done, and what stays whole."""

from marshmallow import fields

from portal.adapters.replies import Reply


class DivisionReply(Reply):
    """That a matter was divided: into how many more, when, by whom and why.

    `whole` is what was divided, `receipts` are what came of it.
    """

    at = fields.AwareDateTime(required=True)
    by = fields.String(load_default="")
    reason = fields.String(load_default="")
    parts = fields.Integer(required=True)
    whole = fields.String(load_default="")
    receipts = fields.List(fields.String(), load_default=list)


class NatureReply(Reply):
    """What kind of matter it is, where somebody settled it."""

    kind = fields.String(load_default=None, allow_none=True)


class DoorPartReply(Reply):
    """What was settled of it at the door, as far as the desk reads it."""

    nature = fields.Nested(NatureReply, load_default=lambda: {"kind": None})
    group_id = fields.String(load_default=None, allow_none=True)
