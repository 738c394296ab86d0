"""What the room of hand-overs can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.handover.dealing import Head
from routing.domain.handover.file import EMPTY, CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.words import Offer, Word
from routing.domain.timeline.chain import Seal


@dataclass(frozen=True, kw_only=True)
class OfferMatter(Command):
    """Offer a case, the work on it or a task to another agency.

    `file` holds what only a person can say of it: a summary, and for after the
    acceptance what the other agency needs of the petitioner.
    """

    actor: Actor
    petition_id: UUID
    handover_id: UUID
    form: Form
    to: str
    reason: str
    until: datetime
    due: datetime | None = None
    file: CaseFile = EMPTY


@dataclass(frozen=True, kw_only=True)
class HandOverAction(Command):
    """Base of what a person does to a hand-over."""

    actor: Actor
    matter_id: UUID
    handover_id: UUID


@dataclass(frozen=True, kw_only=True)
class AcceptOffer(HandOverAction):
    """Take it, if the sender confirms; `leader` answers for a 包案."""

    leader: str = ""


@dataclass(frozen=True, kw_only=True)
class RefuseOffer(HandOverAction):
    """Do not take it."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class ReturnMatter(HandOverAction):
    """Ask the sender to take back what is none of ours (退回, 条例第23条)."""

    reason: str
    return_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecallOffer(HandOverAction):
    """Take back an offer that was not confirmed, or a duty without a result."""


@dataclass(frozen=True, kw_only=True)
class DecideDutyReturn(HandOverAction):
    """Agree that a duty returns, or leave it there."""

    granted: bool


@dataclass(frozen=True, kw_only=True)
class ConcedeMatter(HandOverAction):
    """Give way to who claims the matter too, as the common superior decided."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class AskAbove(Command):
    """Take a petitioner's request for review to the agency above (条例第35、36条)."""

    actor: Actor
    petition_id: UUID
    answer_received_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class HearWord(Command):
    """Obey what another agency says; its letter was looked at and is sound.

    `head` is the newest entry of its timeline, `number` and `seal` its signature of one
    of ours; `body` and `signature` the letter as it came, `said_at` its date.
    """

    word: Word
    said_at: datetime
    body: bytes
    signature: str
    file: CaseFile = EMPTY
    head: Head | None = None
    number: int | None = None
    seal: Seal | None = None


@dataclass(frozen=True, kw_only=True)
class DeclineOffer(Command):
    """Refuse what the directory does not let through; the offer itself is not obeyed"""

    offer: Offer
    reason: str


@dataclass(frozen=True, kw_only=True)
class KeepHandOvers(Command):
    """End what nobody answered in time; say again what an answer is waited for."""

    matter_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class BeginAgain(Command):
    """Do nothing before every neighbour was asked, for a backup was restored."""

    incarnation: int


@dataclass(frozen=True, kw_only=True)
class WaiveNeighbour(Command):
    """Go on without an agency's answer, as a supervisor decided."""

    actor: Actor
    agency: str
    reason: str
