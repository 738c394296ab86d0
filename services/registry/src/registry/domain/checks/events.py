"""What happened to checks; nothing personal is told."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class ChecksDrawn(Recorded):
    """Lots were drawn: by which rule and seed, out of how many, how many."""

    draw_id: UUID
    rule: str
    organisation_id: str
    population: int
    drawn: int
    seed: str


@dataclass(frozen=True, kw_only=True)
class CheckRecorded(Recorded):
    """It was recorded what a check found."""

    check_id: UUID
    outcome: str
    means: str
