"""What surveys look like on the wire."""

from marshmallow import Schema, fields, validate

from notify.entrypoints.follow_ups.schemas import WORDS

CODE = validate.Regexp(r"^[a-z][a-z0-9-]{0,31}\Z")
MOST_QUESTIONS = 50
MOST_FORMS = 500


class SurveyQuestionSchema(Schema):
    """One question, answered by yes, no or 不清楚."""

    code = fields.String(required=True, validate=CODE)
    text = fields.String(required=True, validate=WORDS)


class OpenSurveySchema(Schema):
    """A wave: what is asked, when, and of how many people."""

    title = fields.String(required=True, validate=validate.Length(min=1, max=200))
    wave_on = fields.Date(required=True)
    organisation_id = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=64)
    )
    sample = fields.Integer(required=True, validate=validate.Range(1, 1_000_000))
    questions = fields.List(
        fields.Nested(SurveyQuestionSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_QUESTIONS),
    )


class SurveySchema(Schema):
    """A wave of a questionnaire."""

    survey_id = fields.UUID(required=True)
    title = fields.String(required=True)
    wave_on = fields.Date(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    sample = fields.Integer(required=True)
    questions = fields.List(fields.Nested(SurveyQuestionSchema), required=True)
    opened_at = fields.AwareDateTime(required=True)


class SurveysSchema(Schema):
    """A page, the newest first."""

    items = fields.List(fields.Nested(SurveySchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class ShareSchema(Schema):
    """The rate of yes in per cent (one place, half to even), with both its numbers.

    `withheld`: too few answered for anything to be told of it.
    """

    code = fields.String(required=True)
    text = fields.String(required=True)
    yes = fields.Integer(required=True, allow_none=True)
    valid = fields.Integer(required=True, allow_none=True)
    unclear = fields.Integer(required=True, allow_none=True)
    rate = fields.Float(required=True, allow_none=True)
    withheld = fields.Boolean(required=True)


class SurveyResultSchema(Schema):
    """What a survey says."""

    survey = fields.Nested(SurveySchema, required=True)
    forms = fields.Integer(required=True)
    response_rate = fields.Float(required=True, allow_none=True)
    shares = fields.List(fields.Nested(ShareSchema), required=True)


class AnswerGivenSchema(Schema):
    """Yes, no or 不清楚 (null) to one question."""

    code = fields.String(required=True, validate=CODE)
    yes = fields.Boolean(required=True, allow_none=True)


class ResponseSchema(Schema):
    """One form: its own id, and what was answered."""

    form_id = fields.UUID(required=True)
    answers = fields.List(
        fields.Nested(AnswerGivenSchema),
        required=True,
        validate=validate.Length(max=MOST_QUESTIONS),
    )


class ResponsesSchema(Schema):
    """Forms that came back."""

    responses = fields.List(
        fields.Nested(ResponseSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_FORMS),
    )
