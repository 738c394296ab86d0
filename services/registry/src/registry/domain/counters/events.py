"""What happened at service counters. Nobody who comes is named."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class ItemRecorded(Recorded):
    """A service item is now as told."""

    item_id: str
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class AppointmentRecorded(Recorded):
    """An appointment was made or cancelled."""

    appointment_id: UUID
    organisation_id: str
    cancelled: bool
