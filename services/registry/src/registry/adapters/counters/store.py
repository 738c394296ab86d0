"""Items and appointments as aggregates; hours and claims as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.counters.tables import (
    appointments,
    claimed_counters,
    opening_hours,
    service_items,
)
from registry.adapters.shelf import Shelf
from registry.adapters.upsert import upsert_sql
from registry.domain.counters.appointment import Appointment, AppointmentProfile
from registry.domain.counters.errors import AppointmentUnknown, ItemUnknown
from registry.domain.counters.hours import Claimed, Span
from registry.domain.counters.item import ItemProfile, ServiceItem

HOURS = """
select weekday, opens, closes from opening_hours
where organisation_id = :id order by weekday, opens
"""
SHUT = """
delete from opening_hours old
using jsonb_populate_recordset(null::opening_hours, :rows) given
where old.organisation_id = given.organisation_id
"""


class SqlItems(Shelf[ServiceItem]):
    """All service items."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            service_items,
            to_row=item_row,
            from_row=item_of,
            missing=ItemUnknown,
        )


class SqlAppointments(Shelf[Appointment]):
    """All appointments."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            appointments,
            to_row=appointment_row,
            from_row=appointment_of,
            missing=AppointmentUnknown,
        )


class SqlCounters:
    """What is said of counters as a whole."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def hours(self, organisation_id: str) -> Sequence[Span]:
        """Return when a counter is open."""
        return [Span(**row) for row in self._work.read(HOURS, id=organisation_id)]

    def keep_hours(self, organisation_id: str, spans: Sequence[Span]) -> None:
        """Let it be open then, and at no other time."""
        at = {"organisation_id": organisation_id}
        self._work.write(SHUT, [at])
        for span in spans:
            self._work.insert(opening_hours, at | vars(span))

    def keep_claimed(self, claimed: Claimed) -> None:
        """Write down what a station says of itself, over what it said before."""
        self._work.write(upsert_sql(claimed_counters), [vars(claimed)])


def item_row(item: ServiceItem) -> dict[str, Any]:
    """Return the row of a service item."""
    return vars(item.profile) | {
        "item_id": item.item_id,
        "staff_ids": sorted(item.profile.staff_ids),
        "revision": item.revision,
    }


def item_of(row: Mapping[Any, Any]) -> ServiceItem:
    """Return the service item of a row."""
    said = {**row, "staff_ids": frozenset(row["staff_ids"])}
    return ServiceItem(
        item_id=said.pop("item_id"),
        revision=said.pop("revision"),
        profile=ItemProfile(**said),
    )


def appointment_row(appointment: Appointment) -> dict[str, Any]:
    """Return the row of an appointment."""
    return vars(appointment.profile) | {
        "appointment_id": appointment.appointment_id,
        "revision": appointment.revision,
    }


def appointment_of(row: Mapping[Any, Any]) -> Appointment:
    """Return the appointment of a row."""
    said = {**row}
    return Appointment(
        appointment_id=said.pop("appointment_id"),
        revision=said.pop("revision"),
        profile=AppointmentProfile(**said),
    )
