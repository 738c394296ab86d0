"""What else intake may be asked to do with a petition that was written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.deciding import Decision
from intake.domain.nature import Path
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class ReferPetition(Command):
    """Close it at the door: the law has another procedure (条例第31条第一至四项)."""

    petition_id: UUID
    path: Path
    explanation: str
    seen: int | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class NoteThanks(Command):
    """Keep a waiting petition as a letter of thanks (D-17)."""

    petition_id: UUID
    seen: int | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class AskPetitioner(Command):
    """Tell everything that is missing, once (一次性告知, B-05)."""

    petition_id: UUID
    missing: tuple[str, ...]
    seen: int | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class TakeAnswer(Command):
    """Take what the petitioner gave; `by_petitioner` came with the tracking code."""

    petition_id: UUID
    text: str
    by_petitioner: bool = False
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class ReclassifyPetition(Command):
    """Settle anew what it is or how it is handled, with a reason (C-19, B-03)."""

    petition_id: UUID
    reason: str
    category: str | None = None
    decision: Decision
    seen: int | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class WatchWaiting(Command):
    """Look whether these are undecided, or unanswered, after their date."""

    petition_ids: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class RecordContact(Command):
    """Write down that the petitioner came again about it, or was spoken to (A-09).

    `by` is the channel of this contact; the petition keeps its own first one.
    """

    petition_id: UUID
    by: Channel
    words: str
    actor: Actor
