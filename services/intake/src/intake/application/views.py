"""What queries answer: plain values, no aggregates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.consent import SAID_NOTHING, Consent
from intake.domain.handling import Handling
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Nature
from intake.domain.particulars import Particulars
from intake.domain.petition import Petition
from intake.domain.progress import Progress
from intake.domain.refusal import RefusalReason
from intake.domain.review_request import ReviewRequest
from intake.domain.supplement import Supplement
from intake.domain.withdrawal import Withdrawal


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """The answer to a submission; a repeated one gets the same."""

    petition_id: UUID
    receipt: str
    state: PetitionState
    received_at: datetime

    @classmethod
    def of(cls, petition: Petition) -> Self:
        """Return the answer to whoever submitted a petition."""
        return cls(
            petition_id=petition.petition_id,
            receipt=petition.receipt,
            state=petition.state,
            received_at=petition.received_at,
        )


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers to one request; `replayed` when it was answered before."""

    submitted: tuple[Submitted, ...]
    replayed: bool = False


@dataclass(frozen=True, kw_only=True)
class Sibling:
    """A matter of the same coming (拆件), and whom it accuses by now."""

    receipt: str
    accused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Division:
    """That a matter was divided (拆件): into how many more, when, by whom and why.

    `whole` is the number of what was divided, `receipts` those of what came of it.
    """

    at: datetime
    by: str
    reason: str
    parts: int
    whole: str
    receipts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PetitionView:
    """A petition and what became of it; `contact` is sealed.

    One that is merged (`merged_at`) goes on as its `lead` does, a receipt number;
    `others` are the other people who brought the same matter; `siblings` the other
    matters of one coming that was divided, as `divisions` say.
    """

    petition_id: UUID
    receipt: str
    channel: Channel
    state: PetitionState
    revision: int
    title: str
    text: str
    place: str
    category: str | None
    division_code: str
    organisation_id: str | None
    contact: str | None
    reachable: bool
    received_at: datetime
    decided_at: datetime | None
    refusal: RefusalReason | None
    explanation: str
    external_ref: str | None
    progress: Progress
    nature: Nature
    handling: Handling
    particulars: Particulars
    supplement: Supplement | None
    despite: str
    accept_by: datetime | None
    missed_at: datetime | None
    group_id: UUID | None
    rule: str
    withdrawal: Withdrawal | None = None
    reviews: tuple[ReviewRequest, ...] = ()
    consent: Consent = SAID_NOTHING
    lead: str | None = None
    merged_at: datetime | None = None
    pictures: int = 0
    others: int = 0
    split_from: str | None = None
    siblings: tuple[Sibling, ...] = ()
    divisions: tuple[Division, ...] = ()

    @property
    def accused(self) -> tuple[str, ...]:
        """Return whom it accuses: it is shown to none of them, nor to any below."""
        return tuple(sorted(self.nature.accused))

    @property
    def live_state(self) -> str:
        """Return where it stands now: at the door, or by the last fact of its case."""
        latest = self.progress.latest
        return latest.step if latest else self.state

    @property
    def owner_id(self) -> str | None:
        """Return who answers for it now, else whose door it came through."""
        latest = self.progress.latest
        return (latest.organisation_id if latest else None) or self.organisation_id


@dataclass(frozen=True, kw_only=True)
class CategoryChange:
    """What a category became, when (real time) and by whom."""

    at: datetime
    actor: str
    role: str
    organisation_id: str | None
    code: str
    names: Mapping[str, str] = field(hash=False)
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class WorklistRow:
    """One line of the list of petitions at the door."""

    petition_id: UUID
    receipt: str
    channel: str
    state: str
    title: str
    category: str | None
    division_code: str
    organisation_id: str | None
    received_at: datetime
    accept_by: datetime | None


@dataclass(frozen=True, kw_only=True)
class WorklistPage:
    """A page of the list; `next_after` opens the next one, None at the end."""

    rows: tuple[WorklistRow, ...]
    next_after: UUID | None
