"""What happened in the reviews' room, told through the case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class ReviewFact(CaseFact):
    """A fact of one round; `stage` is review or recheck.

    `reviewer_name`: of an agency that reviews, where it is no unit of ours.
    """

    stage: str
    reviewer_id: str
    reviewer_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewAsked(ReviewFact):
    """The petitioner asked; the reviewer owes an answer until `due_at`."""

    public: ClassVar[bool] = True
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewDeclined(CaseFact):
    """A petitioner's own request was not taken; `why` is the rule's code.

    `reviewer_id`: the agency to ask instead, until `due_at`, where another answered.
    """

    public: ClassVar[bool] = True
    why: str
    reviewer_id: str | None = None
    reviewer_name: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewAnswered(ReviewFact):
    """The reviewer gave its opinion; `final`: the matter is not taken again.

    `reply`: what another agency that reviewed wrote.
    """

    public: ClassVar[bool] = True
    outcome: str
    final: bool
    reply: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewEscalated(ReviewFact):
    """The reviewer is late and a superior is told."""

    public: ClassVar[bool] = True
    superior_id: str
    level: int
    overdue_since: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewLate(ReviewFact):
    """The reviewer is late and there is no superior to tell."""

    overdue_since: datetime


@dataclass(frozen=True, kw_only=True)
class HearingOpened(ReviewFact):
    """听证 began: the clock of the 复核 stands still."""

    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class HearingClosed(ReviewFact):
    """听证 ended: the clock runs on, until `due_at`; so many days did not count."""

    public: ClassVar[bool] = True
    days: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class TurnedAway(ReviewFact):
    """The same matter was brought again after the 终结, and not taken (不再受理)."""

    reason: str
    on: date
