"""Routes for service counters: items, hours, the catalogue, appointments."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import time
from typing import Any

from minqing_chassis.http.route import PUBLIC, STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.authority import must_see_place
from registry.application.counters.commands import (
    RecordAppointment,
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.application.counters.views import Catalogue, Count
from registry.bootstrap import Parts
from registry.domain.counters.appointment import AppointmentProfile
from registry.domain.counters.errors import (
    AppointmentFixed,
    OpenThen,
    SlotTaken,
)
from registry.domain.counters.hours import Claimed, Span
from registry.domain.counters.item import ItemProfile
from registry.domain.errors import OrganisationUnknown, OutOfReach, Taken
from registry.entrypoints.counters import schemas
from registry.entrypoints.people import KEEPERS
from registry.entrypoints.structure import GOVERNORS

TAG = "窗口 Counters"


class CounterDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def show_catalogue(self, request: Request) -> Reply:
        """Show a station with its windows and items, and what it claims to have."""
        found = self._parts.counters.catalogue(request.params["organisation_id"])
        if found is None:
            raise OrganisationUnknown
        return Reply(_shown(found))

    def put_item(self, request: Request) -> Reply:
        """Say what a service item is."""
        staff = frozenset(request.body.pop("staff_ids"))
        item_id = request.params["item_id"]
        command = RecordItem(
            actor=request.actor,
            item_id=item_id,
            profile=ItemProfile(staff_ids=staff, **request.body),
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"item_id": item_id})

    def put_hours(self, request: Request) -> Reply:
        """Say when a counter is open."""
        command = RecordHours(
            actor=request.actor,
            organisation_id=request.params["organisation_id"],
            spans=tuple(_span(**each) for each in request.body["spans"]),
        )
        self._parts.bus.handle(command, request.cause)
        return self.show_catalogue(request)

    def put_claimed(self, request: Request) -> Reply:
        """Write down what a station says of itself."""
        organisation_id = request.params["organisation_id"]
        command = RecordClaimed(
            actor=request.actor,
            claimed=Claimed(organisation_id=organisation_id, **request.body),
        )
        self._parts.bus.handle(command, request.cause)
        return self.show_catalogue(request)

    def put_appointment(self, request: Request) -> Reply:
        """Make an appointment outside office hours, or cancel it."""
        appointment_id = request.params["appointment_id"]
        command = RecordAppointment(
            actor=request.actor,
            appointment_id=appointment_id,
            profile=AppointmentProfile(**request.body),
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(self._parts.counters.appointment(appointment_id))

    def list_appointments(self, request: Request) -> Reply:
        """Show what is still to come at a counter."""
        organisation_id = request.params["organisation_id"]
        must_see_place(request.actor, self._parts.reader, organisation_id)
        now = self._parts.clock.now()
        found = self._parts.counters.appointments(organisation_id, now)
        return Reply({"items": found})


def _span(weekday: int, opens: str, closes: str) -> Span:
    return Span(
        weekday=weekday,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
    )


def _shown(catalogue: Catalogue) -> dict[str, Any]:
    windows = [
        asdict(window) | {"hours": [_hours(span) for span in window.hours]}
        for window in catalogue.windows
    ]
    return asdict(catalogue) | {
        "windows": windows,
        "window_count": _count(catalogue.window_count),
        "item_count": _count(catalogue.item_count),
    }


def _hours(span: Span) -> dict[str, int | str]:
    return {
        "weekday": span.weekday,
        "opens": f"{span.opens:%H:%M}",
        "closes": f"{span.closes:%H:%M}",
    }


def _count(count: Count) -> dict[str, int | None]:
    return asdict(count) | {"difference": count.difference}


def counter_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of service counters."""
    door, one = CounterDoor(parts), "/v1/organisations/{organisation_id}"
    yield Route(
        method="GET",
        path=one + "/counters",
        operation=door.show_catalogue,
        summary="窗口与事项目录 Windows, items, hours; claimed and listed (B-01, D-18)",
        roles=PUBLIC,
        replies={200: schemas.CatalogueSchema},
        errors=(OrganisationUnknown,),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one + "/opening-hours",
        operation=door.put_hours,
        summary="登记开放时间 Say when a counter is open",
        roles=GOVERNORS,
        body=schemas.HoursBody,
        replies={200: schemas.CatalogueSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one + "/claimed-counters",
        operation=door.put_claimed,
        summary="登记对外宣称数 What a station says it has",
        roles=GOVERNORS,
        body=schemas.ClaimedBody,
        replies={200: schemas.CatalogueSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
    yield from _item_routes(door)
    yield from _appointment_routes(door, one)


def _item_routes(door: CounterDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path="/v1/service-items/{item_id}",
        operation=door.put_item,
        summary="登记服务事项 Record a service item",
        roles=GOVERNORS,
        body=schemas.ItemBody,
        replies={200: schemas.ItemKeptSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=TAG,
    )


def _appointment_routes(door: CounterDoor, one: str) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path="/v1/appointments/{appointment_id:uuid}",
        operation=door.put_appointment,
        summary="八小时外预约 Make or cancel an appointment outside hours (D-19)",
        roles=KEEPERS,
        body=schemas.AppointmentBody,
        replies={200: schemas.AppointmentSchema},
        errors=(OutOfReach, OpenThen, SlotTaken, AppointmentFixed, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/appointments",
        operation=door.list_appointments,
        summary="预约清单 What is still to come at a counter",
        roles=STAFF,
        replies={200: schemas.AppointmentsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
