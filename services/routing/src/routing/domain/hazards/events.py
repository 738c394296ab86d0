"""What happened in the hazards' room, told through the case."""

from dataclasses import dataclass

from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class HazardFlagged(CaseFact):
    """A hazard was seen, and `informed_id` is told of it."""

    hazard: str
    informed_id: str
