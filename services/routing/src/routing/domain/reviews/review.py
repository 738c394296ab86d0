"""The review of one case: 复查 by the superior organ, 复核 by the next, the end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import end_of, local_day
from routing.domain.accused import kept_out, superiors_outside
from routing.domain.authority import STAFF
from routing.domain.case import Case
from routing.domain.deadline import Clocks
from routing.domain.errors import NotYours, OutOfTime
from routing.domain.lifecycle import LIFECYCLE, CaseStep
from routing.domain.organisation import OrganisationTree
from routing.domain.reviews import events
from routing.domain.reviews.errors import (
    MatterFinal,
    NoSuperiorOrgan,
    NothingToReview,
    ReviewTooLate,
)
from routing.domain.reviews.lifecycle import REVIEW_LIFE, ReviewState, ReviewStep
from routing.domain.reviews.reviewer import ensure_taker, is_of, reviewer_above
from routing.domain.reviews.terms import ReviewOutcome, ReviewTerms, Stage

ORDERED = "责令重新处理"
"""Why a case is worked on again after a review."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """One time asked, and what was answered.

    `answer_received_on` is when the petitioner got the written answer that they do not
    accept; `due_at` moves on by the days of a hearing. `desk_id` answers in the
    reviewer's name, if it has a unit for that.
    """

    stage: Stage
    reviewer_id: str
    answer_received_on: date
    reason: str
    asked_at: datetime
    due_at: datetime
    desk_id: str | None = None
    outcome: ReviewOutcome | None = None
    opinion: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """One 听证, from its first day to its last; None while it goes on."""

    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One time the matter was brought again after the end (不再受理)."""

    on: date
    reason: str
    by: str


