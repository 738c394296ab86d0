"""Service counters: their items, hours and claims by those who govern them."""

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_govern, must_keep
from registry.application.counters.commands import (
    RecordAppointment,
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.application.counters.ports import CountersWork
from registry.domain.counters.appointment import (
    SLOT,
    Appointment,
    AppointmentProfile,
)
from registry.domain.counters.errors import OpenThen
from registry.domain.counters.hours import checked_hours, is_open
from registry.domain.counters.item import ServiceItem


def record_item(command: RecordItem, work: CountersWork, *, clock: Clock) -> None:
    """Say what a service item is."""
    profile = command.profile
    known = work.items.find(command.item_id)
    before = known.profile if known else profile
    places = {before.organisation_id, profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    for staff_id in sorted(profile.staff_ids):
        if work.staff.find(staff_id) is None:
            raise Invalid(fields={"staff_ids": "unknown-staff"})
    if known is None:
        known = ServiceItem(item_id=command.item_id, profile=profile)
        work.items.add(known)
    known.record_as(profile, at=clock.now())


def record_hours(command: RecordHours, work: CountersWork, *, clock: Clock) -> None:
    """Say when a counter is open; appointments that were made stay."""
    must_govern(command.actor, work.organisations, {command.organisation_id})
    spans = checked_hours(command.spans)
    work.counters.keep_hours(command.organisation_id, spans)


def record_claimed(command: RecordClaimed, work: CountersWork, *, clock: Clock) -> None:
    """Write down what a station says of itself."""
    places = {command.claimed.organisation_id}
    must_govern(command.actor, work.organisations, places)
    work.counters.keep_claimed(command.claimed)


def record_appointment(
    command: RecordAppointment, work: CountersWork, *, clock: Clock
) -> None:
    """Make an appointment outside office hours (D-19), or cancel it."""
    profile = command.profile
    must_keep(command.actor, work.organisations, {profile.organisation_id})
    known = work.appointments.find(command.appointment_id)
    if known is None:
        _check_new(profile, work)
        known = Appointment(appointment_id=command.appointment_id, profile=profile)
        work.appointments.add(known)
    known.record_as(profile, at=clock.now())


def _check_new(profile: AppointmentProfile, work: CountersWork) -> None:
    hours = work.counters.hours(profile.organisation_id)
    if is_open(hours, profile.begins, SLOT):
        raise OpenThen
    if profile.item_id is not None and work.items.find(profile.item_id) is None:
        raise Invalid(fields={"item_id": "unknown-item"})
    if profile.resident_id and work.residents.find(profile.resident_id) is None:
        raise Invalid(fields={"resident_id": "unknown-resident"})
