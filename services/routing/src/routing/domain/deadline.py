"""Until when an answer is owed. Pure: every moment is an argument."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

FURTHEST = timedelta(days=3652)
"""How far ahead a due date may be set by hand: ten years."""


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """The lengths of time that routing works with, all in calendar days.

    `handling`: 受理之日起60日 (条例第34条), where no rule says less. `reworking`: for
    the second answer of a reopened case. `grace`: before a superior is told of a case
    that was late already when it came. `step`: from one superior to the next.
    """

    handling: timedelta = timedelta(days=60)
    reworking: timedelta = timedelta(days=15)
    grace: timedelta = timedelta(days=1)
    step: timedelta = timedelta(days=3)

    def watch_from(self, due_at: datetime, *, at: datetime) -> datetime:
        """Return when to look at a deadline that is set `at` this moment."""
        return due_at if due_at > at else at + self.grace


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One promise; it ends by being met or by being replaced, and is kept for ever.

    `revision` is that of the fact which set it. `watch_from` is when the sweeper looks
    at it next, None once there is nobody left to tell. `level` counts the superiors
    told. `breached_at` is when it was first found to have passed. `own_due_at` is the
    case's own date, where one merged into it has an earlier one.
    """

    revision: int
    due_at: datetime
    watch_from: datetime | None
    level: int = 0
    breached_at: datetime | None = None
    met_at: datetime | None = None
    replaced_at: datetime | None = None
    own_due_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Say whether an answer is still owed under it."""
        return self.met_at is None and self.replaced_at is None

    @property
    def own(self) -> datetime:
        """The case's own date, whatever was merged into it."""
        return self.own_due_at or self.due_at

    def must_be_looked_at(self, at: datetime) -> bool:
        """Say whether the time to tell somebody has come."""
        return self.watch_from is not None and self.watch_from <= at

    def stilled(self) -> Self:
        """Return it not watched, for the case rests; its date stays."""
        return replace(self, watch_from=None)

    def watched(self, clocks: Clocks, *, at: datetime) -> Self:
        """Return it watched again, if it runs."""
        if not self.is_running:
            return self
        return replace(self, watch_from=clocks.watch_from(self.due_at, at=at))

    def met(self, at: datetime) -> Self:
        """Return it answered; an answer after its time leaves the breach to be seen."""
        late = at if at > self.due_at else None
        return replace(
            self, met_at=at, watch_from=None, breached_at=self.breached_at or late
        )

    def replaced(self, at: datetime) -> Self:
        """Return it ended, because another took its place."""
        return replace(self, replaced_at=at, watch_from=None)

    def breached(self, at: datetime, *, level: int, again: datetime | None) -> Self:
        """Return it passed, with `level` superiors told, to be seen `again` then."""
        return replace(
            self, breached_at=self.breached_at or at, level=level, watch_from=again
        )
