"""Events that intake owns: what became of a petition at the door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.intake_deciding import DecidedByUnit, DecidedByUnitSchema
from minqing_contracts.intake_parts import SplitFrom, SplitFromSchema
from minqing_contracts.moments import Moment


class PetitionEventSchema(EventSchema):
    """What every event about a petition carries."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    revision = fields.Integer(required=True)
    channel = fields.String(required=True)
    division_code = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    reachable = fields.Boolean(required=True)
    accused = fields.List(fields.String(), load_default=list)


@dataclass(frozen=True, kw_only=True)
class PetitionEvent(Event):
    """A fact about one petition.

    `revision` counts intake's facts about this petition from 1. `organisation_id` is
    the organisation whose door it came through or that it names, where known.
    `reachable` says that the petitioner left a way to be told. `accused` are the
    organisations accused: neither they nor those below them may learn of it, by no
    desk and no list (条例第30条).
    """

    petition_id: UUID
    receipt: str
    revision: int
    channel: str
    division_code: str
    organisation_id: str | None
    reachable: bool
    accused: list[str] = field(default_factory=list)

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)


class PetitionReceivedV1Schema(PetitionEventSchema, SplitFromSchema):
    """Wire form of intake.petition.received.v1."""

    received_at = Moment(required=True)


@published("intake.petition.received", 1, PetitionReceivedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionReceivedV1(PetitionEvent, SplitFrom):
    """A petition came in and waits for a person to accept or refuse it.

    One that policy accepts on arrival is told of by PetitionAcceptedV1 alone.
    """

    received_at: datetime


class PetitionAcceptedV1Schema(PetitionEventSchema, SplitFromSchema):
    """Wire form of intake.petition.accepted.v1."""

    category = fields.String(required=True)
    received_at = Moment(required=True)
    accepted_at = Moment(required=True)
    from_archive = fields.Boolean(load_default=False)
    external_ref = fields.String(load_default=None, allow_none=True)
    kind = fields.String(load_default=None, allow_none=True)
    path = fields.String(load_default=None, allow_none=True)
    severity = fields.String(load_default="ordinary")
    flags = fields.List(fields.String(), load_default=list)
    representatives = fields.Integer(load_default=None, allow_none=True)
    case_kind = fields.String(load_default=None, allow_none=True)
    mode = fields.String(load_default=None, allow_none=True)
    promised_on = fields.Date(load_default=None, allow_none=True)
    lead_id = fields.String(load_default=None, allow_none=True)
    co_unit_ids = fields.List(fields.String(), load_default=list)
    policy_ref = fields.String(load_default=None, allow_none=True)
    leader = fields.String(load_default=None, allow_none=True)
    due_on = fields.Date(load_default=None, allow_none=True)
    group_id = fields.UUID(load_default=None, allow_none=True)


@published("intake.petition.accepted", 1, PetitionAcceptedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionAcceptedV1(PetitionEvent, SplitFrom):
    """A petition was accepted (受理): from `accepted_at` the clock runs (条例第34条).

    `from_archive` marks one brought in from an older system; `external_ref` is its
    number there.

    What a clerk settled, each absent where nobody did: `kind` is suggestion,
    accusation, claim or consultation (条例第29-31条); `path` of a claim is duty or
    petition, for the four others never become a case (第31条; only petition, 第六项,
    has the 60 days of 第34条); `severity` ordinary, major or urgent; `flags` of
    collective, leapfrog, provincial, capital (B-32); `representatives` how many speak
    for many (第20条). `accused` are the organisations accused: neither they nor those
    below them may learn of it (第30条). `case_kind` is immediate, promised, joint or
    reply (B-03), with `promised_on` for promised, `lead_id` and `co_unit_ids` for
    joint; a reply case needs a document number on its reply (B-16), which `policy_ref`
    gives where it is known already. `mode` is direct, committed, joint, declared or
    assembled (B-04). `leader` is who instructed, by post or staff id, and `due_on` the
    leader's own date: it wins over every default (D-14); a day ends with that day in
    the agency's zone. `group_id` is the group matter that it heads (B-14).
    """

    category: str
    received_at: datetime
    accepted_at: datetime
    from_archive: bool = False
    external_ref: str | None = None
    kind: str | None = None
    path: str | None = None
    severity: str = "ordinary"
    flags: list[str] = field(default_factory=list)
    representatives: int | None = None
    case_kind: str | None = None
    mode: str | None = None
    promised_on: date | None = None
    lead_id: str | None = None
    co_unit_ids: list[str] = field(default_factory=list)
    policy_ref: str | None = None
    leader: str | None = None
    due_on: date | None = None
    group_id: UUID | None = None


class PetitionRefusedV1Schema(PetitionEventSchema, DecidedByUnitSchema):
    """Wire form of intake.petition.refused.v1."""

    reason = fields.String(required=True)
    explanation = fields.String(required=True)
    refused_at = Moment(required=True)


@published("intake.petition.refused", 1, PetitionRefusedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionRefusedV1(PetitionEvent, DecidedByUnit):
    """A petition was not accepted (不予受理): why, and where to go instead."""

    reason: str
    explanation: str
    refused_at: datetime


class AcceptanceNoticedV1Schema(PetitionEventSchema):
    """Wire form of intake.acceptance.noticed.v1."""

    category = fields.String(required=True)
    owed = fields.Boolean(required=True)
    accepted_at = Moment(required=True)


@published("intake.acceptance.noticed", 1, AcceptanceNoticedV1Schema)
@dataclass(frozen=True, kw_only=True)
class AcceptanceNoticedV1(PetitionEvent):
    """A clerk accepted a petition that had waited: its petitioner is told in writing.

    `owed` says that name and address are known, so that the notice is a duty
    (条例第23条). Who is accepted on arrival was told by the receipt, on the spot.
    """

    category: str
    owed: bool
    accepted_at: datetime


class PetitionReferredV1Schema(PetitionEventSchema, DecidedByUnitSchema):
    """Wire form of intake.petition.referred.v1."""

    path = fields.String(required=True)
    explanation = fields.String(required=True)
    referred_at = Moment(required=True)


@published("intake.petition.referred", 1, PetitionReferredV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionReferredV1(PetitionEvent, DecidedByUnit):
    """The law has another procedure for a claim: it never becomes a case.

    `path` is litigation, arbitration, party-review or administrative
    (条例第31条第一至四项); `explanation` says where to go.
    """

    path: str
    explanation: str
    referred_at: datetime


class SupplementRequestedV1Schema(PetitionEventSchema, DecidedByUnitSchema):
    """Wire form of intake.supplement.requested.v1."""

    missing = fields.List(fields.String(), required=True)
    requested_at = Moment(required=True)
    answer_by = Moment(load_default=None, allow_none=True)


@published("intake.supplement.requested", 1, SupplementRequestedV1Schema)
@dataclass(frozen=True, kw_only=True)
class SupplementRequestedV1(PetitionEvent, DecidedByUnit):
    """All that is missing is told at once (一次性告知); the acceptance clock stands."""

    missing: list[str]
    requested_at: datetime
    answer_by: datetime | None = None


class SupplementGivenV1Schema(PetitionEventSchema):
    """Wire form of intake.supplement.given.v1."""

    accept_by = Moment(load_default=None, allow_none=True)
    given_at = Moment(required=True)
    reopened = fields.Boolean(load_default=False)


@published("intake.supplement.given", 1, SupplementGivenV1Schema)
@dataclass(frozen=True, kw_only=True)
class SupplementGivenV1(PetitionEvent):
    """They answered (`reopened`: after it lapsed): the clock runs until `accept_by`."""

    given_at: datetime
    accept_by: datetime | None = None
    reopened: bool = False


class AcceptanceMissedV1Schema(PetitionEventSchema):
    """Wire form of intake.acceptance.missed.v1."""

    accept_by = Moment(required=True)
    superior_id = fields.String(load_default=None, allow_none=True)
    missed_at = Moment(required=True)


@published("intake.acceptance.missed", 1, AcceptanceMissedV1Schema)
@dataclass(frozen=True, kw_only=True)
class AcceptanceMissedV1(PetitionEvent):
    """Nobody told by `accept_by` whether a petition is accepted (条例第22、23条).

    `superior_id` stands above the organisation that let it lie, where there is one.
    """

    accept_by: datetime
    missed_at: datetime
    superior_id: str | None = None


class PetitionReclassifiedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.reclassified.v1."""

    category = fields.String(required=True)
    kind = fields.String(load_default=None, allow_none=True)
    path = fields.String(load_default=None, allow_none=True)
    severity = fields.String(load_default="ordinary")
    flags = fields.List(fields.String(), load_default=list)
    representatives = fields.Integer(load_default=None, allow_none=True)
    case_kind = fields.String(load_default=None, allow_none=True)
    mode = fields.String(load_default=None, allow_none=True)
    promised_on = fields.Date(load_default=None, allow_none=True)
    lead_id = fields.String(load_default=None, allow_none=True)
    co_unit_ids = fields.List(fields.String(), load_default=list)
    policy_ref = fields.String(load_default=None, allow_none=True)
    leader = fields.String(load_default=None, allow_none=True)
    due_on = fields.Date(load_default=None, allow_none=True)
    reclassified_at = Moment(required=True)


@published("intake.petition.reclassified", 1, PetitionReclassifiedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionReclassifiedV1(PetitionEvent):
    """What an accepted petition is, or how it is handled, was settled anew.

    Every field says what holds from now on, in the words of PetitionAcceptedV1. Why,
    and what held before, stays with intake.
    """

    category: str
    reclassified_at: datetime
    kind: str | None = None
    path: str | None = None
    severity: str = "ordinary"
    flags: list[str] = field(default_factory=list)
    representatives: int | None = None
    case_kind: str | None = None
    mode: str | None = None
    promised_on: date | None = None
    lead_id: str | None = None
    co_unit_ids: list[str] = field(default_factory=list)
    policy_ref: str | None = None
    leader: str | None = None
    due_on: date | None = None
