"""The shapes of what is asked about projects, and of the answers."""

from typing import Any

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from routing.domain.projects.budget import AMOUNT, BudgetLine, cents_of
from routing.domain.projects.lifecycle import ProjectState
from routing.domain.projects.project import Festival

NAME = validate.Length(min=1, max=64)
TITLE = validate.Length(min=1, max=120)
WORDS = validate.Length(min=1, max=2_000)
NUMBER = validate.Range(min=0, max=1_000_000_000)
CODE = validate.Regexp(r"^[0-9]{2,12}$", error="pattern")
FESTIVALS = [festival.value for festival in Festival]
STATES = [state.value for state in ProjectState]
YUAN = validate.Regexp(AMOUNT, error="bad-amount")
LINES = validate.Length(max=100)
CASES = validate.Length(min=1, max=500)


class BudgetLineSchema(Schema):
    """What something is to cost, in yuan, and out of which funds."""

    item = fields.String(required=True, validate=TITLE)
    amount = fields.String(required=True, validate=YUAN)
    source = fields.String(required=True, validate=TITLE)

    @post_load
    def as_line(self, said: dict[str, Any], **_: object) -> BudgetLine:
        """Return the line."""
        cents = cents_of(said.pop("amount"), "amount")
        return BudgetLine(cents=cents, **said)


class BudgetSchema(Schema):
    """Every line of what a project is to cost; what was said before goes."""

    budget = fields.List(fields.Nested(BudgetLineSchema), required=True, validate=LINES)


class OpenProjectSchema(Schema):
    """What is to be done, for which cases, and by when: a date or a feast's eve."""

    name = fields.String(required=True, validate=TITLE)
    goal = fields.String(required=True, validate=WORDS)
    category = fields.String(required=True, validate=NAME)
    division_code = fields.String(required=True, validate=CODE)
    organisation_id = fields.String(required=True, validate=NAME)
    petitions = fields.List(fields.UUID(), required=True, validate=CASES)
    budget = fields.List(
        fields.Nested(BudgetLineSchema), load_default=list, validate=LINES
    )
    target_on = fields.Date(allow_none=True)
    festival = fields.String(allow_none=True, validate=validate.OneOf(FESTIVALS))
    festival_year = fields.Integer(
        allow_none=True, validate=validate.Range(min=1, max=9999)
    )

    @validates_schema
    def ties_to_one_thing(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a feast without its year, and a feast beside a date."""
        festival, year = said.get("festival"), said.get("festival_year")
        if (festival is None) != (year is None):
            raise ValidationError("required", "festival_year")
        if festival is not None and said.get("target_on") is not None:
            raise ValidationError("not-allowed", "target_on")


class JoinSchema(Schema):
    """More cases."""

    petitions = fields.List(fields.UUID(), required=True, validate=CASES)


class InventorySchema(Schema):
    """How many were checked, and how many of them are wrong."""

    checked = fields.Integer(required=True, validate=NUMBER)
    found = fields.Integer(required=True, validate=NUMBER)


class EntrySchema(Schema):
    """One report: how many were mended since the last, and what it cost, in yuan."""

    on = fields.Date(required=True)
    fixed = fields.Integer(required=True, validate=NUMBER)
    note = fields.String(required=True, validate=WORDS)
    spent = fields.String(load_default="0", validate=YUAN)


class EndSchema(Schema):
    """Done, or dropped."""

    done = fields.Boolean(required=True)


class TargetSchema(Schema):
    """By when, and the feast before which it lies, if it is tied to one."""

    on = fields.Date(required=True)
    festival = fields.String(required=True, allow_none=True)
    year = fields.Integer(required=True, allow_none=True)


class PhotoSchema(Schema):
    """A picture that registry keeps; its file is fetched there."""

    picture_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    organisation_id = fields.String(required=True)
    kept_at = fields.AwareDateTime(required=True)


class ProjectSchema(Schema):
    """One project whole."""

    project_id = fields.UUID(required=True)
    name = fields.String(required=True)
    goal = fields.String(required=True)
    category = fields.String(required=True)
    division_code = fields.String(required=True)
    organisation_id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    target = fields.Nested(TargetSchema, required=True, allow_none=True)
    checked = fields.Integer(required=True)
    found = fields.Integer(required=True)
    fixed = fields.Integer(required=True)
    budget = fields.List(fields.Nested(BudgetLineSchema), required=True)
    budgeted = fields.String(required=True)
    spent = fields.String(required=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)
    petitions = fields.List(fields.UUID(), required=True)
    photos = fields.List(fields.Nested(PhotoSchema), required=True)
    opened_at = fields.AwareDateTime(required=True)
    opened_by = fields.String(required=True)
    revision = fields.Integer(required=True)


class ProjectsSchema(Schema):
    """The newest projects of the caller's line."""

    items = fields.List(fields.Nested(ProjectSchema), required=True)


class SuggestionSchema(Schema):
    """A place where many open cases are of one kind."""

    category = fields.String(required=True)
    division_code = fields.String(required=True)
    cases = fields.Integer(required=True)
    oldest_at = fields.AwareDateTime(required=True)
    suggested_at = fields.AwareDateTime(required=True)


class SuggestionsSchema(Schema):
    """Where problems gather in the caller's division, the most cases first."""

    items = fields.List(fields.Nested(SuggestionSchema), required=True)
