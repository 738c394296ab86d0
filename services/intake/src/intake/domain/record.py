"""What is written down of a petition, and what every fact about it carries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.consent import SAID_NOTHING, Consent
from intake.domain.errors import StaleRevision
from intake.domain.handling import UNSETTLED, Handling
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import PLAIN, Nature
from intake.domain.particulars import NOTHING_STATED, Particulars
from intake.domain.refusal import RefusalReason
from intake.domain.review_request import ReviewRequest
from intake.domain.supplement import Supplement
from intake.domain.withdrawal import Withdrawal
from minqing_kernel.aggregate import Aggregate


@dataclass(kw_only=True)
class PetitionRecord(Aggregate):
    """One petition's values, without its verbs.

    `contact` is sealed; the aggregate never reads it. `division_code` is empty while
    the place is unknown. `source` and `external_ref` name an older system's record.
    `accept_by` is until when the petitioner must hear whether it is accepted, and
    `missed_at` when that was found to have passed; `rule` is what `accept_by` comes
    from. `contact_told` names which parts of the contact are known; it is said by
    whoever settles the petition, and never stored. `split_from` is the number of the
    petition that it was divided off.
    """

    petition_id: UUID
    receipt: str
    channel: Channel
    title: str
    text: str
    place: str
    category: str | None
    division_code: str
    organisation_id: str | None
    contact: str | None
    reachable: bool
    received_at: datetime
    source: str | None = None
    external_ref: str | None = None
    state: PetitionState = PetitionState.RECEIVED
    revision: int = 0
    decided_at: datetime | None = None
    refusal: RefusalReason | None = None
    explanation: str = ""
    nature: Nature = PLAIN
    handling: Handling = UNSETTLED
    particulars: Particulars = NOTHING_STATED
    supplement: Supplement | None = None
    despite: str = ""
    accept_by: datetime | None = None
    missed_at: datetime | None = None
    group_id: UUID | None = None
    rule: str = ""
    withdrawal: Withdrawal | None = None
    reviews: tuple[ReviewRequest, ...] = ()
    consent: Consent = SAID_NOTHING
    split_from: str | None = None
    contact_told: frozenset[str] = frozenset()

    @property
    def watch_at(self) -> datetime | None:
        """Return when somebody must look again; None for never.

        Whether it is decided; or, while its petitioner is asked, whether they answered.
        """
        if self.state is PetitionState.AWAITING and self.supplement is not None:
            return self.supplement.watch_at
        waits = self.state is PetitionState.RECEIVED and self.missed_at is None
        return self.accept_by if waits else None

    def _not_older_than(self, seen: int | None) -> None:
        if seen is not None and seen != self.revision:
            raise StaleRevision(f"{self.receipt} is at {self.revision}, not {seen}")

    def _next(self) -> dict[str, Any]:
        """Count one more fact, and return what every fact carries."""
        self.revision += 1
        return {
            "petition_id": self.petition_id,
            "receipt": self.receipt,
            "revision": self.revision,
            "channel": self.channel,
            "division_code": self.division_code,
            "organisation_id": self.organisation_id,
            "reachable": self.reachable,
            "accused": tuple(sorted(self.nature.accused)),
        }
