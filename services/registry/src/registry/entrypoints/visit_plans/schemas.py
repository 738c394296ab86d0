"""The shapes of planned visits."""

from marshmallow import Schema, fields, validate

from registry.domain.visit_plans.plan import (
    LONGEST_REASON,
    REFERENCE,
    PlanReason,
    PlanState,
)
from registry.domain.visits.visit import MOST_SUBJECTS
from registry.entrypoints.visits.schemas import (
    FIRST,
    KIND,
    SubjectSchema,
    page_field,
)
from registry.entrypoints.words import day_field, id_field


class VisitPlanBody(Schema):
    """Who goes to whom, of which kind, from which day to which, and why."""

    staff_id = id_field(required=True)
    kind = fields.String(required=True, validate=KIND)
    first_on = day_field(required=True)
    last_on = day_field(required=True)
    reason = fields.Enum(PlanReason, by_value=True, required=True)
    subjects = fields.List(
        fields.Nested(SubjectSchema),
        load_default=list,
        validate=validate.Length(max=MOST_SUBJECTS),
    )
    premises_id = id_field(load_default=None, allow_none=True)
    reference = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(REFERENCE, error="bad-code"),
    )


class VisitPlanSchema(Schema):
    """A planned visit; why it was shifted or missed stands in the whole plan."""

    plan_id = fields.UUID(required=True)
    staff_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    kind = fields.String(required=True)
    subjects = fields.List(fields.Nested(SubjectSchema), required=True)
    premises_id = fields.String(required=True, allow_none=True)
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    reason = fields.String(required=True)
    reference = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    visit_id = fields.UUID(required=True, allow_none=True)
    shifts = fields.Integer(required=True)
    revision = fields.Integer(required=True)


class VisitTurnSchema(Schema):
    """Why a plan was shifted or missed, and on which days it had been."""

    step = fields.String(required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.DateTime(required=True)
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)


class VisitFullPlanSchema(Schema):
    """A plan with its reasons."""

    plan = fields.Nested(VisitPlanSchema, required=True)
    turns = fields.List(fields.Nested(VisitTurnSchema), required=True)


class VisitPlanReasonBody(Schema):
    """Why it was missed (请假说明)."""

    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_REASON))


class VisitPlanShiftBody(VisitPlanReasonBody):
    """To which days it is put, and why."""

    first_on = day_field(required=True)
    last_on = day_field(required=True)


class VisitPlanDoneBody(Schema):
    """By which visit it was done."""

    visit_id = fields.UUID(required=True)


class VisitPlansQuery(Schema):
    """Whose plans: one's own without an organisation; of which days and state."""

    organisation = id_field(load_default=None)
    staff = id_field(load_default=None)
    state = fields.Enum(PlanState, by_value=True, load_default=None)
    since = day_field(load_default=None)
    until = day_field(load_default=None)
    after = fields.UUID(load_default=FIRST)
    limit = page_field()


class VisitPlanPageSchema(Schema):
    """Some plans."""

    items = fields.List(fields.Nested(VisitPlanSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class VisitPlanWeekBody(Schema):
    """Of which unit, in the week of which day."""

    organisation_id = id_field(required=True)
    week = day_field(required=True)


class VisitPlannedWeekSchema(Schema):
    """The common day, null where it falls away; how many were planned anew."""

    day = fields.Date(required=True, allow_none=True)
    planned = fields.Integer(required=True)
