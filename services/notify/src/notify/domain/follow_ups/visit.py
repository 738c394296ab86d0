"""Visits (回访): somebody is called about a case that was answered or closed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor
from minqing_kernel.state_machine import StateMachine, on
from notify.domain.errors import OwnResolution
from notify.domain.follow_ups.errors import ReasonNeeded, StandingNeeded
from notify.domain.follow_ups.events import CaseRelapsed, RoomFact
from notify.domain.persons import is_one_of


class VisitKind(StrEnum):
    """Why somebody is called."""

    WEEKLY = "weekly"
    """The weekly call-back day (周五回访日)."""
    SAMPLE = "sample"
    """Drawn by lot from what was closed (抽样回访)."""
    CAMPAIGN = "campaign"
    """A campaign that looks again (回头看)."""
    TRACKING = "tracking"
    """A follow-up that was planned for one case (跟踪服务)."""
    QUESTION = "question"
    """The open question about a resolution."""


class VisitState(StrEnum):
    """Where a visit stands."""

    DUE = "due"
    DONE = "done"
    UNREACHED = "unreached"


class VisitStep(StrEnum):
    """What may come of a call."""

    MISS = "miss"
    REACH = "reach"
    GIVE_UP = "give-up"


S, T = VisitState, VisitStep

VISIT_LIFE: Final[StateMachine[VisitState, VisitStep]] = StateMachine(
    on(T.MISS, leaving={S.DUE}, reach=S.DUE),
    on(T.GIVE_UP, leaving={S.DUE}, reach=S.UNREACHED),
    # Somebody who was given up may call back, or be met.
    on(T.REACH, leaving={S.DUE, S.UNREACHED}, reach=S.DONE),
)


class Miss(StrEnum):
    """Why nobody was reached (未接通)."""

    NO_ANSWER = "no-answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong-number"
    DECLINED = "declined"


class Standing(StrEnum):
    """What a second look finds: 稳固 or 反弹."""

    STEADY = "steady"
    RELAPSED = "relapsed"


LOOKING_AGAIN: Final = frozenset({VisitKind.CAMPAIGN, VisitKind.TRACKING})
RELAPSED: Final = "relapsed"


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One vain call; one that came too soon after another does not count."""

    at: datetime
    by: str
    why: Miss
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class Form:
    """What the caller said and heard: 办理情况, 政策依据, 满意/不满意 (B-27).

    None is 不清楚.
    """

    handling: str
    basis: str
    solved: bool | None
    satisfied: bool | None
    reason: str = ""
    standing: Standing | None = None
    by: str
    at: datetime

    @property
    def denies(self) -> bool:
        """Say whether it was denied that it is solved, or that they are satisfied."""
        return self.solved is False or self.satisfied is False


def visit_id(kind: VisitKind, petition_id: UUID, case_revision: int) -> UUID:
    """Return the one id of such a visit; those of draws are made with the draw's."""
    return uuid5(petition_id, f"visit:{kind}:{case_revision}")


@dataclass(eq=False, kw_only=True)
class Visit(Aggregate):
    """One person to be called about one case, as often as it takes.

    `case_revision` is that of the closing (or, for a question, of the resolution) it is
    about; `resolved_by` may not call. `note` says what to look after.
    """

    visit_id: UUID
    kind: VisitKind
    petition_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    due_on: date
    resolved_by: str | None = None
    round_id: UUID | None = None
    note: str = ""
    state: VisitState = VisitState.DUE
    attempts: list[Attempt] = field(default_factory=list)
    form: Form | None = None

    @property
    def last_vain(self) -> datetime | None:
        """Return when the last vain call was made that counts."""
        return max((each.at for each in self.attempts if each.counts), default=None)

    def miss(
        self,
        why: Miss,
        *,
        by: Actor,
        accounts: Collection[str],
        limit: int,
        at: datetime,
        counts: bool = True,
    ) -> None:
        """Note a vain call; at the last one that `limit` allows, give up."""
        self._refuse_from(accounts)
        vain = counts + sum(each.counts for each in self.attempts)
        self._step(VisitStep.GIVE_UP if vain >= limit else VisitStep.MISS)
        attempt = Attempt(at=at, by=signed(by), why=why, counts=counts)
        self.attempts = [*self.attempts, attempt]
        self._tell(f"visit-{why}", attempt.by, at)

    def reach(self, form: Form, *, accounts: Collection[str]) -> None:
        """Take what was said; the same form again changes nothing.

        Raises OwnResolution, StandingNeeded for a second look that finds neither 稳固
        nor 反弹, ReasonNeeded for a denial without a reason, TransitionRefused.
        """
        self._refuse_from(accounts)
        if self.form is not None and _said(self.form) == _said(form):
            return
        if self.kind in LOOKING_AGAIN and form.standing is None:
            raise StandingNeeded(fields={"standing": "required"})
        if not form.reason and (form.denies or form.standing is Standing.RELAPSED):
            raise ReasonNeeded(fields={"reason": "required"})
        self._step(VisitStep.REACH)
        self.form = form
        self._tell("visit-made", form.by, form.at)

    def relapse(self, form: Form) -> None:
        """Say that the case owes another answer: the matter came back (反弹)."""
        self.record(
            CaseRelapsed(
                subject=f"visit:{self.visit_id}",
                number=self._number + 1,
                petition_id=self.petition_id,
                receipt=self.receipt,
                case_revision=self.case_revision,
                ground=RELAPSED,
                reason=form.reason,
                by=form.by,
                at=form.at,
            )
        )

    @property
    def _number(self) -> int:
        return len(self.attempts) + (self.form is not None)

    def _refuse_from(self, accounts: Collection[str]) -> None:
        if is_one_of(self.resolved_by, accounts):
            raise OwnResolution(str(self.visit_id))

    def _step(self, step: VisitStep) -> None:
        self.state = VISIT_LIFE.after(self.state, step)

    def _tell(self, step: str, by: str, at: datetime) -> None:
        subject = f"visit:{self.visit_id}"
        self.record(
            RoomFact(subject=subject, number=self._number, step=step, by=by, at=at)
        )


def signed(by: Actor) -> str:
    """Return how somebody's act is signed: the role and the staff id."""
    return f"{by.role}:{by.id}"


def _said(form: Form) -> tuple[object, ...]:
    return (
        form.handling,
        form.basis,
        form.solved,
        form.satisfied,
        form.reason,
        form.standing,
        form.by,
    )
