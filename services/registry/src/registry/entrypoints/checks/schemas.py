"""The shapes of spot checks."""

from marshmallow import Schema, fields, validate

from registry.domain.checks.check import Aspect, Found, Means
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.words import day_field, id_field

CODE = validate.Regexp(r"[a-z0-9][a-z0-9-]{1,31}\Z", error="bad-code")


class CheckRulesQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class MeantWordsSchema(Schema):
    """Whom a rule means; where it names none, anybody."""

    units = fields.List(fields.String(), required=True)
    roles = fields.List(fields.String(), required=True)
    duties = fields.List(fields.String(), required=True)


class CheckRuleSchema(Schema):
    """Who checks whose visits, drawn at which kinds of units, how many, how often."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    places = fields.List(fields.String(), required=True)
    checkers = fields.Nested(MeantWordsSchema, required=True)
    checked = fields.Nested(MeantWordsSchema, required=True)
    kinds = fields.List(fields.String(), required=True)
    period = fields.String(required=True)
    sample = fields.Integer(required=True)
    percent = fields.Integer(required=True)
    due_days = fields.Integer(required=True)
    apart = fields.Boolean(required=True)
    basis = fields.String(required=True)


class CheckRulesSchema(Schema):
    """The rules in force."""

    items = fields.List(fields.Nested(CheckRuleSchema), required=True)


class DrawBody(Schema):
    """By which rule, of which place, of the period that begins on which day."""

    rule = fields.String(required=True, validate=CODE)
    organisation_id = id_field(required=True)
    since = day_field(required=True)


class DrawsQuery(CommunityQuery):
    """Of which place and below, of periods from which day on."""

    since = day_field(load_default=None)


class DrawSchema(Schema):
    """A draw: `size` of `population`; what was found of those `checked`.

    `confirmed_rate`: of those checked, in per cent; of none it is null.
    """

    draw_id = fields.UUID(required=True)
    rule = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    due_on = fields.Date(required=True)
    drawn_by = fields.String(required=True)
    drawn_at = fields.DateTime(required=True)
    population = fields.Integer(required=True)
    size = fields.Integer(required=True)
    checked = fields.Integer(required=True)
    confirmed = fields.Integer(required=True)
    differs = fields.Integer(required=True)
    not_found = fields.Integer(required=True)
    confirmed_rate = fields.String(required=True, allow_none=True)


class DrawsSchema(Schema):
    """Draws, the latest period first."""

    items = fields.List(fields.Nested(DrawSchema), required=True)


class CheckFactsSchema(Schema):
    """What was said of the visit when lots were drawn, but its words."""

    kind = fields.String(required=True)
    held_at = fields.String(required=True)
    recorded_at = fields.String(required=True)
    units = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    subjects = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()), required=True
    )
    premises_id = fields.String(required=True, allow_none=True)
    attendance = fields.Integer(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)


class CheckFindingBody(Schema):
    """What was found; `differs_in` is told of what differs, and of nothing else."""

    found = fields.Enum(Found, by_value=True, required=True)
    means = fields.Enum(Means, by_value=True, required=True)
    checked_on = day_field(required=True)
    differs_in = fields.List(
        fields.Enum(Aspect, by_value=True),
        load_default=list,
        validate=validate.Length(max=len(Aspect)),
    )


class CheckFindingSchema(Schema):
    """What was found, by whom, when."""

    found = fields.String(required=True)
    means = fields.String(required=True)
    checked_on = fields.Date(required=True)
    differs_in = fields.List(fields.String(), required=True)
    by = fields.String(required=True)
    at = fields.DateTime(required=True)


class CheckSchema(Schema):
    """A drawn visit; `digest` is the SHA-256 of its facts, `changed`: corrected since.

    `checker_id` is null where nobody may check it; `findings`: the latest last.
    """

    visit_id = fields.UUID(required=True)
    rank = fields.Integer(required=True)
    visit_revision = fields.Integer(required=True)
    changed = fields.Boolean(required=True)
    facts = fields.Nested(CheckFactsSchema, required=True)
    digest = fields.String(required=True)
    checker_id = fields.String(required=True, allow_none=True)
    findings = fields.List(fields.Nested(CheckFindingSchema), required=True)


class WholeDrawSchema(Schema):
    """A draw with all that is needed to draw it again."""

    draw = fields.Nested(DrawSchema, required=True)
    nonce = fields.String(required=True)
    population_digest = fields.String(required=True)
    seed = fields.String(required=True)
    algorithm = fields.String(required=True)
    checks = fields.List(fields.Nested(CheckSchema), required=True)


class DrawPopulationSchema(Schema):
    """Out of which visits lots were drawn."""

    visits = fields.List(fields.UUID(), required=True)


class OwedCheckSchema(Schema):
    """A check that one has yet to make."""

    draw_id = fields.UUID(required=True)
    title = fields.String(required=True)
    due_on = fields.Date(required=True)
    visit_id = fields.UUID(required=True)
    facts = fields.Nested(CheckFactsSchema, required=True)


class OwedChecksSchema(Schema):
    """The first due first; 500 at most."""

    items = fields.List(fields.Nested(OwedCheckSchema), required=True)


class CheckDebtsQuery(CommunityQuery):
    """Of which place and below."""


class DebtSchema(Schema):
    """How many checks somebody has yet to make; nobody (null): none may check them."""

    checker_id = fields.String(required=True, allow_none=True)
    open = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    due_on = fields.Date(required=True)


class UndrawnSchema(Schema):
    """A rule of whose last period nobody drew lots yet."""

    rule = fields.String(required=True)
    title = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)


class DebtsSchema(Schema):
    """Who has yet to check, and what nobody drew."""

    items = fields.List(fields.Nested(DebtSchema), required=True)
    undrawn = fields.List(fields.Nested(UndrawnSchema), required=True)
