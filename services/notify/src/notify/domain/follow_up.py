"""The follow-up (回访): was it solved, are you satisfied; asked once a resolution."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.state_machine import StateMachine, on
from notify.domain.errors import FollowUpNotOpen, OwnResolution
from notify.domain.events import FollowUpAnswered
from notify.domain.occurrence import Occurrence, Param, Step
from notify.domain.persons import is_one_of


class FollowUpState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    CONTESTED = "contested"
    """Answered, and on a supervisor's desk (B-28)."""
    ANSWERED = "answered"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


class FollowUpStep(StrEnum):
    """What may become of a question."""

    ANSWER = "answer"
    CONTEST = "contest"
    SETTLE = "settle"
    LAPSE = "lapse"
    SUPERSEDE = "supersede"


S, T = FollowUpState, FollowUpStep

FOLLOW_UP_LIFE: Final[StateMachine[FollowUpState, FollowUpStep]] = StateMachine(
    on(T.ANSWER, leaving={S.OPEN}, reach=S.ANSWERED),
    on(T.CONTEST, leaving={S.OPEN}, reach=S.CONTESTED),
    on(T.SETTLE, leaving={S.CONTESTED}, reach=S.ANSWERED),
    on(T.LAPSE, leaving={S.OPEN}, reach=S.LAPSED),
    on(T.SUPERSEDE, leaving={S.OPEN, S.CONTESTED}, reach=S.SUPERSEDED),
)

CLOSE, REOPEN = "close", "reopen"
NO_ANSWER: Final = "no-answer"
UNREACHED: Final = "unreached"
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
    def denies(self) -> bool:
        """Say whether it was denied that it is solved, or that they are satisfied."""
        return self.solved is False or self.satisfied is False

    @property
    def verdict(self) -> str:
        """Return `reopen` if either is denied, else `close`."""
        return REOPEN if self.denies else CLOSE

    @property
    def is_silence(self) -> bool:
        """Say whether nobody gave it."""
        return self.by == BY_SYSTEM

    @classmethod
    def silence(cls, reason: str = NO_ANSWER) -> Self:
        """Return what no answer counts as."""
        return cls(solved=None, satisfied=None, reason=reason, by=BY_SYSTEM)


def follow_up_id(petition_id: UUID, case_revision: int) -> UUID:
    """Return the one id of the question about that resolution."""
    return uuid5(petition_id, f"follow-up:{case_revision}")


@dataclass(eq=False, kw_only=True)
class FollowUp(Aggregate):
    """The question about one resolution of one case (`case_revision`).

    It lapses at `lapses_at`: silence closes the matter, and says that it was silence.
    The term runs from the day the petitioner was told (None: not told yet, so nothing
    can lapse). `resolved_by` is the member of staff who resolved, if known, `outcome`
    what the answer was and `resolved_at` when. `settled_as` is the verdict after a
    supervisor's check, where there was one.
    """

    petition_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    asked_at: datetime
    lapses_at: datetime | None = None
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    outcome: str | None = None
    state: FollowUpState = FollowUpState.OPEN
    given: Answer | None = None
    ended_at: datetime | None = None
    settled_as: str | None = None

    @property
    def id(self) -> UUID:
        """Return the id, which follows from petition and revision."""
        return follow_up_id(self.petition_id, self.case_revision)

    @property
    def verdict(self) -> str | None:
        """Return what came of it; None while it is open, or before a supervisor."""
        if self.given is None or self.state is FollowUpState.CONTESTED:
            return None
        return self.settled_as or self.given.verdict

    def has_lapsed(self, at: datetime) -> bool:
        """Say whether silence is its answer by now."""
        if self.state is not FollowUpState.OPEN or self.lapses_at is None:
            return False
        return self.lapses_at <= at

    def was_told(self, given: Answer) -> bool:
        """Say whether this very answer was given before."""
        told = {FollowUpState.ANSWERED, FollowUpState.CONTESTED}
        return self.state in told and self.given == given

    def answer(self, given: Answer, *, at: datetime) -> None:
        """Take the answer; the same answer again changes nothing.

        Raises FollowUpNotOpen when another answer was given or the case moved on.
        """
        if not self.was_told(given):
            self._end(FollowUpStep.ANSWER, given, given.verdict, at)

    def contest(self, given: Answer) -> None:
        """Take an answer that a supervisor has to look at first; nobody is told yet.

        Raises FollowUpNotOpen.
        """
        self._step(FollowUpStep.CONTEST)
        self.given = given

    def settle(self, verdict: str, *, at: datetime) -> None:
        """Tell what a supervisor made of it; where the case moved on, nothing."""
        if self.state is FollowUpState.CONTESTED and self.given is not None:
            self.settled_as = verdict
            self._end(FollowUpStep.SETTLE, self.given, verdict, at)

    def refuse_from(self, accounts: Collection[str]) -> None:
        """Raise OwnResolution if the case was resolved by one of these accounts."""
        if is_one_of(self.resolved_by, accounts):
            raise OwnResolution(str(self.id))

    def lapse(self, *, at: datetime, reason: str = NO_ANSWER) -> None:
        """Take silence for an answer that closes the matter."""
        silence = Answer.silence(reason)
        self._end(FollowUpStep.LAPSE, silence, silence.verdict, at)

    def outrun(self, head: int | None) -> None:
        """Learn the highest case revision known: past our own, we ask no longer."""
        if head is None or head <= self.case_revision:
            return
        if self.state in {FollowUpState.OPEN, FollowUpState.CONTESTED}:
            self.state = FOLLOW_UP_LIFE.after(self.state, FollowUpStep.SUPERSEDE)

    def _step(self, step: FollowUpStep) -> None:
        try:
            self.state = FOLLOW_UP_LIFE.after(self.state, step)
        except TransitionRefused as refusal:
            raise FollowUpNotOpen(str(refusal)) from refusal

    def _end(
        self, step: FollowUpStep, given: Answer, verdict: str, at: datetime
    ) -> None:
        self._step(step)
        self.given, self.ended_at = given, at
        self.record(
            FollowUpAnswered(
                petition_id=self.petition_id,
                receipt=self.receipt,
                case_revision=self.case_revision,
                solved=given.solved,
                satisfied=given.satisfied,
                verdict=verdict,
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
    """Return the question that an occurrence calls for: only a resolution does.

    Of what was handed over, the agency that received the petitioner asks.
    """
    if occurrence.step is not Step.RESOLVED or not occurrence.asks:
        return []
    if occurrence.case_revision is None:
        return []
    return [
        FollowUp(
            petition_id=occurrence.petition_id,
            receipt=occurrence.receipt,
            case_revision=occurrence.case_revision,
            organisation_id=occurrence.organisation_id,
            asked_at=at,
            resolved_by=occurrence.resolved_by,
            resolved_at=occurrence.at,
            outcome=_word(occurrence.params.get("outcome")),
        )
    ]


def _word(said: Param) -> str | None:
    return None if said is None else str(said)
