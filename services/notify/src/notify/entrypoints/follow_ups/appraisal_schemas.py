"""What appraisals look like on the wire."""

from typing import Any

from marshmallow import Schema, fields, validate

from notify.domain.follow_ups.scoring import HIGHEST, Raters

CODE = validate.Regexp(r"^[a-z][a-z0-9-]{0,31}\Z")
MOST_ITEMS = 30
MOST_FORMS = 500


class ScoreSchema(Schema):
    """What one item is given, from 0 to 100."""

    code = fields.String(required=True, validate=CODE)
    score = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, HIGHEST)
    )


def _scores() -> fields.List[Any]:
    return fields.List(
        fields.Nested(ScoreSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_ITEMS),
    )


class OpenAppraisalSchema(Schema):
    """Which unit, or which of its cadres, is scored until when."""

    title = fields.String(required=True, validate=validate.Length(min=1, max=200))
    organisation_id = fields.String(
        required=True, validate=validate.Length(min=1, max=64)
    )
    staff_id = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(min=1, max=64)
    )
    ends_on = fields.Date(required=True)


class ItemSchema(Schema):
    """One thing that is scored."""

    code = fields.String(required=True)
    text = fields.String(required=True)
    weight = fields.String(required=True)


class SheetSchema(Schema):
    """One score sheet."""

    raters = fields.Enum(Raters, by_value=True, required=True)
    title = fields.String(required=True)
    weight = fields.String(required=True)
    items = fields.List(fields.Nested(ItemSchema), required=True)


class AppraisalSchema(Schema):
    """An appraisal, by the sheets that held when it was opened."""

    appraisal_id = fields.UUID(required=True)
    title = fields.String(required=True)
    organisation_id = fields.String(required=True)
    staff_id = fields.String(required=True, allow_none=True)
    ends_on = fields.Date(required=True)
    sheets = fields.List(fields.Nested(SheetSchema), required=True)
    smallest_group = fields.Integer(required=True)
    basis = fields.String(required=True)
    opened_at = fields.AwareDateTime(required=True)


class AppraisalsSchema(Schema):
    """A page, the newest first."""

    items = fields.List(fields.Nested(AppraisalSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class ItemScoreSchema(ItemSchema):
    """The mean of one item over all forms."""

    mean = fields.String(required=True)


class SheetScoreSchema(Schema):
    """What a sheet says; of one that is withheld, no more than that."""

    raters = fields.Enum(Raters, by_value=True, required=True)
    title = fields.String(required=True)
    weight = fields.String(required=True)
    forms = fields.Integer(required=True, allow_none=True)
    withheld = fields.Boolean(required=True)
    items = fields.List(fields.Nested(ItemScoreSchema), required=True)
    score = fields.String(required=True, allow_none=True)


class AppraisalResultSchema(Schema):
    """The scores, and by which formula the total comes of them."""

    appraisal = fields.Nested(AppraisalSchema, required=True)
    sheets = fields.List(fields.Nested(SheetScoreSchema), required=True)
    total = fields.String(required=True, allow_none=True)
    formula = fields.String(required=True)


class GivenFormSchema(Schema):
    """A resident's form: the id that stands on it, or the visit that brought it."""

    form_id = fields.UUID(required=True)
    visit_id = fields.UUID(load_default=None, allow_none=True)
    scores = _scores()


class GivenFormsSchema(Schema):
    """Forms that came back."""

    forms = fields.List(
        fields.Nested(GivenFormSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_FORMS),
    )


class OwnScoresSchema(Schema):
    """The scores of who asks."""

    raters = fields.Enum(
        Raters,
        by_value=True,
        required=True,
        validate=validate.OneOf([Raters.MUTUAL, Raters.PERFORMANCE]),
    )
    scores = _scores()


class FormsQuerySchema(Schema):
    """Whose forms."""

    raters = fields.Enum(Raters, by_value=True, required=True)


class FormSchema(Schema):
    """One form; an anonymous one has neither an id nor a name.

    `by`: who scored, or handed a resident's form in; never the resident.
    """

    form_id = fields.UUID(required=True, allow_none=True)
    by = fields.String(required=True, allow_none=True)
    visit_id = fields.UUID(required=True, allow_none=True)
    scores = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class FormsSchema(Schema):
    """The forms that a sheet's score is made of."""

    forms = fields.List(fields.Nested(FormSchema), required=True)
