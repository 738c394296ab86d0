"""What taking files out can be asked."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand


@dataclass(frozen=True, kw_only=True)
class StartExport(RegistryCommand):
    """Write down that a list leaves, and who stands in it; then it may be written."""

    export_id: UUID
    kind: str
    form: str
    organisation_id: str
    purpose: str
    grid_id: str | None = None
