"""The shapes of findings, of closing, of gaps, and of what devices send."""

from datetime import datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from registry.domain.visits.closing import Family
from registry.domain.visits.finding import (
    LONGEST_FINDING,
    LONGEST_HOW,
    LONGEST_NAME,
    LONGEST_PLACE,
)
from registry.domain.visits.visit import Outcome
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.visits.schemas import (
    SubjectSchema,
    VisitBody,
    VisitEditionSchema,
    VisitSchema,
    page_field,
    words_field,
)

MOST_RECORDS = 200
MOST_SEQUENCE = 2**31 - 1
ASKED = (Family.CONFIRMED, Family.CHANGED, Family.UNASKED)
MATTER = validate.Regexp(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z", error="bad-code")
DEVICE = validate.Regexp(r"[A-Za-z0-9][A-Za-z0-9:._-]{1,63}\Z", error="bad-code")


class VisitFindingBody(Schema):
    """What a visit found, and what comes of it: 现场办结、带回办理、上报."""

    text = fields.String(required=True, validate=validate.Length(1, LONGEST_FINDING))
    outcome = fields.Enum(Outcome, by_value=True, load_default=None, allow_none=True)
    how = words_field(LONGEST_HOW)
    matter = fields.String(load_default=None, allow_none=True, validate=MATTER)
    about = fields.Nested(SubjectSchema, load_default=None, allow_none=True)
    place = words_field(LONGEST_PLACE)
    name = words_field(LONGEST_NAME)
    telephone = words_field(40)


class VisitFindingSchema(Schema):
    """A finding; `standing`: where its petition stands; `refused`: why none."""

    finding_id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)
    unit = fields.String(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    matter = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    joins = fields.UUID(required=True, allow_none=True)
    petition_id = fields.UUID(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    refused = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    standing = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class VisitFindingsSchema(Schema):
    """What a visit found."""

    items = fields.List(fields.Nested(VisitFindingSchema), required=True)


class FullFindingSchema(Schema):
    """A finding with its words."""

    finding = fields.Nested(VisitFindingSchema, required=True)
    text = fields.String(required=True)
    how = fields.String(required=True, allow_none=True)
    place = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    telephone = fields.String(required=True, allow_none=True)


class FullVisitSchema(Schema):
    """A visit with its words, what it found, and all that was said of it before."""

    visit = fields.Nested(VisitSchema, required=True)
    before = fields.List(fields.Nested(VisitEditionSchema), required=True)
    findings = fields.List(fields.Nested(FullFindingSchema), required=True)


class ClosingBody(Schema):
    """What closing says of the family: 无变化、有变化（已改档案）、不涉及."""

    family = fields.Enum(
        Family,
        by_value=True,
        load_default=Family.UNASKED,
        validate=validate.OneOf(ASKED),
    )


class GapsQuery(CommunityQuery):
    """Of which place; visits open for longer than so many days, else the rule's."""

    days = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(0, 3650)
    )


class OpenVisitSchema(Schema):
    """A visit that nobody has closed."""

    visit_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    recorded_by = fields.String(required=True)
    held_at = fields.DateTime(required=True)
    days = fields.Integer(required=True)


class GapsSchema(Schema):
    """What leads nowhere yet; both lists are empty on a good day (B-26)."""

    organisation_id = fields.String(required=True)
    findings = fields.List(fields.Nested(VisitFindingSchema), required=True)
    visits = fields.List(fields.Nested(OpenVisitSchema), required=True)


class HomeVisitsQuery(Schema):
    """How many of the newest."""

    limit = page_field()


class HomeVisitSchema(Schema):
    """One visit of a home, with what it found."""

    visit = fields.Nested(VisitSchema, required=True)
    findings = fields.List(fields.Nested(VisitFindingSchema), required=True)


class HomeVisitsSchema(Schema):
    """A home's visits by whomever and of every level, the newest first (D-06)."""

    items = fields.List(fields.Nested(HomeVisitSchema), required=True)


class NotedFindingSchema(VisitFindingBody):
    """A finding as a device noted it."""

    finding_id = fields.UUID(required=True)


def _clocked(moment: datetime) -> None:
    """Refuse only what no clock can be mended from."""
    if not 1970 <= moment.year <= 2199:
        raise ValidationError("bad-time")


class NotedVisitSchema(VisitBody):
    """A visit as a device noted it; `held_at` is by the device's clock."""

    held_at = fields.AwareDateTime(required=True, validate=_clocked)


class DeviceRecordSchema(Schema):
    """One record: a visit or its correction, a finding, or a closing; just one."""

    record_id = fields.UUID(required=True)
    sequence = fields.Integer(
        strict=True, required=True, validate=validate.Range(0, MOST_SEQUENCE)
    )
    at = fields.AwareDateTime(required=True, validate=_clocked)
    visit_id = fields.UUID(required=True)
    visit = fields.Nested(NotedVisitSchema, load_default=None, allow_none=True)
    finding = fields.Nested(NotedFindingSchema, load_default=None, allow_none=True)
    closing = fields.Nested(ClosingBody, load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def says_one_thing(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a record of nothing, and one of two things."""
        told = [name for name in ("visit", "finding", "closing") if said.get(name)]
        if len(told) != 1:
            raise ValidationError("just-one", "visit")


class VisitBatchBody(Schema):
    """What a device noted while it was away; all times are by its own clock."""

    device_id = fields.String(required=True, validate=DEVICE)
    sent_at = fields.AwareDateTime(required=True, validate=_clocked)
    records = fields.List(
        fields.Dict(), required=True, validate=validate.Length(1, MOST_RECORDS)
    )


class VerdictSchema(Schema):
    """What became of a record: taken, waiting, known, refused, later (send again)."""

    record_id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        allow_none=True,
        attribute="fields",
        data_key="fields",
    )


class VisitBatchSchema(Schema):
    """The answer to a batch, in its own order; what was to be added to its times."""

    received_at = fields.DateTime(required=True)
    offset_seconds = fields.Integer(required=True)
    items = fields.List(fields.Nested(VerdictSchema), required=True)
