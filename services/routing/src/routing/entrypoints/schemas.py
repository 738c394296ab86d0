"""The shapes of requests and replies; OpenAPI is made from them."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from minqing_contracts.moments import Moment
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Outcome
from routing.entrypoints.judged_schemas import JudgedSchema

STATES = [state.value for state in CaseState]
OUTCOMES = [outcome.value for outcome in Outcome]
NAME = validate.Length(min=1, max=64)
WORDS = validate.Length(min=1, max=2_000)
REPLY = validate.Length(min=1, max=20_000)
DAYS = validate.Range(min=1, max=3650)
REVISION = r'^"?[0-9]{1,9}"?$'


class SeenSchema(Schema):
    """Which revision of the case the caller saw; another one is refused."""

    revision = fields.String(
        data_key="If-Match",
        validate=validate.Regexp(REVISION, error="pattern"),
    )

    @post_load
    def as_number(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Return the revision as a number."""
        said = data.get("revision")
        return {} if said is None else {"revision": int(said.strip('"'))}


class AssignSchema(Schema):
    """A unit, perhaps a person in it, perhaps a date."""

    organisation_id = fields.String(required=True, validate=NAME)
    handler_id = fields.String(allow_none=True, validate=NAME)
    due_at = Moment(allow_none=True)


class ReturnSchema(Schema):
    """Why the unit is not competent."""

    reason = fields.String(required=True, validate=WORDS)


class ResolveSchema(Schema):
    """The answer; `resolved_at` only for a case of an older system, by ops.

    `policy_ref` is the 文号 that the answer cites; a 答复件 must have one (B-16).
    `judged` is what was found of the claim (三到位, 条例第27条).
    """

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reply = fields.String(required=True, validate=REPLY)
    resolved_at = Moment(allow_none=True)
    policy_ref = fields.String(
        allow_none=True, validate=validate.Length(min=1, max=100)
    )
    figures = fields.List(
        fields.Nested(
            "routing.entrypoints.steering_schemas.FigureSchema",
        ),
        load_default=list,
        validate=validate.Length(max=20),
    )
    judged = fields.Nested(JudgedSchema, load_default=None, allow_none=True)


