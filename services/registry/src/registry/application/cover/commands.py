"""What the cover of grids can be asked to change."""

from dataclasses import dataclass

from registry.application.commands import RegistryCommand


@dataclass(frozen=True, kw_only=True)
class ClaimPremises(RegistryCommand):
    """Say which premises a grid covers: these, and no others (街巷定界)."""

    grid_id: str
    premises_ids: frozenset[str]
