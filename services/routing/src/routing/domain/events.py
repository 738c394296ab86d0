"""What happened to a case, in routing's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import DomainEvent
from routing.domain.deadline import Deadline
from routing.domain.resolution import Answer, Resolution


@dataclass(frozen=True, kw_only=True)
class CaseFact(DomainEvent):
    """A fact about one case; `revision` counts them from 1.

    `organisation_id` is who answers for the case once this has happened.
    """

    petition_id: UUID
    receipt: str
    revision: int
    organisation_id: str | None
    reachable: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseUnrouted(CaseFact):
    """Nobody answers for it yet; `reason` is a stable word."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(CaseFact):
    """A unit, and perhaps a person in it, answers for it until `due_at`."""

    handler_id: str | None
    due_at: datetime
    rule: str
    why: str


@dataclass(frozen=True, kw_only=True)
class CaseStarted(CaseFact):
    """The unit began to work on it."""


@dataclass(frozen=True, kw_only=True)
class CaseReturned(CaseFact):
    """The unit gave it back as none of its own."""

    returned_by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseEscalated(CaseFact):
    """A deadline passed and a superior is told."""

    superior_id: str
    level: int
    overdue_since: datetime


@dataclass(frozen=True, kw_only=True)
class DeadlineMissed(CaseFact):
    """A deadline passed and there is no superior to tell."""

    deadline: Deadline


@dataclass(frozen=True, kw_only=True)
class CaseResolved(CaseFact):
    """The unit answered."""

    resolution: Resolution


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseFact):
    """The petitioner is not satisfied: the same unit owes another answer."""

    reason: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseFact):
    """The petitioner's answer ended the matter."""


@dataclass(frozen=True, kw_only=True)
class CaseMerged(CaseFact):
    """It rests: another is answered for both."""

    lead_petition_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseSeparated(CaseFact):
    """It goes on in this state, by the date that it had."""

    state: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseGathered(CaseFact):
    """Its date moved, because others were merged into it or left it."""

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
