"""What spot checks can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.checks.check import Finding
from registry.domain.checks.draw import Asked


@dataclass(frozen=True, kw_only=True, repr=False)
class DrawChecks(RegistryCommand):
    """Draw lots; `nonce` is the server's own randomness, never the caller's."""

    draw_id: UUID
    asked: Asked
    nonce: str


@dataclass(frozen=True, kw_only=True)
class RecordFinding(RegistryCommand):
    """Say what the check of a drawn visit found."""

    draw_id: UUID
    visit_id: UUID
    finding: Finding