class StandingSchema(Schema):
    """Where a case stands."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    revision = fields.Integer(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    handler_id = fields.String(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    escalation_level = fields.Integer(required=True)


class CaseRowSchema(StandingSchema):
    """One line of a worklist."""

    category = fields.String(required=True)
    division_code = fields.String(required=True)
    accepted_at = fields.AwareDateTime(required=True)
    overdue = fields.Boolean(required=True)


class ListedCaseSchema(CaseRowSchema):
    """One line of a worklist, with what moved it last and what it waits for.

    `last_by` is `role:id`; `waits_on` a unit that has to decide or to contribute;
    `stands` why it stands still; `redo`: it was answered before and goes on.
    """

    redo = fields.Boolean(required=True)
    last_step = fields.String(required=True, allow_none=True)
    last_at = fields.AwareDateTime(required=True, allow_none=True)
    last_by = fields.String(required=True, allow_none=True)
    waits_on = fields.String(required=True, allow_none=True)
    stands = fields.String(required=True, allow_none=True)


class CaseSheetSchema(CaseRowSchema):
    """One case whole; its history in the order in which it was made.

    `may`: what role, unit and state leave open to the caller now.
    """

    named_organisation_id = fields.String(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True)
    opened_at = fields.AwareDateTime(required=True)
    reachable = fields.Boolean(required=True)
    from_archive = fields.Boolean(required=True)
    external_ref = fields.String(required=True, allow_none=True)
    channel = fields.String(required=True, allow_none=True)
    accused = fields.List(fields.String(), required=True, allow_none=True)
    merged_into = fields.UUID(required=True, allow_none=True)
    repeat_of = fields.UUID(required=True, allow_none=True)
    visit = fields.Integer(required=True)
    first_receiver_id = fields.String(required=True, allow_none=True)
    assignments = fields.List(fields.Dict(), required=True)
    deadlines = fields.List(fields.Dict(), required=True)
    resolutions = fields.List(fields.Dict(), required=True)
    remarks = fields.List(fields.Dict(), required=True)
    dossier = fields.Dict(required=True)
    may = fields.List(fields.String(), required=True)


class PageQuerySchema(Schema):
    """Which part of a list."""

    after = fields.String(validate=validate.Length(min=1, max=300))
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class CasesQuerySchema(PageQuerySchema):
    """Which cases; `organisation` means a unit and all below it.

    `asked`: those that wait for a decision on more time. `owing`: in which an answer is
    owed; so are all for which `escalated`, `redo`, `silent` or `times_over` ask: told
    to superiors, answered before, unheard of for too long, late by so many times the
    time there was. `due_within`: hours from now; `due_from` is included, `due_to` not.
    """

    asked = fields.String(validate=validate.OneOf(["extension"]))

    organisation = fields.String(validate=NAME)
    state = fields.String(validate=validate.OneOf(STATES))
    handler = fields.String(validate=NAME)
    overdue = fields.Boolean()
    category = fields.String(validate=NAME)
    owing = fields.Boolean()
    escalated = fields.Boolean()
    redo = fields.Boolean()
    silent = fields.Boolean()
    times_over = fields.Integer(validate=validate.Range(min=2, max=100))
    due_within = fields.Integer(validate=validate.Range(min=1, max=31 * 24))
    due_from = Moment()
    due_to = Moment()


class CasePageSchema(Schema):
    """Some cases; `next` asks for those after them."""

    items = fields.List(fields.Nested(ListedCaseSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RuleBodySchema(Schema):
    """How a jurisdiction rule is to read."""

    category = fields.String(required=True, validate=NAME)
    division_prefix = fields.String(load_default="", validate=validate.Length(max=32))
    organisation_id = fields.String(required=True, validate=NAME)
    handle_within_days = fields.Integer(load_default=60, validate=DAYS)
    priority = fields.Integer(
        load_default=0, validate=validate.Range(min=-1000, max=1000)
    )
    valid_from = Moment(allow_none=True)
    valid_to = Moment(allow_none=True)
    note = fields.String(load_default="", validate=validate.Length(max=500))


class RuleSchema(Schema):
    """A jurisdiction rule as it reads now."""

    code = fields.String(required=True)
    revision = fields.Integer(required=True)
    category = fields.String(required=True)
    division_prefix = fields.String(required=True)
    organisation_id = fields.String(required=True)
    handle_within_days = fields.Integer(required=True)
    priority = fields.Integer(required=True)
    valid_from = fields.AwareDateTime(required=True, allow_none=True)
    valid_to = fields.AwareDateTime(required=True, allow_none=True)
    note = fields.String(required=True)


class RulePageSchema(Schema):
    """Some rules; `next` asks for those after them."""

    items = fields.List(fields.Nested(RuleSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class CompetenceQuerySchema(Schema):
    """A matter that is no case yet: what it is about, where, who took it."""

    category = fields.String(required=True, validate=NAME)
    division = fields.String(load_default="", validate=validate.Length(max=12))
    organisation = fields.String(validate=NAME)


class CompetenceSchema(Schema):
    """Who would answer, by which rule, in how many days; or why nobody would."""

    organisation_id = fields.String(required=True, allow_none=True)
    why = fields.String()
    within_days = fields.Integer()
    why_not = fields.String()


class AnswerTimesQuerySchema(Schema):
    """Which cases are counted, and within how many days each."""

    within = fields.List(
        fields.Integer(validate=DAYS),
        load_default=lambda: [15, 60],
        validate=validate.Length(min=1, max=10),
    )
    organisation = fields.String(validate=NAME)
    category = fields.String(validate=NAME)
    received_from = Moment()
    received_to = Moment()
    from_archive = fields.Boolean()


class CountSchema(Schema):
    """How many were answered within so many days, and which share of the answered."""

    days = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    share = fields.Float(required=True)


class LeftOutSchema(Schema):
    """How many cases the place's rules leave out of the rates, and why."""

    reason = fields.String(required=True)
    cases = fields.Integer(required=True)


class AnswerTimesSchema(Schema):
    """How long petitioners waited for their first answer, from receipt, in days."""

    cases = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    within = fields.List(fields.Nested(CountSchema), required=True)
    median_days = fields.Float(required=True, allow_none=True)
    longest_days = fields.Float(required=True, allow_none=True)
    excluded = fields.List(fields.Nested(LeftOutSchema), required=True)
