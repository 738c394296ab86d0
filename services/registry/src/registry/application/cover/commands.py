"""What the cover of grids can be asked to change."""

from dataclasses import dataclass
from datetime import date

from registry.application.commands import RegistryCommand
from registry.domain.profiles import GridProfile


@dataclass(frozen=True, kw_only=True)
class ClaimPremises(RegistryCommand):
    """Say which premises a grid covers: these, and no others (街巷定界)."""

    grid_id: str
    premises_ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class RecutGrid(RegistryCommand):
    """Say what a grid is and covers from a day on, whole, and why.

    `seen` is the revision that the sender saw (0: none yet).
    """

    grid_id: str
    profile: GridProfile
    premises_ids: frozenset[str]
    since: date | None
    reason: str
    seen: int | None = None
