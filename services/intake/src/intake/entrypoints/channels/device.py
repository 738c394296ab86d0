"""The device's form: a button in somebody's home was pressed (颐老一键通, D-20)."""

from typing import Any

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.entrypoints.channels.once import REPLAYED, contact_of, receipt, submit
from intake.entrypoints.channels.petition import ERRORS
from intake.entrypoints.schemas import DeviceCallSchema, SubmittedSchema
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""

    def take_device_call(request: Request) -> Reply:
        """A device repeats itself: which one and when is what makes a call one."""
        body = request.body
        key = f"device:{body['device_id']}:{body['pressed_at'].isoformat()}"
        answers = submit(parts, request, [_command(request, body)], key)
        told = receipt(parts, answers.submitted[0])
        return Reply(told, status=201, headers=REPLAYED if answers.replayed else {})

    return [
        Route(
            method="POST",
            path="/v1/device-calls",
            operation=take_device_call,
            summary="设备呼叫 Take a device's call",
            roles=STAFF | {Role.OPS},
            body=DeviceCallSchema,
            replies={201: SubmittedSchema},
            errors=ERRORS,
            tag="诉求 Petitions",
        )
    ]


def _command(request: Request, body: dict[str, Any]) -> SubmitPetition:
    device = body["device_id"]
    telephone = body.get("telephone")
    return SubmitPetition(
        channel=Channel.DEVICE,
        text=body.get("note") or f"设备 {device} 呼叫",
        title=f"设备呼叫 {device}",
        place=body.get("place", ""),
        category=body.get("category"),
        division_code=body.get("division_code", ""),
        organisation_id=body.get("organisation_id"),
        contact=contact_of({"telephone": telephone} if telephone else None),
        received_at=body["pressed_at"],
        actor=request.actor,
    )
