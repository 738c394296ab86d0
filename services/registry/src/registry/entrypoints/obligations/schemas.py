"""The shapes of obligations: standings, who is missing, days, tags, excuses."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from registry.domain.obligations.tagging import TAG, Reason, Tagged
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.words import day_field, id_field

CODE = validate.Regexp(TAG, error="bad-code")
CURSOR = validate.Regexp(r"[0-9]{5}\.[a-z0-9-]{2,32}\.[A-Za-z0-9-]{2,32}\Z")
LONGEST_SPAN = 31
MOST_PERIODS = 12
MOST_TAGS = 500


def _page() -> fields.Integer:
    return fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class ObligationsQuery(Schema):
    """As of which day, without it today; `closed`: the periods that ended before it."""

    on = day_field(load_default=None)
    rule = fields.String(load_default=None, validate=CODE)
    closed = fields.Boolean(load_default=False)


class StandingsQuery(ObligationsQuery, CommunityQuery):
    """Of which place; `behind`: only who lags or missed it; the worst first."""

    behind = fields.Boolean(load_default=False)
    after = fields.String(load_default="", validate=CURSOR)
    limit = _page()


class ObligationMissingQuery(ObligationsQuery):
    """Who is missing for whom, by which rule."""

    rule = fields.String(required=True, validate=CODE)
    bearer = id_field(required=True)
    after = fields.String(load_default="", validate=validate.Length(1, 36))
    limit = _page()


class SpanQuery(Schema):
    """From a day to a day, which counts; a month at most."""

    since = day_field(required=True)
    until = day_field(required=True)

    @validates_schema(skip_on_field_errors=True)
    def is_a_month_at_most(self, said: dict[str, Any], **_: object) -> None:
        """Refuse what ends before it begins, and more than a month."""
        if not 0 <= (said["until"] - said["since"]).days < LONGEST_SPAN:
            raise ValidationError("bad-month-span", "until")


class UnitTasksQuery(SpanQuery, CommunityQuery):
    """Of which place, from a day to a day."""


class ObligationHistoryQuery(CommunityQuery):
    """Of which place: so many periods that ended before a day, or today.

    Of one rule, else so many of every rule.
    """

    on = day_field(load_default=None)
    rule = fields.String(load_default=None, validate=CODE)
    periods = fields.Integer(load_default=4, validate=validate.Range(1, MOST_PERIODS))


class RulesQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class ObligationRuleView(Schema):
    """A rule in a line: who owes what, how often, by which basis."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(required=True)
    says = fields.String(required=True)


class ObligationRulesSchema(Schema):
    """The rules in force."""

    items = fields.List(fields.Nested(ObligationRuleView), required=True)


class ObligationStandingSchema(Schema):
    """Where somebody stands; `percent` and `average` are rounded down.

    `planned` is the day by the calendar, `due` where the rule moved it; `provisional`
    while the official calendar is not known. `inherited`: done by who held the post
    before. `projected`: where the pace of the working days so far leads, that is done +
    done × working days left ÷ working days gone, rounded down. A page goes on `after`
    the `cursor` of its last.
    """

    cursor = fields.String(required=True)
    rule = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(required=True)
    bearer = fields.String(required=True)
    bearer_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    as_of = fields.Date(required=True)
    planned = fields.Date(required=True)
    due = fields.Date(required=True)
    moved = fields.Boolean(required=True)
    provisional = fields.Boolean(required=True)
    done = fields.Integer(required=True)
    required = fields.Integer(required=True)
    inherited = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    percent = fields.String(required=True)
    average = fields.String(required=True, allow_none=True)
    projected = fields.Integer(required=True)
    shortfall = fields.Integer(required=True)
    missing_cells = fields.List(fields.String(), required=True)
    state = fields.String(required=True)


