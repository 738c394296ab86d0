"""Objections (不满意件, B-28): reopened or explained, then checked by a supervisor."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor
from minqing_kernel.state_machine import StateMachine, on
from minqing_kernel.working_time import end_of, local_day
from notify.domain.errors import OwnResolution
from notify.domain.follow_up import FollowUp
from notify.domain.follow_ups.errors import OwnExplanation
from notify.domain.follow_ups.events import CaseRelapsed, RoomFact
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.follow_ups.visit import signed
from notify.domain.persons import is_one_of

DISSATISFIED: Final = "dissatisfied"


class ObjectionState(StrEnum):
    """Where an objection stands."""

    RAISED = "raised"
    EXPLAINED = "explained"
    REOPENED = "reopened"
    REWORKED = "reworked"
    SETTLED = "settled"


class ObjectionStep(StrEnum):
    """What may be done about an objection."""

    EXPLAIN = "explain"
    REFUSE = "refuse"
    REOPEN = "reopen"
    REWORK = "rework"
    OBJECT = "object"
    APPROVE = "approve"


S, T = ObjectionState, ObjectionStep

OBJECTION_LIFE: Final[StateMachine[ObjectionState, ObjectionStep]] = StateMachine(
    on(T.EXPLAIN, leaving={S.RAISED}, reach=S.EXPLAINED),
    on(T.REFUSE, leaving={S.EXPLAINED}, reach=S.RAISED),
    on(T.REOPEN, leaving={S.RAISED, S.EXPLAINED, S.REWORKED}, reach=S.REOPENED),
    # The case was answered again, and its petitioner is content or silent.
    on(
        T.REWORK,
        leaving={S.RAISED, S.EXPLAINED, S.REOPENED, S.REWORKED},
        reach=S.REWORKED,
    ),
    # Or is not: it begins anew.
    on(
        T.OBJECT,
        leaving={S.RAISED, S.EXPLAINED, S.REOPENED, S.REWORKED},
        reach=S.RAISED,
    ),
    on(T.APPROVE, leaving={S.EXPLAINED, S.REWORKED}, reach=S.SETTLED),
)


class Source(StrEnum):
    """Where somebody objected."""

    QUESTION = "question"
    VISIT = "visit"
    RATING = "rating"


@dataclass(frozen=True, kw_only=True)
class Denial:
    """Somebody is not satisfied with a resolution or a closing, and says why."""

    petition_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    resolved_by: str | None
    source: Source
    source_id: UUID
    reason: str
    at: datetime


@dataclass(eq=False, kw_only=True)
class Objection(Aggregate):
    """One case that somebody is not satisfied with; a case has one that is open.

    `decide_by` is when it is reopened unless it was explained or reopened before.
    `number` counts its steps. Nobody checks what they resolved or explained themselves.
    """

    objection_id: UUID
    denial: Denial
    decide_by: datetime
    state: ObjectionState = ObjectionState.RAISED
    number: int = 0
    explanation: str | None = None
    explained_by: str | None = None
    explained_at: datetime | None = None
    remark: str | None = None
    checked_by: str | None = None
    settled_at: datetime | None = None

    @property
    def holds_question(self) -> int | None:
        """Return the revision of the question that waits for the end of it, if any."""
        asked = self.denial.source is Source.QUESTION
        return self.denial.case_revision if asked else None

    def is_about_earlier(self, case_revision: int) -> bool:
        """Say whether the case was answered anew since, by that revision."""
        return self.denial.case_revision < case_revision

    def was_reopened_before(self, case_revision: int) -> bool:
        """Say whether the case went back for it, and was answered by that revision."""
        back = self.state is ObjectionState.REOPENED
        return back and self.is_about_earlier(case_revision)

    def is_neglected(self, at: datetime) -> bool:
        """Say whether nobody decided on it in time."""
        return self.state is ObjectionState.RAISED and self.decide_by <= at

    def object(self, denial: Denial, policy: FollowUpPolicy) -> None:
        """Take the same person's, or another's, further denial."""
        self._step(ObjectionStep.OBJECT, "petitioner", denial.at)
        self.denial, self.decide_by = denial, decide_by(denial.at, policy)

    def explain(self, text: str, *, by: Actor, at: datetime) -> None:
        """Write down how the result was explained to the petitioner (解释)."""
        self._step(ObjectionStep.EXPLAIN, signed(by), at)
        self.explanation, self.explained_by, self.explained_at = text, by.id, at

    def refuse(
        self, remark: str, policy: FollowUpPolicy, *, by: Actor, at: datetime
    ) -> None:
        """Find the explanation wanting: there is another term for a better one."""
        self._step(ObjectionStep.REFUSE, signed(by), at)
        self.remark, self.decide_by = remark, decide_by(at, policy)

    def reopen(self, remark: str, *, by: Actor, at: datetime) -> None:
        """Let the case be handled again (重办).

        Where no question waits for the verdict, the case itself is told.
        """
        self._step(ObjectionStep.REOPEN, signed(by), at)
        self.remark = remark
        if self.holds_question is None:
            self._tell_case(remark or self.denial.reason, signed(by), at)

    def rework(self, question: FollowUp, *, at: datetime) -> None:
        """Learn that the case was answered anew, and that it was not denied.

        Who answered it now, and their unit, take the place of who did before.
        """
        self._step(ObjectionStep.REWORK, "petitioner", at)
        self.denial = replace(
            self.denial,
            case_revision=question.case_revision,
            organisation_id=question.organisation_id,
            resolved_by=question.resolved_by,
            source=Source.QUESTION,
        )

    def approve(self, remark: str, *, by: Actor, at: datetime) -> None:
        """Settle it, after a check (督导核查)."""
        self._step(ObjectionStep.APPROVE, signed(by), at)
        self.remark, self.checked_by, self.settled_at = remark, by.id, at

    def _tell_case(self, reason: str, by: str, at: datetime) -> None:
        self.number += 1
        self.record(
            CaseRelapsed(
                subject=f"objection:{self.objection_id}",
                number=self.number,
                petition_id=self.denial.petition_id,
                receipt=self.denial.receipt,
                case_revision=self.denial.case_revision,
                ground=DISSATISFIED,
                reason=reason,
                by=by,
                at=at,
            )
        )

    def ensure_may_check(self, accounts: Collection[str]) -> None:
        """Refuse who explained it, or resolved its case, by whatever account.

        Raises OwnExplanation, OwnResolution.
        """
        if is_one_of(self.explained_by, accounts):
            raise OwnExplanation
        if is_one_of(self.denial.resolved_by, accounts):
            raise OwnResolution

    def _step(self, step: ObjectionStep, by: str, at: datetime) -> None:
        self.state = OBJECTION_LIFE.after(self.state, step)
        self._note(f"objection-{step}", by, at)

    def _note(self, step: str, by: str, at: datetime) -> None:
        self.number += 1
        subject = f"objection:{self.objection_id}"
        self.record(
            RoomFact(subject=subject, number=self.number, step=step, by=by, at=at)
        )


def raised(denial: Denial, policy: FollowUpPolicy) -> Objection:
    """Return the objection that a denial opens."""
    objection = Objection(
        objection_id=uuid5(denial.source_id, f"objection:{denial.case_revision}"),
        denial=denial,
        decide_by=decide_by(denial.at, policy),
    )
    objection._note("objection-raised", denial.source, denial.at)
    return objection


def decide_by(at: datetime, policy: FollowUpPolicy) -> datetime:
    """Return the last good second for explaining or reopening."""
    return end_of(local_day(at) + timedelta(days=policy.explain_days))
