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
