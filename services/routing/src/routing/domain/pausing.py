"""延期 and 挂起: more time, and time that does not count."""

from calendar import monthrange
from dataclasses import replace
from datetime import datetime, timedelta

from minqing_kernel.messages import Actor, Role
from routing.domain import events
from routing.domain.authority import (
    ensure_dispatcher,
    ensure_handler,
    ensure_head,
    ensure_superior,
)
from routing.domain.case_core import CaseCore
from routing.domain.deadline import ClockKind, Clocks, Deadline, Won
from routing.domain.dossier import Decided, Extension, Ground, Suspension
from routing.domain.errors import (
    AskedByYourself,
    ExtensionRuledOut,
    ExtensionSpent,
    NoExtensionAsked,
    NothingLeftToExtend,
    OutOfTime,
    ReviewNeeded,
)
from routing.domain.lifecycle import CaseAct, CaseStep
from routing.domain.organisation import OrganisationTree
from routing.domain.policy import Term, TermKind

LONGEST_UNSEEN = 1
"""Months after which a pause that nobody has to review is told to those above."""


class Pausing(CaseCore):
    """The part of a case's life in which its clocks are moved or stand still."""

    # -- 延期 --------------------------------------------------------------------------

    def ask_extension(
        self, days: int, reason: str, clocks: Clocks, *, by: Actor, at: datetime
    ) -> None:
        """Ask for more time, once, before the time is up (条例第34条).

        Raises ExtensionRuledOut where the policy gives none, ExtensionSpent the second
        time, NothingLeftToExtend after the due date, OutOfTime for more days than the
        statute or the policy knows.
        """
        ensure_handler(by, self.organisation_id)
        self.ensure_allowed(CaseAct.ASK_EXTENSION)
        term = clocks.term(TermKind.EXTENSION, self.circumstances)
        if term is None or clocks.policy.extensions < 1:
            raise ExtensionRuledOut
        if self.dossier.extension:
            raise ExtensionSpent
        if self.deadline is None or self.deadline.due_at < at:
            raise NothingLeftToExtend
        if not 1 <= days <= _most_days(term, self.deadline.own, clocks):
            raise OutOfTime(fields={"days": "out-of-range"})
        asked = Extension(days=days, reason=reason, by=by.id, at=at, rule=term.basis)
        self._note(extension=asked)
        self._tell(events.ExtensionAsked, at=at, days=days, reason=reason)

    def decide_extension(
        self,
        clocks: Clocks,
        *,
        granted: bool,
        reason: str,
        by: Actor,
        at: datetime,
    ) -> None:
        """Give more time, or not: the head of the unit that answers does (负责人批准).

        A refusal leaves the clock as it is. Raises NoExtensionAsked, AskedByYourself.
        """
        ensure_head(by, self.organisation_id)
        self.ensure_allowed(CaseAct.DECIDE_EXTENSION)
        asked, running = self.dossier.extension, self.deadline
        if asked is None or asked.decided or running is None:
            raise NoExtensionAsked
        if asked.by == by.id:
            raise AskedByYourself
        decided = Decided(granted=granted, by=by.id, at=at, reason=reason)
        asked = replace(asked, decided=decided)
        self._note(extension=asked)
        if granted:
            self._extend(asked, running, clocks, at=at)
        else:
            self._tell(events.ExtensionRefused, at=at, reason=reason)

    @property
    def extension_asker(self) -> str | None:
        """Who asked for more time, while that waits for a decision."""
        asked = self.dossier.extension
        return asked.by if asked and not asked.decided else None

    def _extend(
        self, asked: Extension, before: Deadline, clocks: Clocks, *, at: datetime
    ) -> None:
        more = timedelta(days=asked.days)
        statutory = before.statutory
        self._owe(
            before.own + more,
            clocks,
            at=at,
            won=Won.EXTENSION,
            basis=_extended_basis(asked, before),
            statutory_due_at=statutory and statutory + more,
            provisional=before.provisional,
            counted=before.counted,
            paused_seconds=before.paused_seconds,
        )
        due_at, previous = self.deadlines[-1].due_at, before.due_at
        given = replace(asked, due_at=due_at, previous_due_at=previous)
        self._note(extension=given)
        self._tell(
            events.CaseExtended,
            at=at,
            days=asked.days,
            reason=asked.reason,
            due_at=due_at,
            previous_due_at=previous,
        )

    # -- 挂起 --------------------------------------------------------------------------

    def suspend(
        self,
        ground: Ground,
        reason: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
        leader_id: str | None = None,
        review_months: int | None = None,
    ) -> None:
        """Let its clocks stand still: for a hearing, the petitioner, or as 历史遗留.

        A legacy case is parked by a supervisor, with a leader who answers for it, and
        is reviewed every so many months. Raises ReviewNeeded without a leader.
        """
        if ground is Ground.LEGACY:
            ensure_superior(by, self.organisation_id, units)
            if leader_id is None:
                raise ReviewNeeded(fields={"leader_id": "required"})
            review_months = review_months or clocks.policy.legacy_review_months
        else:
            ensure_handler(by, self.organisation_id)
            leader_id = review_months = None
        self._step(CaseStep.SUSPEND)
        self._change(lambda d: d.paused(at) if d.is_running else d)
        pause = Suspension(
            ground=ground,
            reason=reason,
            by=by.id,
            since=at,
            leader_id=leader_id,
            review_months=review_months,
        )
        self._note(suspensions=(*self.dossier.suspensions, pause))
        review_at = self._owe_review(pause, clocks, at=at)
        self._tell(
            events.CaseSuspended,
            at=at,
            ground=ground,
            reason=reason,
            leader_id=leader_id,
            review_at=review_at,
        )

    def resume(
        self, clocks: Clocks, *, by: Actor, units: OrganisationTree, at: datetime
    ) -> None:
        """Let it go on with the time that was left."""
        if by.role is Role.HANDLER:
            ensure_handler(by, self.organisation_id)
        else:
            ensure_dispatcher(by, self.organisation_id, units)
        self._step(CaseStep.RESUME)
        pauses = self.dossier.suspensions
        self._note(suspensions=(*pauses[:-1], replace(pauses[-1], until=at)))
        self._end_clock(ClockKind.REVIEW, at)
        self._change(lambda d: d.resumed(at, clocks) if d.is_running else d)
        self._hold(clocks, at=at)
        self._sign_for(by=by, at=at)
        due_at = self.deadline.due_at if self.deadline else None
        self._tell(events.CaseResumed, at=at, due_at=due_at)

    def review(
        self,
        note: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Look again at a parked case, and again after so many months (B-15).

        Raises ReviewNeeded for a pause that is none of a legacy case.
        """
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.REVIEW)
        pause = self.dossier.suspension
        if pause is None or pause.review_months is None:
            raise ReviewNeeded
        self._meet(ClockKind.REVIEW, at)
        review_at = self._owe_review(pause, clocks, at=at)
        self._tell(events.CaseReviewed, at=at, note=note, review_at=review_at)

    def _owe_review(
        self, pause: Suspension, clocks: Clocks, *, at: datetime
    ) -> datetime | None:
        """Let somebody look again; return when, for a case that is reviewed by rule.

        Any other pause that lasts is told to the unit and to who stands above it.
        """
        due_at = months_after(at, pause.review_months or LONGEST_UNSEEN)
        self._owe(
            due_at,
            clocks,
            at=at,
            kind=ClockKind.REVIEW,
            won=Won.POLICY,
            basis=clocks.policy.code,
        )
        return due_at if pause.review_months else None


def _most_days(term: Term, due_at: datetime, clocks: Clocks) -> int:
    """Return how many calendar days a term adds, whatever it is counted in.

    Working days across long holidays are never more than the statute's days (第34条).
    """
    days = (clocks.due(due_at, term.span).at - due_at).days
    limit = clocks.policy.statutory(term.kind)
    return min(days, limit.span.amount) if limit else days


def _extended_basis(asked: Extension, before: Deadline) -> str:
    """Return by which rule the later date holds.

    Of a date that somebody set the basis is who: that is no rule of the new one.
    """
    rule = asked.rule if before.won is Won.LEADER else before.basis
    return f"{rule}（延期）"


def months_after(at: datetime, months: int) -> datetime:
    """Return the same day and hour so many months later, or that month's last day."""
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return at.replace(
        year=year, month=month, day=min(at.day, monthrange(year, month)[1])
    )
