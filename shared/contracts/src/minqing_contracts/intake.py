"""Events that intake owns: what became of a petition at the door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
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


@dataclass(frozen=True, kw_only=True)
class PetitionEvent(Event):
    """A fact about one petition.

    `revision` counts intake's facts about this petition from 1. `organisation_id` is
    the organisation whose door it came through or that it names, where known.
    `reachable` says that the petitioner left a way to be told.
    """

    petition_id: UUID
    receipt: str
    revision: int
    channel: str
    division_code: str
    organisation_id: str | None
    reachable: bool

    def subject(self) -> str:
        """Return the petition's id."""
        return str(self.petition_id)


class PetitionReceivedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.received.v1."""

    received_at = Moment(required=True)
    accused = fields.List(fields.String(), load_default=list)


@published("intake.petition.received", 1, PetitionReceivedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionReceivedV1(PetitionEvent):
    """A petition came in and waits for a person to accept or refuse it.

    One that policy accepts on arrival is told of by PetitionAcceptedV1 alone. `accused`
    is as there: no desk of theirs, nor of any below them, may be told (条例第30条).
    """

    received_at: datetime
    accused: list[str] = field(default_factory=list)


class PetitionAcceptedV1Schema(PetitionEventSchema):
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
    accused = fields.List(fields.String(), load_default=list)
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
class PetitionAcceptedV1(PetitionEvent):
    """A petition was accepted (受理): from `accepted_at` the clock runs (条例第34条).

    `from_archive` marks one brought in from an older system; `external_ref` is its
    number there.

    What a clerk settled, each absent where nobody did: `kind` is suggestion, accusation,
    claim or consultation (条例第29-31条); `path` of a claim is `duty` or `petition`, for
    the four others never become a case (第31条; only `petition`, 第六项, has the 60 days
    of 第34条); `severity` ordinary, major or urgent; `flags` of collective, leapfrog,
    provincial, capital (B-32); `representatives` how many speak for many (第20条).
    `accused` are the organisations accused: neither they nor those below them may learn
    of it (第30条). `case_kind` is immediate, promised, joint or reply (B-03), with
    `promised_on` for promised, `lead_id` and `co_unit_ids` for joint; a reply case needs
    a document number on its reply (B-16), which `policy_ref` gives where it is known
    already. `mode` is direct, committed, joint, declared or assembled (B-04).
    `leader` is who instructed, by post or staff id, and `due_on` the leader's own date:
    it wins over every default (D-14); a day ends with that day in the agency's zone.
    `group_id` is the group matter that the petition heads or belongs to (B-14).
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
    accused: list[str] = field(default_factory=list)
    case_kind: str | None = None
    mode: str | None = None
    promised_on: date | None = None
    lead_id: str | None = None
    co_unit_ids: list[str] = field(default_factory=list)
    policy_ref: str | None = None
    leader: str | None = None
    due_on: date | None = None
    group_id: UUID | None = None


class PetitionRefusedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.refused.v1."""

    reason = fields.String(required=True)
    explanation = fields.String(required=True)
    refused_at = Moment(required=True)
    accused = fields.List(fields.String(), load_default=list)


@published("intake.petition.refused", 1, PetitionRefusedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionRefusedV1(PetitionEvent):
    """A petition was not accepted (不予受理): why, and where to go instead.

    `accused` is as for PetitionReceivedV1.
    """

    reason: str
    explanation: str
    refused_at: datetime
    accused: list[str] = field(default_factory=list)


class PetitionMergedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.merged.v1."""

    lead_petition_id = fields.UUID(required=True)
    lead_receipt = fields.String(required=True)
    merged_at = Moment(required=True)


@published("intake.petition.merged", 1, PetitionMergedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionMergedV1(PetitionEvent):
    """A clerk joined a petition to another about the same matter (并单).

    The lead is answered for both; who brought this one is told what the lead's
    petitioner is told. `revision` names this merging: a separation refers to it.
    """

    lead_petition_id: UUID
    lead_receipt: str
    merged_at: datetime


class PetitionSeparatedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.separated.v1."""

    lead_petition_id = fields.UUID(required=True)
    merge_revision = fields.Integer(required=True)
    separated_at = Moment(required=True)


@published("intake.petition.separated", 1, PetitionSeparatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionSeparatedV1(PetitionEvent):
    """A merging was undone: the petition stands for itself again, as before.

    `merge_revision` is the revision of the PetitionMergedV1 that it undoes.
    """

    lead_petition_id: UUID
    merge_revision: int
    separated_at: datetime


class PetitionRepeatedV1Schema(PetitionEventSchema):
    """Wire form of intake.petition.repeated.v1."""

    first_petition_id = fields.UUID(required=True)
    first_receipt = fields.String(required=True)
    visit = fields.Integer(required=True)
    repeated_at = Moment(required=True)


@published("intake.petition.repeated", 1, PetitionRepeatedV1Schema)
@dataclass(frozen=True, kw_only=True)
class PetitionRepeatedV1(PetitionEvent):
    """The same person came again about the same matter (重复访).

    `visit` counts the visits of the matter from 1, so that the first repeat is 2. Who
    received the first visit receives this one too (首访督办).
    """

    first_petition_id: UUID
    first_receipt: str
    visit: int
    repeated_at: datetime
