"""The shapes of whose a matter is: which agency answers, and who reviews the answer."""

from marshmallow import Schema, fields


class AgencySchema(Schema):
    """Another agency, which answers for it since it was handed over (移交)."""

    agency_id = fields.String(required=True)
    name = fields.String(required=True)


class RemedySchema(Schema):
    """Which review of the answer may be asked for, or why none (条例第35、36条).

    `last_day` holds for who got the answer on the day that it was given; `asked_at`:
    it was asked for already.
    """

    stage = fields.String()
    answered_on = fields.Date()
    last_day = fields.Date()
    asked_at = fields.AwareDateTime(allow_none=True)
    answered_by = fields.String(allow_none=True)
    why_not = fields.String()


class ConsentSchema(Schema):
    """Whether a petitioner agrees to publication without name, telephone and door.

    `given_at` and `ended_at`: when it was given and taken back last.
    """

    holds = fields.Boolean(required=True)
    given_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
