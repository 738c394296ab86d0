"""What happened to assessments; no score is told."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class SheetRecorded(Recorded):
    """Somebody was assessed, or their sheet corrected."""

    sheet_id: UUID
    form: str
    staff_id: str
