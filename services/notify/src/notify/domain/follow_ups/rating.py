"""Ratings beside the petitioner's: of the merged (并单) and of each party (A-32)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.state_machine import StateMachine, on
from notify.domain.errors import OwnResolution
from notify.domain.follow_up import Answer
from notify.domain.follow_ups.errors import RatingGiven
from notify.domain.follow_ups.events import RoomFact
from notify.domain.occurrence import Occurrence
from notify.domain.persons import is_one_of


class RatingKind(StrEnum):
    """Who is asked."""

    MERGED = "merged"
    PARTY = "party"


class RatingState(StrEnum):
    """Where a rating stands."""

    OPEN = "open"
    GIVEN = "given"


class RatingStep(StrEnum):
    """What may become of a rating."""

    GIVE = "give"


RATING_LIFE: Final[StateMachine[RatingState, RatingStep]] = StateMachine(
    on(RatingStep.GIVE, leaving={RatingState.OPEN}, reach=RatingState.GIVEN)
)
AT_THE_TABLE: Final = "mediation"


@dataclass(eq=False, kw_only=True)
class Rating(Aggregate):
    """What one of several says of the result of a case.

    `petition_id` is the asked one's petition, `case_id` the petition whose case it is
    about: another for who was merged. `party` is a party's number in the mediation,
    from 1; who they are stands in the mediation alone.
    """

    rating_id: UUID
    kind: RatingKind
    petition_id: UUID
    case_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    asked_at: datetime
    resolved_by: str | None = None
    party: int | None = None
    state: RatingState = RatingState.OPEN
    solved: bool | None = None
    satisfied: bool | None = None
    reason: str = ""
    given_by: str | None = None
    given_at: datetime | None = None

    @property
    def denies(self) -> bool:
        """Say whether it was denied that it is solved, or that they are satisfied."""
        return self.solved is False or self.satisfied is False

    def give(self, given: Answer, *, at: datetime) -> bool:
        """Take what was said; say whether it is new. Raises RatingGiven."""
        said = (given.solved, given.satisfied, given.reason, given.by)
        kept = (self.solved, self.satisfied, self.reason, self.given_by)
        if self.state is RatingState.GIVEN and said == kept:
            return False
        try:
            self.state = RATING_LIFE.after(self.state, RatingStep.GIVE)
        except TransitionRefused as refusal:
            raise RatingGiven(str(refusal)) from refusal
        self.solved, self.satisfied, self.reason, self.given_by = said
        self.given_at = at
        subject = f"rating:{self.rating_id}"
        self.record(
            RoomFact(subject=subject, number=1, step="rated", by=given.by, at=at)
        )
        return True

    def refuse_from(self, accounts: Collection[str]) -> None:
        """Raise OwnResolution if the case was resolved by one of these accounts."""
        if is_one_of(self.resolved_by, accounts):
            raise OwnResolution(str(self.rating_id))


def ratings_after(occurrence: Occurrence) -> list[Rating]:
    """Return a rating for each party of a mediation that ended.

    What a party said at the table is taken over; who did not speak is to be asked.
    """
    return [
        _of_party(occurrence, number, said)
        for number, said in enumerate(occurrence.parties, start=1)
    ]


def _of_party(occurrence: Occurrence, number: int, said: bool | None) -> Rating:
    given = said is not None
    return Rating(
        rating_id=uuid5(occurrence.message_id, f"party:{number}"),
        kind=RatingKind.PARTY,
        petition_id=occurrence.petition_id,
        case_id=occurrence.petition_id,
        receipt=occurrence.receipt,
        case_revision=occurrence.case_revision or 0,
        organisation_id=occurrence.organisation_id,
        asked_at=occurrence.at,
        party=number,
        state=RatingState.GIVEN if given else RatingState.OPEN,
        satisfied=said,
        given_by=AT_THE_TABLE if given else None,
        given_at=occurrence.at if given else None,
    )
