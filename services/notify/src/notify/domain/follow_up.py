"""The follow-up (回访): was it solved, are you satisfied; asked once a resolution."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.state_machine import StateMachine, on
from notify.domain.errors import FollowUpNotOpen, OwnResolution
from notify.domain.events import FollowUpAnswered
from notify.domain.occurrence import Occurrence, Step


class FollowUpState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


class FollowUpStep(StrEnum):
    """What may become of a question."""

    ANSWER = "answer"
    LAPSE = "lapse"
    SUPERSEDE = "supersede"


S, T = FollowUpState, FollowUpStep

FOLLOW_UP_LIFE: Final[StateMachine[FollowUpState, FollowUpStep]] = StateMachine(
    on(T.ANSWER, leaving={S.OPEN}, reach=S.ANSWERED),
    on(T.LAPSE, leaving={S.OPEN}, reach=S.LAPSED),
    on(T.SUPERSEDE, leaving={S.OPEN}, reach=S.SUPERSEDED),
)

CLOSE, REOPEN = "close", "reopen"
NO_ANSWER: Final = "no-answer"
BY_PETITIONER: Final = "petitioner"
BY_SYSTEM: Final = "system"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Two questions, a fact and a feeling; None is 不清楚. `by` says who told us."""

    solved: bool | None
    satisfied: bool | None
    reason: str = ""
    by: str = BY_PETITIONER

    @property
    def verdict(self) -> str:
        """Return `reopen` if either is denied, else `close`."""
        denied = self.solved is False or self.satisfied is False
        return REOPEN if denied else CLOSE


def follow_up_id(petition_id: UUID, case_revision: int) -> UUID:
    """Return the one id of the question about that resolution."""
    return uuid5(petition_id, f"follow-up:{case_revision}")


@dataclass(eq=False, kw_only=True)
class FollowUp(Aggregate):
    """The question about one resolution of one case (`case_revision`).

    It lapses at `lapses_at`: silence closes the matter, and says that it was silence.
    The term runs from the day the petitioner was told (None: not told yet, so nothing
    can lapse). `resolved_by` is the member of staff who resolved, if known.
    """

    petition_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    asked_at: datetime
    lapses_at: datetime | None = None
    resolved_by: str | None = None
    state: FollowUpState = FollowUpState.OPEN
    given: Answer | None = None
    ended_at: datetime | None = None

    @property
    def id(self) -> UUID:
        """Return the id, which follows from petition and revision."""
        return follow_up_id(self.petition_id, self.case_revision)

    def answer(self, given: Answer, *, at: datetime) -> None:
        """Take the answer; the same answer again changes nothing.

        Raises FollowUpNotOpen when another answer was given or the case moved on.
        """
        if self.state is FollowUpState.ANSWERED and self.given == given:
            return
        self._end(FollowUpStep.ANSWER, given, at)

    def refuse_from(self, staff_id: str) -> None:
        """Raise OwnResolution if it is this person who resolved the case."""
        if staff_id == self.resolved_by:
            raise OwnResolution(str(self.id))

    def lapse(self, *, at: datetime) -> None:
        """Take silence for an answer that closes the matter."""
        silence = Answer(solved=None, satisfied=None, reason=NO_ANSWER, by=BY_SYSTEM)
        self._end(FollowUpStep.LAPSE, silence, at)

    def outrun(self, head: int | None) -> None:
        """Learn the highest case revision known: past our own, we ask no longer."""
        if head is None or head <= self.case_revision:
            return
        if self.state is FollowUpState.OPEN:
            self.state = FOLLOW_UP_LIFE.after(self.state, FollowUpStep.SUPERSEDE)

    def _end(self, step: FollowUpStep, given: Answer, at: datetime) -> None:
        try:
            self.state = FOLLOW_UP_LIFE.after(self.state, step)
        except TransitionRefused as refusal:
            raise FollowUpNotOpen(str(refusal)) from refusal
        self.given, self.ended_at = given, at
        self.record(
            FollowUpAnswered(
                petition_id=self.petition_id,
                receipt=self.receipt,
                case_revision=self.case_revision,
                solved=given.solved,
                satisfied=given.satisfied,
                verdict=given.verdict,
                reason=given.reason,
                by=given.by,
                at=at,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Head:
    """The highest case revision that an occurrence makes known."""

    petition_id: UUID
    case_revision: int


def heads_after(occurrence: Occurrence) -> list[Head]:
    """Return what an occurrence makes known of a case's progress, if anything.

    A case's first fact cannot outrun a resolution, so the busiest step costs no row.
    """
    revision = occurrence.case_revision
    if revision is None or revision < 2:
        return []
    return [Head(petition_id=occurrence.petition_id, case_revision=revision)]


def questions_after(occurrence: Occurrence, *, at: datetime) -> list[FollowUp]:
    """Return the question that an occurrence calls for: only a resolution does."""
    if occurrence.step is not Step.RESOLVED or occurrence.case_revision is None:
        return []
    return [
        FollowUp(
            petition_id=occurrence.petition_id,
            receipt=occurrence.receipt,
            case_revision=occurrence.case_revision,
            organisation_id=occurrence.organisation_id,
            asked_at=at,
            resolved_by=occurrence.resolved_by,
        )
    ]
