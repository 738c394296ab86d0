"""Facts about petitions, inside intake."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.handling import UNSETTLED, Handling
from intake.domain.nature import PLAIN, Nature, Path
from intake.domain.refusal import RefusalReason
from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PetitionFact(DomainEvent):
    """What every fact about a petition carries; `revision` counts them from 1.

    `accused` is in order.
    """

    petition_id: UUID
    receipt: str
    revision: int
    channel: Channel
    division_code: str
    organisation_id: str | None
    reachable: bool
    accused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PetitionReceived(PetitionFact):
    """It came in and waits for a person to decide."""

    received_at: datetime
    split_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class PetitionAccepted(PetitionFact):
    """It was accepted (受理): the clock runs (条例第34条)."""

    category: str
    received_at: datetime
    accepted_at: datetime
    external_ref: str | None = None
    nature: Nature = PLAIN
    handling: Handling = UNSETTLED
    group_id: UUID | None = None
    split_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class AcceptanceNoticed(PetitionFact):
    """A clerk's acceptance is told in writing (条例第23条).

    `owed` says that the petitioner's name and address are known, so that it must be.
    """

    category: str
    owed: bool
    accepted_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionRefused(PetitionFact):
    """It was not accepted (不予受理), with the reason and where to go instead.

    `decided_by_unit` is whose clerk decided, who says it in writing (条例第23条).
    """

    reason: RefusalReason
    explanation: str
    refused_at: datetime
    decided_by_unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class PetitionReferred(PetitionFact):
    """The law has another procedure for it (条例第31条第一至四项): where to go."""

    path: Path
    explanation: str
    referred_at: datetime
    decided_by_unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class PetitionNoted(PetitionFact):
    """Thanks (D-17), or a question that was answered at once: no clock, no case."""

    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(PetitionFact):
    """All that is missing was told at once (一次性告知, B-05); the clock stands."""

    missing: tuple[str, ...]
    answer_by: datetime | None
    requested_at: datetime
    decided_by_unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class SupplementGiven(PetitionFact):
    """The petitioner answered; the clock runs on, until `accept_by`.

    `reopened`: silence had counted as giving up before.
    """

    accept_by: datetime | None
    given_at: datetime
    reopened: bool = False


@dataclass(frozen=True, kw_only=True)
class SupplementReminded(PetitionFact):
    """Nobody answered in time: a reminder, once; after `close_by` it lapses."""

    missing: tuple[str, ...]
    close_by: datetime
    reminded_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionLapsed(PetitionFact):
    """Silence counts as giving up (视为放弃), by this `rule`; an answer reopens it."""

    rule: str
    lapsed_at: datetime


@dataclass(frozen=True, kw_only=True)
class AcceptanceMissed(PetitionFact):
    """Nobody told in time whether it is accepted (条例第22、23、43条)."""

    accept_by: datetime
    superior_id: str | None
    missed_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionReclassified(PetitionFact):
    """What it is, or how it is handled, was settled anew (C-19, B-03)."""

    category: str
    nature: Nature
    handling: Handling
    reclassified_at: datetime


@dataclass(frozen=True, kw_only=True)
class PetitionContacted(PetitionFact):
    """The petitioner came again about it, or was spoken to (A-09)."""

    by: Channel
    contacted_at: datetime
