"""Until when what is owed. Pure: every moment is an argument."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Self

from minqing_kernel.working_time import Due, Span, WorkCalendar
from routing.domain.counted import Counted
from routing.domain.policy import ANY, STATUTE, Circumstances, RoutingPolicy, Term
from routing.domain.reminding import next_moment, unsent
from routing.domain.weighing import Weighed

FURTHEST = timedelta(days=3652)
"""How far ahead a due date may be set by hand: ten years."""
BY_STATUTE = "信访工作条例第34条"
"""受理之日起60日内办结: the basis of a handling date that nothing else decided."""
BY_HOUSE = "本系统默认"
"""The same days for a matter that no article limits."""


class ClockKind(StrEnum):
    """What is owed; several clocks may run on one case, one of each kind.

    Only co-handling runs more than once, one for each task. Arbitration: 条例第24条.
    """

    HANDLING = "handling"
    SIGN = "sign"
    CONTACT = "first-contact"
    CO_HANDLING = "co-handling"
    SUPERVISION = "supervision"
    COMPLETION = "completion"
    REVIEW = "legacy-review"
    ARBITRATION = "dispute-arbitration"
    URGING = "urging"


class Won(StrEnum):
    """Which of the dates that could have held holds."""

    DEFAULT = "default"
    POLICY = "policy"
    PROMISE = "promise"
    LEADER = "leader"
    EXTENSION = "extension"


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """The lengths of time that routing works with, and the calendar they run by.

    `handling`: 受理之日起60日 (条例第34条), where no rule and no policy says less;
    `statutory` is the same where the house gives itself less. `reworking`: for the
    second answer of a reopened case, None: as the policy says. `grace`: before a
    superior is told of a case that was late already when it came. `step`: from one
    superior to the next. These are calendar days; all other terms are the policy's.
    """

    handling: timedelta = timedelta(days=60)
    statutory: timedelta = timedelta(days=60)
    reworking: timedelta | None = None
    grace: timedelta = timedelta(days=1)
    step: timedelta = timedelta(days=3)
    policy: RoutingPolicy = STATUTE
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def watch_from(self, due_at: datetime, *, at: datetime) -> datetime:
        """Return when to look at a deadline that is set `at` this moment."""
        return due_at if due_at > at else at + self.grace

    def after(self, start: datetime, days: timedelta) -> datetime:
        """Return the end of the last of so many calendar days."""
        return self.due(start, Span(days.days)).at

    def due(self, start: datetime, span: Span) -> Due:
        """Return when a span that begins at `start` ends."""
        return self._due(start, span)

    @cached_property
    def _due(self) -> Callable[[datetime, Span], Due]:
        """Remember the latest: one opening asks several times for the same."""
        return lru_cache(maxsize=64)(self.calendar.due)

    @cached_property
    def _term(self) -> Callable[[str, Circumstances], Term | None]:
        return lru_cache(maxsize=1024)(self.policy.term)

    def term(self, kind: str, about: Circumstances = ANY) -> Term | None:
        """Return the policy's term of that kind, None where it has none."""
        return self._term(kind, about)

    def remind_at(
        self, kind: str, due_at: datetime, sent: tuple[str, ...] = (), *, at: datetime
    ) -> datetime | None:
        """Return when the policy reminds of a clock next, None where it does not."""
        left = unsent(self.policy, kind, sent)
        return next_moment(left, due_at, self.calendar, after=at)

    def owed(
        self, kind: str, start: datetime, about: Circumstances = ANY
    ) -> "Owed | None":
        """Return what the policy lets run of that kind from `start` on, if anything."""
        term = self.term(kind, about)
        if term is None:
            return None
        due = self.due(start, term.span)
        return Owed(
            due_at=due.at,
            won=Won.DEFAULT if term.basis == BY_STATUTE else Won.POLICY,
            basis=term.basis,
            provisional=due.provisional,
            counted=Counted.of(start, term.span, due, self.calendar),
        )


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A date that holds, and what made it hold; `weighed`: among which, if several."""

    due_at: datetime
    won: Won
    basis: str
    provisional: bool = False
    counted: Counted | None = None
    weighed: tuple[Weighed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One promise; it ends by being met or by being replaced, and is kept for ever.

    `revision` is that of the fact which set it. `basis` is an article, a rule's code, a
    policy's or who set it; `won` says which of the possible dates it is, and
    `statutory_due_at` what the statute alone would say, where that differs.
    `provisional` (暂定): counted over days whose official calendar is not known yet, as
    `counted` tells. `organisation_id`: who owes it, if not who answers for the case.

    `watch_from` is when the sweeper looks at it next, None once there is nobody left
    to tell, and while it is paused. `paused_seconds` is how long it stood still
    altogether; `due_at` is later by that. `level` counts the superiors told.
    `breached_at` is when it was first found to have passed. `own_due_at` is the
    case's own date, where one merged into it has an earlier one. `remind_at` is when
    who owes it is reminded next (催办), `reminded` which of the policy's reminders were
    sent; none moves a date. `weighed` are the dates that it was chosen from.
    """

    revision: int
    due_at: datetime
    watch_from: datetime | None
    kind: ClockKind = ClockKind.HANDLING
    basis: str = BY_STATUTE
    won: Won = Won.DEFAULT
    statutory_due_at: datetime | None = None
    provisional: bool = False
    counted: Counted | None = None
    organisation_id: str | None = None
    paused_at: datetime | None = None
    paused_seconds: int = 0
    level: int = 0
    breached_at: datetime | None = None
    met_at: datetime | None = None
    replaced_at: datetime | None = None
    own_due_at: datetime | None = None
    remind_at: datetime | None = None
    reminded: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()

    @property
    def statutory(self) -> datetime | None:
        """The statute's own date, also where it is the one that holds."""
        own = self.own if self.basis == BY_STATUTE else None
        return self.statutory_due_at or own

    @property
    def owed(self) -> Owed:
        """The date that it says, and why, without its history."""
        return Owed(
            due_at=self.own,
            won=self.won,
            basis=self.basis,
            provisional=self.provisional,
            counted=self.counted,
            weighed=self.weighed,
        )

    @property
    def is_running(self) -> bool:
        """Say whether something is still owed under it, now or once it goes on."""
        return self.met_at is None and self.replaced_at is None

    @property
    def own(self) -> datetime:
        """The case's own date, whatever was merged into it."""
        return self.own_due_at or self.due_at

    @property
    def is_paused(self) -> bool:
        """Say whether it stands still."""
        return self.paused_at is not None

    def must_be_looked_at(self, at: datetime) -> bool:
        """Say whether the time to tell somebody has come."""
        return self.watch_from is not None and self.watch_from <= at

    def is_outdated_by(self, calendar: WorkCalendar) -> bool:
        """Say whether it is provisional, and that calendar may know better."""
        counted = self.counted if self.provisional else None
        return counted is not None and counted.by != calendar.edition

    def recounted(self, clocks: Clocks, *, at: datetime) -> Self:
        """Return it counted anew by the present calendar; pauses and extensions stay.

        It never goes beyond the statute's own date. One that nobody was called for yet
        is watched from its new date; what was found to have passed stays so.
        """
        if self.counted is None:
            return self
        counted, moved, provisional = self.counted.again(clocks.calendar)
        own = self.own + moved
        after = self._moved_to(min(own, self.statutory_due_at or own))
        waits = self.watch_from is not None and self.breached_at is None
        watched = after.watched(clocks, at=at) if waits else after
        return replace(watched, provisional=provisional, counted=counted)

    def _moved_to(self, own: datetime) -> Self:
        """Return it with another date of its own; an earlier one that holds stays."""
        if self.own_due_at is None or own <= self.due_at:
            return replace(self, due_at=own, own_due_at=None)
        return replace(self, own_due_at=own)

    def held(self, to: datetime | None, clocks: Clocks, *, at: datetime) -> Self:
        """Return it with the earlier of its own date and that of what is merged in."""
        due_at = min(self.own, to or self.own)
        own = None if due_at == self.own else self.own
        moved = replace(self, due_at=due_at, own_due_at=own)
        stays = due_at == self.due_at or self.watch_from is None
        return moved if stays else moved.watched(clocks, at=at)

    def stilled(self) -> Self:
        """Return it not watched, for the case rests; its date stays."""
        return replace(self, watch_from=None, remind_at=None)

    def watched(self, clocks: Clocks, *, at: datetime) -> Self:
        """Return it watched again, and reminded of, if it runs."""
        if not self.is_running or self.is_paused:
            return self
        return replace(
            self,
            watch_from=clocks.watch_from(self.due_at, at=at),
            remind_at=clocks.remind_at(self.kind, self.due_at, self.reminded, at=at),
        )

    def met(self, at: datetime) -> Self:
        """Return it answered; an answer after its time leaves the breach to be seen."""
        late = at if at > self.due_at and not self.is_paused else None
        return replace(
            self,
            met_at=at,
            watch_from=None,
            remind_at=None,
            breached_at=self.breached_at or late,
        )

    def replaced(self, at: datetime) -> Self:
        """Return it ended, because another took its place."""
        return replace(self, replaced_at=at, watch_from=None, remind_at=None)

    def breached(self, at: datetime, *, level: int, again: datetime | None) -> Self:
        """Return it passed, with `level` superiors told, to be seen `again` then."""
        return replace(
            self, breached_at=self.breached_at or at, level=level, watch_from=again
        )

    def paused(self, at: datetime) -> Self:
        """Return it standing still from now on; nobody is called meanwhile."""
        if self.is_paused:
            return self
        return replace(self, paused_at=at, watch_from=None, remind_at=None)

    def resumed(self, at: datetime, clocks: Clocks) -> Self:
        """Return it going on with exactly the time that was left when it stopped.

        All its own dates are later by the pause. One that had passed already is seen
        again after the grace.
        """
        if self.paused_at is None:
            return self
        pause = max(at - self.paused_at, timedelta())
        after = self._moved_to(self.own + pause)
        statutory = self.statutory_due_at
        goes_on = replace(
            after,
            statutory_due_at=statutory and statutory + pause,
            paused_at=None,
            paused_seconds=self.paused_seconds + round(pause.total_seconds()),
        )
        return goes_on.watched(clocks, at=at)