class ObligationStandingsSchema(Schema):
    """Some standings; the last of a full page tells what comes `next`."""

    items = fields.List(fields.Nested(ObligationStandingSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class TaskListSchema(Schema):
    """What is due in a span, by day, as it stands today."""

    items = fields.List(fields.Nested(ObligationStandingSchema), required=True)


class NamedSchema(Schema):
    """Somebody or something; the name, or the address, is masked by role.

    Of a matrix, `missing_cells` are those of its own that nothing fills yet.
    """

    id = fields.String(required=True)
    kind = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    missing_cells = fields.List(fields.String(), required=True)


class ObligationMissingSchema(Schema):
    """Who is missing: how many, and some of them; `missing_cells` of a matrix."""

    standing = fields.Nested(ObligationStandingSchema, required=True)
    number = fields.Integer(required=True)
    items = fields.List(fields.Nested(NamedSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class ObligationDoneQuery(ObligationMissingQuery):
    """What counts for whom, by which rule."""

    after = fields.String(load_default="", validate=validate.Length(1, 80))


class ObligationStepSchema(Schema):
    """One thing that counts once: when first, by whom, how many times it was done.

    `event` is the visit, entry or duty; `target` to whom, by the id alone.
    """

    key = fields.String(required=True)
    on = fields.Date(required=True)
    staff_id = fields.String(required=True)
    code = fields.String(required=True)
    target = fields.String(required=True, allow_none=True)
    event = fields.String(required=True)
    times = fields.Integer(required=True)


class ObligationDoneSchema(Schema):
    """What counts: `number` is what the standing says is done."""

    standing = fields.Nested(ObligationStandingSchema, required=True)
    number = fields.Integer(required=True)
    items = fields.List(fields.Nested(ObligationStepSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class ObligationPeriodSchema(Schema):
    """A period of a rule: how many owed, how many met it, how much was done."""

    rule = fields.String(required=True)
    title = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    owing = fields.Integer(required=True)
    met = fields.Integer(required=True)
    done = fields.Integer(required=True)
    required = fields.Integer(required=True)
    percent = fields.String(required=True)


class ObligationHistorySchema(Schema):
    """Periods, by rule, the latest first."""

    items = fields.List(fields.Nested(ObligationPeriodSchema), required=True)


class ShiftedDaySchema(Schema):
    """A day on which something is owed; `day` is null where it is let off."""

    rule = fields.String(required=True)
    title = fields.String(required=True)
    planned = fields.Date(required=True)
    day = fields.Date(required=True, allow_none=True)
    moved = fields.Boolean(required=True)
    provisional = fields.Boolean(required=True)


class ShiftedDaysSchema(Schema):
    """The days of a span on which something is owed."""

    items = fields.List(fields.Nested(ShiftedDaySchema), required=True)


class TagEntrySchema(Schema):
    """What is tagged, from when, until when (which does not belong to it)."""

    kind = fields.Enum(Tagged, by_value=True, required=True)
    id = fields.String(required=True, validate=validate.Length(2, 36))
    since = day_field(required=True)
    until = day_field(load_default=None, allow_none=True)


class TagsBody(Schema):
    """What is tagged so, or whose tag ends."""

    items = fields.List(
        fields.Nested(TagEntrySchema),
        required=True,
        validate=validate.Length(1, MOST_TAGS),
    )


class TagsQuery(CommunityQuery):
    """Of which place and all below it."""

    after = fields.UUID(load_default=UUID(int=0))
    limit = _page()


class TagSchema(Schema):
    """What is tagged; people by their ids alone."""

    tagging_id = fields.UUID(required=True)
    tag = fields.String(required=True)
    kind = fields.String(required=True)
    id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)


class TagPageSchema(Schema):
    """Some of what is tagged so."""

    items = fields.List(fields.Nested(TagSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class TaggedSchema(Schema):
    """How many were said."""

    tagged = fields.Integer(required=True)


class ExcuseBody(Schema):
    """Why one was absent, by its code."""

    reason = fields.Enum(Reason, by_value=True, required=True)


class ExcusedSchema(Schema):
    """What was said."""

    rule = fields.String(required=True)
    day = fields.Date(required=True)
    reason = fields.String(required=True)
