"""What service counters can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.counters.appointment import AppointmentProfile
from registry.domain.counters.hours import Claimed, Span
from registry.domain.counters.item import ItemProfile


@dataclass(frozen=True, kw_only=True)
class RecordItem(RegistryCommand):
    """Say what a service item is."""

    item_id: str
    profile: ItemProfile


@dataclass(frozen=True, kw_only=True)
class RecordHours(RegistryCommand):
    """Say when a counter is open: then, and at no other time."""

    organisation_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class RecordClaimed(RegistryCommand):
    """Write down how many windows and items a station says it has."""

    claimed: Claimed


@dataclass(frozen=True, kw_only=True)
class RecordAppointment(RegistryCommand):
    """Make an appointment outside office hours, or cancel it."""

    appointment_id: UUID
    profile: AppointmentProfile
