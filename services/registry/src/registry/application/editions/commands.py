"""What the history of organisations can be asked to do."""

from dataclasses import dataclass
from datetime import date

from registry.application.commands import RegistryCommand


@dataclass(frozen=True, kw_only=True)
class RecordSuccession(RegistryCommand):
    """Say who continues an organisation that is no more."""

    organisation_id: str
    successors: tuple[str, ...]
    ground: str
    since: date | None = None
