"""The case: one petition in the hands of a unit, and what is owed on it until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minqing_kernel.messages import Actor, Role
from routing.domain import events
from routing.domain.authority import ensure_handler
from routing.domain.citing import cited
from routing.domain.co_handling import CoHandling
from routing.domain.deadline import ClockKind, Clocks, Owed, Won
from routing.domain.errors import NotYours, OutOfTime
from routing.domain.escalation import Escalation
from routing.domain.leaving import Leaving
from routing.domain.lifecycle import LIFECYCLE, CaseAct, CaseState, CaseStep
from routing.domain.oversight import Oversight
from routing.domain.pausing import Pausing
from routing.domain.policy import TermKind
from routing.domain.raising import Raising
from routing.domain.recounting import Recounting
from routing.domain.remark import Remark
from routing.domain.resettling import Resettling
from routing.domain.resolution import (
    Answer,
    Figure,
    Judged,
    Outcome,
    Resolution,
    Verdict,
    merged,
)
from routing.domain.side_events import CaseCommented
from routing.domain.silence import Silence
from routing.domain.taking_back import TakingBack


@dataclass(eq=False, kw_only=True)
class Case(
    Raising,
    Resettling,
    TakingBack,
    CoHandling,
    Pausing,
    Oversight,
    Escalation,
    Recounting,
    Leaving,
    Silence,
):
    """Answers who owes what by when: one unit answers, or nobody does yet.

    Its verbs stand in the modules of its parts; here is the line from the signature to
    the end.
    """

    def sign(self, *, by: Actor, at: datetime) -> None:
        """Sign for it (签收)."""
        ensure_handler(by, self.organisation_id)
        self._ensure_fit(by)
        self._step(CaseStep.SIGN)
        self._sign_for(by=by, at=at)
        self._tell(events.CaseSigned, at=at)

    def note_contact(self, *, by: Actor, at: datetime) -> None:
        """Write down that somebody spoke with the petitioner."""
        ensure_handler(by, self.organisation_id)
        self.ensure_allowed(CaseAct.CONTACT)
        owed = self.running(ClockKind.CONTACT)
        due_at = owed.due_at if owed else None
        self._meet(ClockKind.CONTACT, at)
        self._tell(events.PetitionerContacted, at=at, due_at=due_at)

    def start(self, *, by: Actor, at: datetime) -> None:
        """Begin to work on it; who works has signed for it."""
        ensure_handler(by, self.organisation_id)
        self._ensure_fit(by)
        self.ensure_in_leaders_hands(by)
        self._step(CaseStep.START)
        self._sign_for(by=by, at=at)
        self._tell(events.CaseStarted, at=at)

    def comment(self, text: str, *, by: Actor, at: datetime) -> None:
        """Write a remark; no clock minds it."""
        self.ensure_allowed(CaseAct.COMMENT)
        remark = Remark(
            revision=self.revision + 1,
            text=text,
            by=by.id,
            organisation_id=by.organisation_id,
            at=at,
        )
        self.remarks.append(remark)
        self._tell(CaseCommented, at=at, by=by.id)

    def resolve(
        self,
        outcome: Outcome,
        reply: str,
        *,
        by: Actor,
        at: datetime,
        resolved_at: datetime | None = None,
        figures: Sequence[Figure] = (),
        policy_ref: str | None = None,
        judged: Judged | None = None,
    ) -> None:
        """Answer it, now or, for a case from an older system, when it was answered.

        Raises NotYours for another unit's staff, OutOfTime for an answer that was given
        before the question or is still to come, CoHandlingOpen while a co-handler is
        silent, ReferenceNeeded for a 答复件 that cites no document (B-16), BadJudgement
        for one that does not do what it found to be due (条例第27条).
        """
        self._ensure_may_resolve(by, replayed=resolved_at is not None)
        if resolved_at and not self.received_at <= resolved_at <= at:
            raise OutOfTime(fields={"resolved_at": "out-of-time"})
        if judged is not None:
            judged.ensure_in_place(outcome)
        moment, parts = resolved_at or at, self._parts()
        said = cited(merged(reply, parts), policy_ref, self.dossier.settled)
        self._step(CaseStep.RESOLVE)
        resolution = Resolution(
            revision=self.revision + 1,
            outcome=outcome,
            reply=said,
            resolved_at=moment,
            resolved_by=by.id,
            figures=tuple(figures),
            parts=parts,
            judged=judged,
        )
        self.resolutions.append(resolution)
        if self.dossier.taken_from:
            self._note(taken_from=None)
        self.held_to = None
        self._change(lambda d: d.met(moment) if d.is_running else d)
        report_to = self.assignment.report_to if self.assignment else None
        self._tell(
            events.CaseResolved,
            at=moment,
            resolution=resolution,
            report_to=report_to,
            owed_to=self.dossier.first_agency or None,
        )

    @property
    def answering_unit(self) -> str | None:
        """The unit whose answer stands, also where it was taken from it (第30条)."""
        return self.dossier.taken_from or self.organisation_id

    def hear(self, answer: Answer, clocks: Clocks) -> None:
        """Close it or owe another answer, as the petitioner says.

        An answer about anything but the resolution that waits for one is noted, and
        changes nothing.
        """
        resolution = self.resolution
        waits_for = resolution.revision if resolution else None
        if self.state is not CaseState.RESOLVED or waits_for != answer.case_revision:
            self._tell(events.AnswerOutdated, at=answer.answered_at, answer=answer)
        elif answer.verdict is Verdict.CLOSE:
            self.end(at=answer.answered_at)
        else:
            moment = answer.answered_at
            self._begin_again(CaseStep.REOPEN, answer.reason, clocks, at=moment)

    def hear_relapse(self, found: Answer, clocks: Clocks) -> None:
        """Owe another answer, closed or not: what was answered did not hold.

        What was found about an earlier answer than the latest, or of a case that is
        being handled, is noted, and changes nothing.
        """
        resolution, moment = self.resolution, found.answered_at
        outdated = resolution is None or found.case_revision < resolution.revision
        if outdated or CaseStep.REWORK not in LIFECYCLE.steps_from(self.state):
            self._tell(events.AnswerOutdated, at=moment, answer=found)
        else:
            self._begin_again(CaseStep.REWORK, found.reason, clocks, at=moment)

    def end(self, *, at: datetime) -> None:
        """Close it: who owes the petitioner the answer closed it, or has it again."""
        self._step(CaseStep.CLOSE)
        self._tell(events.CaseClosed, at=at)

    def rework(
        self,
        reason: str,
        clocks: Clocks,
        *,
        at: datetime,
        instructed: Owed | None = None,
    ) -> None:
        """Owe another answer, as a reviewer orders (责令重新处理), closed or not.

        `instructed`: the date of who sends it, if there is one. Raises
        TransitionRefused for a case that is not answered.
        """
        self._begin_again(CaseStep.REWORK, reason, clocks, at=at, other=instructed)

    def note(
        self,
        fact: type[events.CaseFact],
        /,
        *,
        at: datetime,
        **details: Any,  # noqa: ANN401
    ) -> None:
        """Count a fact of one of the case's rooms; state, owner and time stay."""
        self._tell(fact, at=at, **details)

    # -- what these are made of --------------------------------------------------------

    def _begin_again(
        self,
        step: CaseStep,
        reason: str,
        clocks: Clocks,
        *,
        at: datetime,
        other: Owed | None = None,
    ) -> None:
        self._step(step)
        owed = other or self._second_date(clocks, at=at)
        due_at = owed.due_at
        self._owe(clocks=clocks, at=at, **vars(owed))
        self.assignments[-1:] = [each.renewed(at) for each in self.assignments[-1:]]
        self._owe_first_acts(clocks, at=at)
        self._tell(events.CaseReopened, at=at, reason=reason, due_at=due_at)

    def _second_date(self, clocks: Clocks, *, at: datetime) -> Owed:
        asked = clocks.owed(TermKind.REWORKING, at, self.circumstances)
        if asked is not None and clocks.reworking is None:
            return asked
        due_at = clocks.after(at, clocks.reworking or clocks.statutory)
        return Owed(due_at=due_at, won=Won.POLICY, basis=REWORKING)

    def _ensure_may_resolve(self, by: Actor, *, replayed: bool) -> None:
        if not replayed:
            ensure_handler(by, self.organisation_id)
            self._ensure_fit(by)
            self.ensure_in_leaders_hands(by)
        elif by.role is not Role.OPS or not self.from_archive:
            raise NotYours


REWORKING = "重办"
"""The basis of a second answer's date."""
