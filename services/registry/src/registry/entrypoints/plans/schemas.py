"""The shapes of plans."""

from marshmallow import Schema, fields, validate

from registry.domain.plans.plan import (
    LONGEST_MEASURE,
    LONGEST_NOTE,
    MOST_MEASURES,
    MeasureKind,
    MeasureState,
    PlanFor,
    PlanState,
)
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.visits.schemas import FIRST, KIND, VisitPurposeQuery
from registry.entrypoints.words import day_field, id_field

MOST_CLASSES = 20


def page_size() -> fields.Integer:
    """Return a field for how many are asked for."""
    return fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


def seen_field() -> fields.Integer:
    """Return a field for the revision that was read; 0 for what is new."""
    return fields.Integer(
        strict=True, required=True, validate=validate.Range(0, 1_000_000)
    )


class MeasureSchema(Schema):
    """One measure: what, by whom, until when, how far it is."""

    kind = fields.Enum(MeasureKind, by_value=True, required=True)
    what = fields.String(required=True, validate=validate.Length(1, LONGEST_MEASURE))
    who = id_field(required=True)
    due = day_field(required=True)
    state = fields.Enum(MeasureState, by_value=True, load_default=MeasureState.PLANNED)


class PlanBody(Schema):
    """What a plan says; `seen` is the revision that was read, 0 for a new plan."""

    subject = fields.Enum(PlanFor, by_value=True, required=True)
    subject_id = fields.String(required=True, validate=validate.Length(2, 36))
    owner = id_field(required=True)
    review_on = day_field(required=True)
    classes = fields.List(
        fields.String(validate=KIND),
        load_default=list,
        validate=validate.Length(max=MOST_CLASSES),
    )
    measures = fields.List(
        fields.Nested(MeasureSchema),
        required=True,
        validate=validate.Length(1, MOST_MEASURES),
    )
    seen = seen_field()


class ReviewBody(Schema):
    """What a review found, and when the next one is."""

    note = fields.String(required=True, validate=validate.Length(1, LONGEST_NOTE))
    review_on = day_field(required=True)
    seen = seen_field()


class CloseBody(Schema):
    """Why a plan is closed."""

    why = fields.String(required=True, validate=validate.Length(1, LONGEST_NOTE))
    seen = seen_field()


class WordsSchema(Schema):
    """What a plan says."""

    owner = fields.String(required=True)
    review_on = fields.Date(required=True)
    classes = fields.List(fields.String(), required=True)
    measures = fields.List(fields.Nested(MeasureSchema), required=True)


class PlanSchema(Schema):
    """A plan; `words` are told of a place's, and in a full look."""

    plan_id = fields.UUID(required=True)
    subject = fields.String(required=True)
    subject_id = fields.String(required=True)
    owner = fields.String(required=True)
    opened_on = fields.Date(required=True)
    review_on = fields.Date(required=True)
    reviewed_on = fields.Date(required=True, allow_none=True)
    next_due = fields.Date(required=True, allow_none=True)
    closed_on = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True)
    revision = fields.Integer(required=True)
    words = fields.Nested(WordsSchema, required=True, allow_none=True)


class PlanEditionSchema(Schema):
    """What a step left: changed, reviewed or closed."""

    revision = fields.Integer(required=True)
    step = fields.String(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)
    words = fields.Nested(WordsSchema, required=True)
    note = fields.String(required=True, allow_none=True)


class FullPlanSchema(Schema):
    """A plan as it stood, with every step until then."""

    plan = fields.Nested(PlanSchema, required=True)
    history = fields.List(fields.Nested(PlanEditionSchema), required=True)


class PlanPageSchema(Schema):
    """Some plans."""

    items = fields.List(fields.Nested(PlanSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class PlanLookQuery(VisitPurposeQuery):
    """What a full look is for, and as of the end of which day."""

    on = day_field(load_default=None)


class MyPlansQuery(Schema):
    """Which plans: `late`, whose review was due before that day."""

    subject = fields.Enum(PlanFor, by_value=True, load_default=None)
    state = fields.Enum(PlanState, by_value=True, load_default=None)
    late = day_field(load_default=None)
    after = fields.UUID(load_default=FIRST)
    limit = page_size()


class PlansQuery(MyPlansQuery):
    """Of which place and all below it."""

    organisation = id_field(required=True)


class BatchQuery(VisitPurposeQuery):
    """A look at those who live in a place; it is written down for each of them."""

    organisation = id_field(required=True)
    after = fields.UUID(load_default=FIRST)
    limit = page_size()


class MissingPlansQuery(BatchQuery):
    """Those that must have a plan, or (`unknown`) of which too little is on file."""

    standing = fields.String(
        load_default="missing", validate=validate.OneOf(["missing", "unknown"])
    )


class MissingPlanSchema(Schema):
    """A household that must have a plan; for `not_known` too little is on file."""

    household_id = fields.UUID(required=True)
    classes = fields.List(fields.String(), required=True)
    not_known = fields.List(fields.String(), required=True)


class MissingPlansSchema(Schema):
    """Of the households of a page without a plan: how many must have one, and which."""

    looked_at = fields.Integer(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    items = fields.List(fields.Nested(MissingPlanSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)
