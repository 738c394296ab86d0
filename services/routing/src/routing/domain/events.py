"""What happened to a case, in routing's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from minqing_kernel.messages import DomainEvent
from routing.domain.deadline import Deadline, Won
from routing.domain.dossier import Ground
from routing.domain.mode import Mode
from routing.domain.resolution import Answer, Resolution


@dataclass(frozen=True, kw_only=True)
class CaseFact(DomainEvent):
    """A fact about one case; `revision` counts them from 1.

    `organisation_id` is who answers for the case once this has happened. `public`: its
    petitioner reads of it or hears of it.
    """

    public: ClassVar[bool] = False
    petition_id: UUID
    receipt: str
    revision: int
    organisation_id: str | None
    reachable: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseTurnedTo(CaseFact):
    """Who has it now, or that nobody has; with what it is about, where and since when.

    Whoever only counts cases need not hear of the petitions as well.
    """

    category: str
    division_code: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseUnrouted(CaseTurnedTo):
    """Nobody answers for it yet; `reason` is a stable word."""

    public: ClassVar[bool] = True
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(CaseTurnedTo):
    """A unit, and perhaps a person in it, answers for it until `due_at`.

    `repeats`: the same unit did before, until the same date. `moved`: another did.
    """

    public: ClassVar[bool] = True
    handler_id: str | None
    due_at: datetime
    rule: str
    why: str
    mode: Mode = Mode.RULE
    report_to: str | None = None
    repeats: bool = False
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseSigned(CaseFact):
    """The unit signed for it (签收)."""


@dataclass(frozen=True, kw_only=True)
class PetitionerContacted(CaseFact):
    """The unit spoke with the petitioner; `due_at` is the clock's that this met."""

    public: ClassVar[bool] = True
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseStarted(CaseFact):
    """The unit began to work on it."""

    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class CaseReturned(CaseFact):
    """The unit says that it is none of its own; `superior_id` is to agree or not."""

    public: ClassVar[bool] = True
    returned_by: str
    reason: str
    superior_id: str | None


@dataclass(frozen=True, kw_only=True)
class CaseRetained(CaseFact):
    """The superior does not agree: the unit keeps it."""

    public: ClassVar[bool] = True
    reason: str
    returned_by: str


@dataclass(frozen=True, kw_only=True)
class CaseDisputed(CaseFact):
    """Units disagree again: `superior_id`, above them all, is to designate one.

    `decide_by` is until when, where the policy gives it a time.
    """

    public: ClassVar[bool] = True
    returned_by: str
    reason: str
    superior_id: str | None
    decide_by: datetime | None


@dataclass(frozen=True, kw_only=True)
class HandlerRecused(CaseFact):
    """A person with an interest in the matter stands back (回避)."""

    staff_id: str


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(CaseFact):
    """The unit asks for more time."""

    days: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExtensionRefused(CaseFact):
    """The unit's head said no: the clock is as it was."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseExtended(CaseFact):
    """The unit's head gave more time; the petitioner is told why."""

    public: ClassVar[bool] = True
    days: int
    reason: str
    due_at: datetime
    previous_due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseFact):
    """The case stands still, and its clocks with it."""

    public: ClassVar[bool] = True
    ground: Ground
    reason: str
    leader_id: str | None
    review_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseFact):
    """The case goes on, with the time that was left."""

    public: ClassVar[bool] = True
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseReviewed(CaseFact):
    """A parked case was looked at again; the next time is `review_at`."""

    note: str
    review_at: datetime


@dataclass(frozen=True, kw_only=True)
class DateSet(CaseFact):
    """Another date holds from now on."""

    public: ClassVar[bool] = True
    due_at: datetime
    previous_due_at: datetime | None
    won: Won
    basis: str


@dataclass(frozen=True, kw_only=True)
class CaseEscalated(CaseFact):
    """A deadline passed and a superior is told.

    `basis` set the deadline; `rule` is the policy that says whom to tell, and when.
    """

    public: ClassVar[bool] = True
    superior_id: str
    level: int
    overdue_since: datetime
    basis: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class DeadlineMissed(CaseFact):
    """A deadline passed and there is no superior to tell."""

    deadline: Deadline


@dataclass(frozen=True, kw_only=True)
class CaseResolved(CaseFact):
    """The unit answered."""

    public: ClassVar[bool] = True
    resolution: Resolution
    report_to: str | None = None
    owed_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseFact):
    """The petitioner is not satisfied: the same unit owes another answer."""

    public: ClassVar[bool] = True
    reason: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseFact):
    """The petitioner's answer ended the matter."""

    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class CaseMerged(CaseFact):
    """It rests: another is answered for both."""

    public: ClassVar[bool] = True
    lead_petition_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseSeparated(CaseFact):
    """It goes on in this state, by the date that it had."""

    public: ClassVar[bool] = True
    state: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseGathered(CaseFact):
    """Its date moved, because others were merged into it or left it."""

    public: ClassVar[bool] = True
    state: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class AnswerOutdated(CaseFact):
    """A follow-up was answered that the case no longer waits for: nothing changed."""

    answer: Answer


@dataclass(frozen=True, kw_only=True)
class RuleSet(DomainEvent):
    """A jurisdiction rule now reads as told; `revision` counts its wordings from 1.

    `wording` names everything that it says but the code.
    """

    code: str
    revision: int
    wording: Mapping[str, str | int | datetime | None]
    at: datetime
