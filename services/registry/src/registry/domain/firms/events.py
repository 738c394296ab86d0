"""What happened to firms."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class FirmRecorded(Recorded):
    """A firm is now as told."""

    firm_id: UUID
    organisation_id: str
    kind: str
