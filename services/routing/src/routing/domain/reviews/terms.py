"""How long may be asked, and how long may be answered (条例第35、36条)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from minqing_kernel.working_time import Span, WorkCalendar, end_of
from routing.domain.policy import RoutingPolicy, TermKind


class ReviewOutcome(StrEnum):
    """维持、变更、责令重新处理."""

    UPHELD = "upheld"
    CHANGED = "changed"
    ANEW = "anew"


class Stage(StrEnum):
    """Which of the two rounds: 复查 or 复核."""

    REVIEW = "review"
    RECHECK = "recheck"


THIRTY_DAYS = Span(30)
KINDS = MappingProxyType(
    {
        "review_request": TermKind.RE_EXAMINATION_REQUEST,
        "review": TermKind.RE_EXAMINATION,
        "recheck_request": TermKind.FINAL_REVIEW_REQUEST,
        "recheck": TermKind.FINAL_REVIEW,
    }
)
"""How the policy calls the four terms."""


@dataclass(frozen=True, kw_only=True)
class ReviewTerms:
    """The four terms, by default the statute's; a place may shorten them.

    `review_request` and `recheck_request`: after the written answer came. `review` and
    `recheck`: after it was asked.
    """

    review_request: Span = THIRTY_DAYS
    review: Span = THIRTY_DAYS
    recheck_request: Span = THIRTY_DAYS
    recheck: Span = THIRTY_DAYS
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    @classmethod
    def under(cls, policy: RoutingPolicy, calendar: WorkCalendar) -> Self:
        """Return the terms that a place's policy gives, by its calendar."""
        given = {name: policy.term(kind) for name, kind in KINDS.items()}
        spans = {name: term.span for name, term in given.items() if term}
        return cls(calendar=calendar, **spans)

    def last_moment(self, stage: Stage, received_on: date) -> datetime:
        """Return until when a round may be asked, after an answer of that day."""
        asked = {Stage.REVIEW: self.review_request, Stage.RECHECK: self.recheck_request}
        return self._due(end_of(received_on), asked[stage])

    def due(self, stage: Stage, asked_at: datetime) -> datetime:
        """Return until when a round is to be answered."""
        owed = {Stage.REVIEW: self.review, Stage.RECHECK: self.recheck}
        return self._due(asked_at, owed[stage])

    def _due(self, start: datetime, span: Span) -> datetime:
        """Return when a span ends; working days across long holidays end no later."""
        most = self.calendar.due(start, THIRTY_DAYS).at
        return min(self.calendar.due(start, span).at, most)
