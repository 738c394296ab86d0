"""What firms can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.firms.firm import FirmProfile


@dataclass(frozen=True, kw_only=True)
class RecordFirm(RegistryCommand):
    """Say what a firm is."""

    firm_id: UUID
    profile: FirmProfile