@dataclass(eq=False, kw_only=True)
class Review(Aggregate):
    """Follows one case through 复查 and 复核.

    `original_id` is the organ whose answer is disputed. `watch_from` is when the
    sweeper looks at it next, None while nothing is owed or the clock stands still.
    """

    petition_id: UUID
    original_id: str
    state: ReviewState = ReviewState.ANSWERED
    watch_from: datetime | None = None
    level: int = 0
    rounds: list[Round] = field(default_factory=list)
    hearings: list[Hearing] = field(default_factory=list)
    turned_away: list[Refusal] = field(default_factory=list)

    @property
    def round(self) -> Round:
        """The round that runs, or ran last."""
        return self.rounds[-1]

    def ask(
        self,
        case: Case,
        received_on: date,
        reason: str,
        terms: ReviewTerms,
        desk_of: Callable[[str], str | None],
        *,
        by: Actor | None,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Take the petitioner's request; the superior organ owes an answer.

        `by` takes it for them; None: they wrote themselves. What is refused changes
        nothing. Raises MatterFinal after the 复核, NothingToReview, ReviewTooLate,
        NoSuperiorOrgan, OutOfTime for a date that cannot be, Forbidden, NotYours.
        """
        if self.state is ReviewState.FINAL:
            raise MatterFinal
        recheck = self.state is ReviewState.REVIEWED
        stage = Stage.RECHECK if recheck else Stage.REVIEW
        disputed = self.round.reviewer_id if recheck else self.original_id
        reviewer = reviewer_above(disputed, case, units)
        if reviewer is None:
            raise NoSuperiorOrgan
        desk = desk_of(reviewer)
        ensure_taker(by, case, reviewer, desk, units)
        reached = REVIEW_LIFE.after(self.state, ReviewStep.ASK)
        self._ensure_answered(case, received_on, at, recheck=recheck)
        if at > terms.last_moment(stage, received_on):
            raise ReviewTooLate
        self.state = reached
        due_at = terms.due(stage, at)
        self.rounds.append(
            Round(
                stage=stage,
                reviewer_id=reviewer,
                answer_received_on=received_on,
                reason=reason,
                asked_at=at,
                due_at=due_at,
                desk_id=desk,
            )
        )
        self.level, self.watch_from = 0, due_at
        self._tell(case, events.ReviewAsked, at=at, due_at=due_at)

    def answer(
        self,
        case: Case,
        outcome: ReviewOutcome,
        opinion: str,
        *,
        by: Actor,
        units: OrganisationTree,
        clocks: Clocks,
        at: datetime,
    ) -> None:
        """Give the reviewer's opinion; the 复核's ends the matter for good.

        With 责令重新处理 the case goes back to the unit that answered it.
        """
        self._ensure_reviewer(case, by, units)
        final = self.state is ReviewState.RECHECKING
        anew = outcome is ReviewOutcome.ANEW
        answered = ReviewStep.ORDER_ANEW if anew else ReviewStep.ANSWER
        self._step(ReviewStep.CONCLUDE if final else answered)
        self.rounds[-1] = replace(
            self.round, outcome=outcome, opinion=opinion, answered_at=at
        )
        self.watch_from = None
        self._tell(
            case, events.ReviewAnswered, at=at, outcome=outcome.value, final=final
        )
        if anew and CaseStep.REWORK in LIFECYCLE.steps_from(case.state):
            case.rework(ORDERED, clocks, at=at)

    def open_hearing(
        self, case: Case, *, by: Actor, units: OrganisationTree, at: datetime
    ) -> None:
        """Begin a 听证: its time does not count (条例第36条第2款)."""
        self._ensure_reviewer(case, by, units)
        self._step(ReviewStep.OPEN_HEARING)
        self.hearings.append(Hearing(since=local_day(at)))
        self.watch_from = None
        self._tell(case, events.HearingOpened, at=at)

    def close_hearing(
        self, case: Case, *, by: Actor, units: OrganisationTree, at: datetime
    ) -> None:
        """End a 听证: every day on which it ran is given back, once."""
        self._ensure_reviewer(case, by, units)
        self._step(ReviewStep.CLOSE_HEARING)
        days = self._days_heard(local_day(at))
        self.hearings[-1] = replace(self.hearings[-1], until=local_day(at))
        due_at = end_of(local_day(self.round.due_at) + timedelta(days=days))
        self.rounds[-1] = replace(self.round, due_at=due_at)
        self.watch_from = due_at
        self._tell(case, events.HearingClosed, at=at, days=days, due_at=due_at)

    def turn_away(
        self,
        case: Case,
        reason: str,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Write down that the matter was brought again after its end, and not taken."""
        last = self.round
        ensure_taker(by, case, last.reviewer_id, last.desk_id, units)
        self._step(ReviewStep.TURN_AWAY)
        today = local_day(at)
        self.turned_away.append(Refusal(on=today, reason=reason, by=by.id))
        self._tell(case, events.TurnedAway, at=at, reason=reason, on=today)

    def escalate_if_overdue(
        self, case: Case, units: OrganisationTree, clocks: Clocks, *, at: datetime
    ) -> None:
        """Tell the reviewer's next superior, once the time to do so has come."""
        if self.watch_from is None or self.watch_from > at:
            return
        self._leave_the_accused(case, units)
        out = kept_out(case.matter.accused, units)
        above = superiors_outside(self.round.reviewer_id, out, units)
        superiors = list(above)[self.level :]
        self.watch_from = at + clocks.step if len(superiors) > 1 else None
        late = self.round.due_at
        if not superiors:
            self._tell(case, events.ReviewLate, at=at, overdue_since=late)
            return
        self.level += 1
        self._tell(
            case,
            events.ReviewEscalated,
            at=at,
            superior_id=superiors[0].organisation_id,
            level=self.level,
            overdue_since=late,
        )

    def _ensure_answered(
        self, case: Case, received_on: date, at: datetime, *, recheck: bool
    ) -> None:
        answered_at = self.round.answered_at if recheck else self._answered_at(case)
        if answered_at is None:
            raise NothingToReview
        if not local_day(answered_at) <= received_on <= local_day(at):
            raise OutOfTime(fields={"answer_received_on": "out-of-time"})

    def _answered_at(self, case: Case) -> datetime | None:
        """Return when the case was answered, since it was last ordered anew."""
        answered_at = case.resolution.resolved_at if case.resolution else None
        anew = self.round.answered_at if self.rounds else None
        return None if answered_at and anew and answered_at <= anew else answered_at

    def _ensure_reviewer(self, case: Case, by: Actor, units: OrganisationTree) -> None:
        if by.role not in STAFF:
            raise Forbidden(f"{by.role} does not review")
        self._leave_the_accused(case, units)
        if not is_of(by, self.round.reviewer_id, self.round.desk_id, units):
            raise NotYours

    def _leave_the_accused(self, case: Case, units: OrganisationTree) -> None:
        """Bring the round to the next organ above, if its own is accused by now."""
        if case.is_accused(self.round.reviewer_id, units):
            above = reviewer_above(self.round.reviewer_id, case, units)
            if above is not None:
                self.rounds[-1] = replace(self.round, reviewer_id=above, desk_id=None)

    def _days_heard(self, today: date) -> int:
        """Count the hearing's days that no earlier hearing gave back already."""
        since = self.hearings[-1].since
        before = [each.until for each in self.hearings[:-1] if each.until]
        first = max([since, *(day + timedelta(days=1) for day in before)])
        return max((today - first).days + 1, 0)

    def _step(self, step: ReviewStep) -> None:
        self.state = REVIEW_LIFE.after(self.state, step)

    def _tell(
        self,
        case: Case,
        fact: type[events.ReviewFact],
        *,
        at: datetime,
        **details: object,
    ) -> None:
        current = self.round
        case.note(
            fact,
            at=at,
            stage=current.stage.value,
            reviewer_id=current.reviewer_id,
            **details,
        )
