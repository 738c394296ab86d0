"""The shapes of assessments."""

from marshmallow import Schema, fields, validate

from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.words import day_field

FORM = validate.Regexp(r"[a-z0-9][a-z0-9-]{0,31}\Z", error="bad-code")
MOST_ITEMS = 600


class AssessmentFormsQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class FormItemSchema(Schema):
    """One thing that is scored."""

    code = fields.String(required=True)
    text = fields.String(required=True)


class FormPartSchema(Schema):
    """Items under one heading."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    items = fields.List(fields.Nested(FormItemSchema), required=True)


class AssessmentFormSchema(Schema):
    """A form: who is assessed (by duty), how often, each item from 0 to `highest`."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    rated = fields.String(required=True)
    period = fields.String(required=True)
    highest = fields.Integer(required=True)
    parts = fields.List(fields.Nested(FormPartSchema), required=True)
    basis = fields.String(required=True)


class AssessmentFormsSchema(Schema):
    """The forms in force."""

    items = fields.List(fields.Nested(AssessmentFormSchema), required=True)


class ScoresBody(Schema):
    """Of the period that begins on which day, a score for every item."""

    since = day_field(required=True)
    scores = fields.Dict(
        keys=fields.String(validate=FORM),
        values=fields.Integer(strict=True),
        required=True,
        validate=validate.Length(1, MOST_ITEMS),
    )


class ScoredItemSchema(FormItemSchema):
    """One item with its score."""

    score = fields.Integer(required=True)


class ScoredPartSchema(Schema):
    """A heading with its sum, out of how many."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    total = fields.Integer(required=True)
    full = fields.Integer(required=True)
    items = fields.List(fields.Nested(ScoredItemSchema), required=True)


class ScoredBeforeSchema(Schema):
    """What was scored before it was corrected."""

    total = fields.Integer(required=True)
    scores = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    at = fields.DateTime(required=True)


class AssessmentSheetSchema(Schema):
    """A sheet with its sum, and how that comes about; `by` filled it in."""

    sheet_id = fields.UUID(required=True)
    form = fields.String(required=True)
    title = fields.String(required=True)
    staff_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    by = fields.String(required=True)
    at = fields.DateTime(required=True)
    revision = fields.Integer(required=True)
    parts = fields.List(fields.Nested(ScoredPartSchema), required=True)
    total = fields.Integer(required=True)
    full = fields.Integer(required=True)
    formula = fields.String(required=True)
    before = fields.List(fields.Nested(ScoredBeforeSchema), required=True)


class SheetsQuery(Schema):
    """By which form; without it by all."""

    form = fields.String(load_default=None, validate=FORM)


class AssessmentSheetsSchema(Schema):
    """Sheets about one person, the latest period first; 500 at most."""

    items = fields.List(fields.Nested(AssessmentSheetSchema), required=True)


class StandingsQuery(CommunityQuery):
    """Of which place, by which form, of the period that begins on which day."""

    form = fields.String(required=True, validate=FORM)
    since = day_field(required=True)


class AssessedSchema(Schema):
    """The mean of so many sheets; of none it is null."""

    staff_id = fields.String(required=True)
    sheets = fields.Integer(required=True)
    mean = fields.String(required=True, allow_none=True)


class AssessedPageSchema(Schema):
    """How everybody stands whom the form is about, out of `full`."""

    form = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    full = fields.Integer(required=True)
    items = fields.List(fields.Nested(AssessedSchema), required=True)
