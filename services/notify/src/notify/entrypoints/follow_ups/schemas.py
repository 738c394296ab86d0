"""What calls and draws look like on the wire."""

from collections.abc import Iterable

from marshmallow import Schema, fields, validate

from notify.domain.follow_ups.visit import Miss, Standing, VisitKind, VisitState
from notify.entrypoints.schemas import LONGEST_REASON, PageQuerySchema

ROW_ID = validate.Regexp(
    r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[0-9]{1,9}\Z"
)
DRAWN = (VisitKind.SAMPLE, VisitKind.CAMPAIGN)
WORDS = validate.Length(max=LONGEST_REASON)


def one_of(values: Iterable[str]) -> validate.OneOf:
    """Return what lets one of these words pass."""
    return validate.OneOf([str(each) for each in values])


class WeekQuerySchema(Schema):
    """Which week: that whose call-back day is `on` or the next after it; else today."""

    on = fields.Date()
    after = fields.String(validate=ROW_ID)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class WeekExportQuerySchema(Schema):
    """Which week."""

    on = fields.Date()


class WeeklyRowSchema(Schema):
    """A case that was closed in the week, and what came of calling."""

    petition_id = fields.UUID(required=True)
    case_revision = fields.Integer(required=True)
    receipt = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True)
    outcome = fields.String(required=True, allow_none=True)
    answered = fields.Boolean(required=True, allow_none=True)
    reopened = fields.Boolean(required=True)
    state = fields.String(required=True)
    attempts = fields.Integer(required=True)
    handling = fields.String(required=True, allow_none=True)
    basis = fields.String(required=True, allow_none=True)
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class TallySchema(Schema):
    """How many are to be called and what came of it; 未接通 is counted apart."""

    to_call = fields.Integer(required=True)
    reached = fields.Integer(required=True)
    satisfied = fields.Integer(required=True)
    dissatisfied = fields.Integer(required=True)
    unclear = fields.Integer(required=True)
    unreached = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    steady = fields.Integer(required=True)
    relapsed = fields.Integer(required=True)


class WeekSchema(Schema):
    """The week's list: closed from `since` to before `until`, called on `held_on`."""

    held_on = fields.Date(required=True)
    since = fields.AwareDateTime(required=True)
    until = fields.AwareDateTime(required=True)
    tally = fields.Nested(TallySchema, required=True)
    items = fields.List(fields.Nested(WeeklyRowSchema), required=True)
    next_after = fields.String(required=True, allow_none=True)


class VisitCallSchema(Schema):
    """What came of a call: `miss` where nobody was reached, else what was said.

    办理情况 and 政策依据 are what the caller told; null is 不清楚.
    """

    miss = fields.Enum(Miss, by_value=True, load_default=None, allow_none=True)
    handling = fields.String(load_default="", validate=WORDS)
    basis = fields.String(load_default="", validate=WORDS)
    solved = fields.Boolean(load_default=None, allow_none=True)
    satisfied = fields.Boolean(load_default=None, allow_none=True)
    reason = fields.String(load_default="", validate=WORDS)
    standing = fields.Enum(Standing, by_value=True, load_default=None, allow_none=True)


class MissSchema(Schema):
    """Why nobody was reached (未接通)."""

    miss = fields.Enum(Miss, by_value=True, required=True)


class VisitSchema(Schema):
    """Somebody to be called about a case."""

    visit_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    case_revision = fields.Integer(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    round_id = fields.UUID(required=True, allow_none=True)
    due_on = fields.Date(required=True)
    note = fields.String(required=True)
    state = fields.String(required=True)
    attempts = fields.Integer(required=True)
    last_miss = fields.String(required=True, allow_none=True)
    handling = fields.String(required=True, allow_none=True)
    basis = fields.String(required=True, allow_none=True)
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    standing = fields.String(required=True, allow_none=True)
    called_by = fields.String(required=True, allow_none=True)
    called_at = fields.AwareDateTime(required=True, allow_none=True)


class VisitsQuerySchema(PageQuerySchema):
    """Which visits."""

    kind = fields.String(validate=one_of(VisitKind))
    state = fields.String(validate=one_of(VisitState))
    round = fields.UUID()


class VisitsSchema(Schema):
    """A page, those due first in front."""

    items = fields.List(fields.Nested(VisitSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class PlanVisitSchema(Schema):
    """When to look again at a closed case, and what for (跟踪服务)."""

    petition_id = fields.UUID(required=True)
    due_on = fields.Date(required=True)
    note = fields.String(load_default="", validate=WORDS)


class DrawSchema(Schema):
    """What to draw from: closings of these days, of a unit and all below it."""

    kind = fields.String(required=True, validate=one_of(DRAWN))
    title = fields.String(required=True, validate=validate.Length(min=1, max=200))
    organisation_id = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=64)
    )
    closed_from = fields.Date(required=True)
    closed_until = fields.Date(required=True)
    percent = fields.Integer(required=True, validate=validate.Range(1, 100))
    due_on = fields.Date(required=True)
    seed = fields.String(validate=validate.Length(min=1, max=64))


class RoundSchema(Schema):
    """A draw that was made."""

    round_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    closed_from = fields.Date(required=True)
    closed_until = fields.Date(required=True)
    percent = fields.Integer(required=True)
    seed = fields.String(required=True)
    due_on = fields.Date(required=True)
    population = fields.Integer(required=True)
    drawn = fields.Integer(required=True)
    drawn_by = fields.String(required=True)
    drawn_at = fields.AwareDateTime(required=True)


class RoundResultSchema(Schema):
    """A draw, what came of it, and whether drawing again gives the same cases."""

    round = fields.Nested(RoundSchema, required=True)
    tally = fields.Nested(TallySchema, required=True)
    repeatable = fields.Boolean(required=True)


class RoundsSchema(Schema):
    """A page, the newest first."""

    items = fields.List(fields.Nested(RoundSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)
