"""What happened to visits. Nothing personal is told."""

from dataclasses import dataclass
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
