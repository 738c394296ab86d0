"""What the premises can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.premises.premises import PremisesProfile


@dataclass(frozen=True, kw_only=True)
class RecordPremises(RegistryCommand):
    """Say what premises are."""

    premises_id: str
    profile: PremisesProfile


@dataclass(frozen=True, kw_only=True)
class HangHousehold(RegistryCommand):
    """Look for a household's door again by its address."""

    household_id: UUID
