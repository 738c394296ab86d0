"""The shapes of findings, of closing, and of gaps."""

from marshmallow import Schema, fields, validate

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
    VisitEditionSchema,
    VisitSchema,
    page_field,
    words_field,
)

ASKED = (Family.CONFIRMED, Family.CHANGED, Family.UNASKED)
MATTER = validate.Regexp(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z", error="bad-code")


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
    answered_at = fields.DateTime(required=True, allow_none=True)
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


class WaysQuery(CommunityQuery):
    """Of which place; findings that were put down from which day to which."""

    since = fields.Date(required=True)
    until = fields.Date(required=True)


class WaySchema(Schema):
    """From a finding's entry to its petition at the unit's door; `unit` null: all."""

    unit = fields.String(required=True, allow_none=True)
    petitions = fields.Integer(required=True)
    median_seconds = fields.Integer(required=True, allow_none=True)
    longest_seconds = fields.Integer(required=True, allow_none=True)


class WaysSchema(Schema):
    """How long findings were on their way (A-26)."""

    organisation_id = fields.String(required=True)
    items = fields.List(fields.Nested(WaySchema), required=True)
