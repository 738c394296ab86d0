"""The device's form: a button in somebody's home was pressed (颐老一键通, D-20)."""

import re
from dataclasses import replace
from typing import Any

from intake.application.channel_commands import AnswerCall, RecordDevice
from intake.application.commands import SubmitPetition
from intake.application.devices import Holder
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.device import Pressed
from intake.domain.errors import (
    BrokenPetition,
    OutsideScope,
    TooManyPresses,
    UnknownCall,
    UnknownPetition,
    UnknownReference,
)
from intake.domain.nature import Nature, Severity
from intake.entrypoints.channel_schemas import (
    AnsweredSchema,
    CallsReportSchema,
    DeviceFormSchema,
    PeriodQuerySchema,
)
from intake.entrypoints.channels.once import REPLAYED, contact_of, receipt, submit
from intake.entrypoints.channels.petition import ERRORS
from intake.entrypoints.finding import below, found_by, line_of
from intake.entrypoints.schemas import CallTakenSchema, DeviceCallSchema
from intake.entrypoints.spans import span_of
from minqing_chassis.http.problems import Problem
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable

TAG = "设备 Devices"
DEVICE_ID = re.compile(r"[A-Za-z0-9:-]{2,64}")
KEEPERS = frozenset({Role.CLERK, Role.SUPERVISOR, Role.OPS})
KNOWN = ("place", "category", "division_code", "organisation_id")
"""What the register of devices knows; what the call itself says wins."""


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""
    return DeviceDoor(parts).routes()


class DeviceDoor:
    """Calls, whose devices they come from, and how soon somebody answered."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this channel's rows of the table."""
        return [
            Route(
                method="POST",
                path="/v1/device-calls",
                operation=self.take_device_call,
                summary="设备呼叫 Take a device's call",
                roles=STAFF | {Role.OPS},
                body=DeviceCallSchema,
                description=(
                    "窗口期内再次按下的，并入未回应的呼叫（200，joined），不另立诉求；"
                    "已登记设备的首次呼叫从不拒绝。过于频繁的回 429 和 Retry-After。"
                    "Pressed again, it joins the open call; a registered device's "
                    "first press is never refused."
                ),
                replies={200: CallTakenSchema, 201: CallTakenSchema},
                errors=(*ERRORS, TooManyPresses),
                tag="诉求 Petitions",
            ),
            Route(
                method="PUT",
                path="/v1/devices/{device}",
                operation=self.put_device,
                summary="登记设备 Whose a device is",
                roles=KEEPERS,
                body=DeviceFormSchema,
                replies={204: None},
                errors=(OutsideScope, UnknownReference, BrokenPetition, Unreadable),
                tag=TAG,
            ),
            *self._answering(),
        ]

    def _answering(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path="/v1/device-calls/{receipt}/answered",
                operation=self.answer_call,
                summary="已回应呼叫 Somebody called back",
                roles=STAFF,
                replies={200: AnsweredSchema},
                errors=(UnknownPetition, UnknownCall, OutsideScope),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/reports/device-calls",
                operation=self.report_calls,
                summary="回应时间 How soon somebody answered",
                roles=frozenset({Role.CLERK, Role.SUPERVISOR}),
                query=PeriodQuerySchema,
                replies={200: CallsReportSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
        ]

    def take_device_call(self, request: Request) -> Reply:
        """A device repeats itself: which one and when is what makes a call one.

        One whose clock is ahead of ours was pressed now.
        """
        body = dict(request.body)
        key = f"device:{body['device_id']}:{body['pressed_at'].isoformat()}"
        body["pressed_at"] = min(body["pressed_at"], self._parts.clock.now())
        holder = self._holder(request)
        command = _command(request, body, holder, self._known(holder))
        try:
            answers = submit(self._parts, request, [command], key)
        except TooManyPresses as refusal:
            later = {"Retry-After": str(refusal.wait)}
            raise Problem(429, refusal.code, headers=later) from None
        answer = answers.submitted[0]
        joined = answer.received_at != body["pressed_at"]
        told = {**receipt(self._parts, answer), "joined": joined}
        headers = REPLAYED if answers.replayed else {}
        return Reply(told, status=200 if joined else 201, headers=headers)

    def _holder(self, request: Request) -> Holder | None:
        """Return who lives there; nobody, if the caller acts for another place.

        Such a call is not lost, but speaks in no resident's name.
        """
        found = self._parts.devices.holder(request.body["device_id"])
        if found is None or request.actor.role is Role.OPS:
            return found
        tree = self._parts.reference.tree()
        mine = acts_for(request.actor, found.device.organisation_id, tree)
        return found if mine else None

    def _known(self, holder: Holder | None) -> dict[str, Any]:
        """Return what the register says, without what has ended since."""
        if holder is None:
            return {}
        device, reference = holder.device, self._parts.reference
        today = self._parts.clock.now().date()
        category, unit = device.category, device.organisation_id
        listed = category and reference.category(category, today)
        serving = reference.organisation(unit)
        return {
            "place": device.place,
            "category": category if listed else None,
            "division_code": device.division_code,
            "organisation_id": unit if serving and serving.active else None,
        }

    def put_device(self, request: Request) -> Reply:
        """Keep whose a device is."""
        device_id = request.params["device"]
        if not DEVICE_ID.fullmatch(device_id):
            raise BrokenPetition(fields={"device": "pattern"})
        body = {**request.body, "contact": contact_of(request.body.get("contact"))}
        command = RecordDevice(device_id=device_id, **body, actor=request.actor)
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def answer_call(self, request: Request) -> Reply:
        """Note who called back."""
        found = found_by(self._parts, request)
        command = AnswerCall(petition_id=found.petition_id, actor=request.actor)
        seconds = self._parts.bus.handle(command, request.cause)
        return Reply({"receipt": found.receipt, "seconds": seconds})

    def report_calls(self, request: Request) -> Reply:
        """Answer with how soon somebody called back."""
        query, reader = request.query, self._parts.channel_reader
        mine = below(self._parts, request.actor, query.get("organisation"))
        line = line_of(self._parts, request.actor)
        since, until = span_of(query, self._parts.settings.time_zone)
        return Reply(reader.calls(since, until, mine, line))


def _command(
    request: Request,
    body: dict[str, Any],
    holder: Holder | None,
    known: dict[str, Any],
) -> SubmitPetition:
    """Return the call, with what is known of who lives with the device (D-20)."""
    device_id = body["device_id"]
    said = {name: body[name] for name in KNOWN if body.get(name)}
    telephone = body.get("telephone")
    contact = holder.contact if holder else Contact()
    if telephone and not contact.telephone:
        contact = replace(
            contact, telephone=contact_of({"telephone": telephone}).telephone
        )
    return SubmitPetition(
        channel=Channel.DEVICE,
        text=body.get("note", "").strip() or f"设备 {device_id} 呼叫",
        title=f"设备呼叫 {device_id}",
        contact=contact,
        received_at=body["pressed_at"],
        nature=Nature(severity=Severity.URGENT),
        pressed=Pressed(
            device_id=device_id,
            resident_id=holder.device.resident_id if holder else None,
        ),
        actor=request.actor,
        **{**known, **said},
    )
