"""Events that routing owns: who answers, by when, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class CaseEventSchema(EventSchema):
    """What every event about a case carries."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    revision = fields.Integer(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    reachable = fields.Boolean(required=True)


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """A fact about the case of one petition.

    `revision` counts routing's facts about this case from 1; the highest one known
    tells where the case stands. `organisation_id` is who answers for it now.
    """

    petition_id: UUID
    receipt: str
    revision: int
    organisation_id: str | None
    reachable: bool

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)


class CaseTurnSchema(CaseEventSchema):
    """What is told with who has a case now."""

    category = fields.String(load_default=None, allow_none=True)
    division_code = fields.String(load_default=None, allow_none=True)
    received_at = Moment(load_default=None, allow_none=True)


@dataclass(frozen=True, kw_only=True)
class CaseTurn(CaseEvent):
    """Who has a case now, with what it is about, where, and since when.

    Whoever only counts cases need not hear of the petitions as well; absent in what
    older senders told.
    """

    category: str | None = None
    division_code: str | None = None
    received_at: datetime | None = None


class CaseUnroutedV1Schema(CaseTurnSchema):
    """Wire form of routing.case.unrouted.v1."""

    reason = fields.String(required=True)
    since = Moment(required=True)


@published("routing.case.unrouted", 1, CaseUnroutedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseUnroutedV1(CaseTurn):
    """No unit answers for the case yet: it waits for a dispatcher (待派遣)."""

    reason: str
    since: datetime


class CaseAssignedV1Schema(CaseTurnSchema):
    """Wire form of routing.case.assigned.v1."""

    handler_id = fields.String(required=True, allow_none=True)
    due_at = Moment(required=True)
    rule = fields.String(required=True)
    why = fields.String(required=True)
    assigned_at = Moment(required=True)
    mode = fields.String(load_default=None, allow_none=True)
    report_to = fields.String(load_default=None, allow_none=True)
    repeats = fields.Boolean(load_default=False)
    moved = fields.Boolean(load_default=False)


@published("routing.case.assigned", 1, CaseAssignedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseAssignedV1(CaseTurn):
    """A unit (and perhaps a person in it) answers for the case until `due_at`.

    `rule` is the code of the rule that decided, or `by-hand`; `why` says it in words.
    `mode`: rule, by-hand, transfer 转办, entrust 交办, raise 上报, designate 指定;
    `report_to` is the unit that keeps the follow-up and is told the result. `repeats`:
    the same unit answered for it before, until the same date. `moved`: another unit
    answered for it before.
    """

    handler_id: str | None
    due_at: datetime
    rule: str
    why: str
    assigned_at: datetime
    mode: str | None = None
    report_to: str | None = None
    repeats: bool = False
    moved: bool = False


class CaseStartedV1Schema(CaseEventSchema):
    """Wire form of routing.case.started.v1."""

    started_at = Moment(required=True)


@published("routing.case.started", 1, CaseStartedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseStartedV1(CaseEvent):
    """The unit began to work on it (处置中)."""

    started_at: datetime


class CaseReturnedV1Schema(CaseEventSchema):
    """Wire form of routing.case.returned.v1."""

    returned_by = fields.String(required=True)
    reason = fields.String(required=True)
    returned_at = Moment(required=True)
    superior_id = fields.String(load_default=None, allow_none=True)


@published("routing.case.returned", 1, CaseReturnedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseReturnedV1(CaseEvent):
    """The unit `returned_by` says that it is not competent (退单).

    Until `superior_id` agrees, `organisation_id` is still that unit.
    """

    returned_by: str
    reason: str
    returned_at: datetime
    superior_id: str | None = None


class CaseEscalatedV1Schema(CaseEventSchema):
    """Wire form of routing.case.escalated.v1."""

    superior_id = fields.String(required=True)
    level = fields.Integer(required=True)
    overdue_since = Moment(required=True)
    escalated_at = Moment(required=True)


@published("routing.case.escalated", 1, CaseEscalatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseEscalatedV1(CaseEvent):
    """A deadline passed: the superior is told (提级), `level` steps up."""

    superior_id: str
    level: int
    overdue_since: datetime
    escalated_at: datetime


class CaseResolvedV1Schema(CaseEventSchema):
    """Wire form of routing.case.resolved.v1."""

    outcome = fields.String(required=True)
    reply = fields.String(required=True)
    resolved_at = Moment(required=True)
    resolved_by = fields.String(load_default=None, allow_none=True)
    report_to = fields.String(load_default=None, allow_none=True)
    figures = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String(allow_none=True)),
        load_default=list,
    )
    owed_to = fields.String(load_default=None, allow_none=True)


@published("routing.case.resolved", 1, CaseResolvedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseResolvedV1(CaseEvent):
    """The unit answered. `outcome`: resolved 解决, explained 解释说明, referred 转介.

    `reply` is the text for the petitioner's eyes (给居民看的答复); `resolved_by` is
    the staff id of who wrote it, so that nobody judges their own answer; `report_to`
    is the unit that passed the case on and is owed the result (交办, 上报). Each of
    `figures` is what was achieved, as a number: kind, unit, amount (a decimal as text,
    None where there are words alone: said), qualifier exact or approx (130多名).
    `owed_to` is the agency that received the petitioner first, where that was another:
    it gives them the answer and asks them about it; nobody does so here.
    """

    outcome: str
    reply: str
    resolved_at: datetime
    resolved_by: str | None = None
    report_to: str | None = None
    figures: list[dict[str, str | None]] = field(default_factory=list)
    owed_to: str | None = None


class CaseReopenedV1Schema(CaseEventSchema):
    """Wire form of routing.case.reopened.v1."""

    reason = fields.String(required=True)
    due_at = Moment(required=True)
    reopened_at = Moment(required=True)


@published("routing.case.reopened", 1, CaseReopenedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseReopenedV1(CaseEvent):
    """The petitioner is not satisfied: the same unit owes another answer (重办)."""

    reason: str
    due_at: datetime
    reopened_at: datetime


class CaseClosedV1Schema(CaseEventSchema):
    """Wire form of routing.case.closed.v1."""

    closed_at = Moment(required=True)


@published("routing.case.closed", 1, CaseClosedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseClosedV1(CaseEvent):
    """The petitioner's answer ended the matter (已结案); the case owes nothing more."""

    closed_at: datetime


class CaseMergedV1Schema(CaseEventSchema):
    """Wire form of routing.case.merged.v1."""

    lead_petition_id = fields.UUID(required=True)
    merged_at = Moment(required=True)


@published("routing.case.merged", 1, CaseMergedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseMergedV1(CaseEvent):
    """The case rests (并单): that of `lead_petition_id` is answered for both."""

    lead_petition_id: UUID
    merged_at: datetime


class CaseSeparatedV1Schema(CaseEventSchema):
    """Wire form of routing.case.separated.v1."""

    state = fields.String(required=True)
    due_at = Moment(load_default=None, allow_none=True)
    separated_at = Moment(required=True)


@published("routing.case.separated", 1, CaseSeparatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseSeparatedV1(CaseEvent):
    """A merging was undone: the case goes on in the `state` that it was in.

    `due_at` is the date that it had: merging lengthened nothing.
    """

    state: str
    separated_at: datetime
    due_at: datetime | None = None


class CaseGatheredV1Schema(CaseEventSchema):
    """Wire form of routing.case.gathered.v1."""

    state = fields.String(required=True)
    due_at = Moment(required=True)
    gathered_at = Moment(required=True)


@published("routing.case.gathered", 1, CaseGatheredV1Schema)
@dataclass(frozen=True, kw_only=True)
class CaseGatheredV1(CaseEvent):
    """The date of a case moved, because others were merged into it or left it.

    `due_at` is the earliest of its own and of theirs; its `state` stays.
    """

    state: str
    due_at: datetime
    gathered_at: datetime
