"""What became of a petition after the door, put together from routing's facts.

Facts come late, twice and in any order: joining them is associative, commutative and
idempotent, so that every order ends the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CaseStep(StrEnum):
    """The facts about a case that a petitioner may follow."""

    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    STARTED = "started"
    RETURNED = "returned"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    EXTENDED = "extended"
    RESCHEDULED = "rescheduled"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETAINED = "retained"
    DISPUTED = "disputed"
    DOCUMENT_ISSUED = "document-issued"
    REVIEW_ASKED = "review-asked"
    REVIEW_DECLINED = "review-declined"
    REVIEW_ANSWERED = "review-answered"
    REVIEW_ESCALATED = "review-escalated"
    MEDIATION_CLOSED = "mediation-closed"
    PROJECT_JOINED = "project-joined"
    HANDED_OVER = "handed-over"
    CAME_BACK = "came-back"
    CONTACTED = "contacted"
    SILENT = "silent"


NOTES = frozenset(
    {
        CaseStep.DOCUMENT_ISSUED,
        CaseStep.REVIEW_ASKED,
        CaseStep.REVIEW_DECLINED,
        CaseStep.REVIEW_ANSWERED,
        CaseStep.REVIEW_ESCALATED,
        CaseStep.MEDIATION_CLOSED,
        CaseStep.PROJECT_JOINED,
        CaseStep.CONTACTED,
        CaseStep.SILENT,
    }
)
"""Facts that a petitioner may follow, and that leave the case where it stands."""

OWING_NOTHING = frozenset(
    {
        CaseStep.RESOLVED,
        CaseStep.CLOSED,
        CaseStep.SUSPENDED,
        CaseStep.MERGED,
        CaseStep.WITHDRAWN,
    }
)
"""After these no date holds; another may come later."""


WHOSE = frozenset(
    {
        CaseStep.UNROUTED,
        CaseStep.ASSIGNED,
        CaseStep.REOPENED,
        CaseStep.HANDED_OVER,
        CaseStep.CAME_BACK,
    }
)
"""Facts that say whether this agency answers for it or another."""


@dataclass(frozen=True, kw_only=True)
class Agency:
    """Another agency, which answers for a case that was handed over to it (移交)."""

    agency_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CaseFact:
    """One fact, number `revision` about its case.

    `reply` and `outcome` come with a resolution, `due_at` with an assignment, a
    reopening or another date, `superior_id` with an escalation, `agency` with a
    hand-over, `since` with a silence: when there was news last, `reason` and `days`
    with an extension. A rest has its ground as `reason`, and as `due_at` when it is
    looked at again: that is no date for an answer.
    """

    revision: int
    step: CaseStep
    at: datetime
    organisation_id: str | None = None
    due_at: datetime | None = None
    reply: str | None = None
    outcome: str | None = None
    superior_id: str | None = None
    agency: Agency | None = None
    since: datetime | None = None
    reason: str | None = None
    days: int | None = None

    @property
    def silent_days(self) -> int:
        """Return for how many whole days there was no news when this was noticed."""
        return (self.at - self.since).days if self.since else 0


@dataclass(frozen=True)
class Progress:
    """All facts known about one case, by revision."""

    facts: Mapping[int, CaseFact] = field(default_factory=dict, hash=False)

    def with_fact(self, fact: CaseFact) -> "Progress":
        """Return this progress with one more fact; the first telling of one stays."""
        return Progress({fact.revision: fact, **self.facts})

    @property
    def revision(self) -> int:
        """Return the highest revision that moved the case, 0 when there is none."""
        moved = (each for each, fact in self.facts.items() if fact.step not in NOTES)
        return max(moved, default=0)

    @property
    def latest(self) -> CaseFact | None:
        """Return the fact that tells where the case stands."""
        return self.facts.get(self.revision)

    @property
    def in_order(self) -> list[CaseFact]:
        """Return the facts, oldest first."""
        return [self.facts[revision] for revision in sorted(self.facts)]

    @property
    def due_at(self) -> datetime | None:
        """Return until when an answer is owed, or None when nothing is owed."""
        for fact in reversed(self.in_order):
            if fact.step in NOTES:
                continue
            if fact.step in OWING_NOTHING:
                return None
            if fact.due_at is not None:
                return fact.due_at
        return None

    @property
    def answer(self) -> CaseFact | None:
        """Return the last resolution, also when the petitioner did not accept it."""
        given = [fact for fact in self.in_order if fact.step is CaseStep.RESOLVED]
        return given[-1] if given else None

    @property
    def elsewhere(self) -> Agency | None:
        """Return which other agency answers for it, or gave the last answer."""
        moved = [f for f in self.in_order if f.step in WHOSE]
        return moved[-1].agency if moved else None

    @property
    def silence(self) -> CaseFact | None:
        """Return what tells that there is no news, None once there is some again."""
        told = self.in_order
        return told[-1] if told and told[-1].step is CaseStep.SILENT else None

    @property
    def reopened_at(self) -> datetime | None:
        """Return when it was last worked on anew after an answer."""
        anew = [f.at for f in self.facts.values() if f.step is CaseStep.REOPENED]
        return max(anew, default=None)
