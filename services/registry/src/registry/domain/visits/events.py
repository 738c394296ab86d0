"""What happened to visits. Nothing personal is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class VisitRecorded(Recorded):
    """A visit was put on file, or what was said of it was corrected."""

    visit_id: UUID
    kind: str
    late_days: int


@dataclass(frozen=True, kw_only=True)
class VisitWordsForgotten(Recorded):
    """Topic and diary of a visit were forgotten, by rule; the rest still counts."""

    visit_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitClosed(Recorded):
    """Nothing is lacking any more, and somebody says that the visit is done (C-05)."""

    visit_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitReopened(Recorded):
    """Something came to light after a visit was closed that nobody decided yet."""

    visit_id: UUID


@dataclass(frozen=True, kw_only=True)
class FindingRecorded(Recorded):
    """Something was said of a difficulty; `outcome` is empty while nobody decided."""

    finding_id: UUID
    visit_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class FindingRaised(Recorded):
    """A petition is to come of a difficulty; no word of it is told (B-25)."""

    finding_id: UUID
    visit_id: UUID
    attempt: int
    door: str
    organisation_id: str
    matter: str | None
    raised: bool
    reported_by: str
    joins: UUID | None
    held_at: datetime


@dataclass(frozen=True, kw_only=True)
class FindingWordsForgotten(Recorded):
    """The words of a difficulty were forgotten, by rule; what came of it stays."""

    finding_id: UUID


@dataclass(frozen=True, kw_only=True)
class FindingAnswered(Recorded):
    """Intake made a petition of a difficulty, or refused it."""

    finding_id: UUID
    state: str
    petition_id: UUID | None
