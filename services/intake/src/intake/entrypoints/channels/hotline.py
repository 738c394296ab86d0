"""The hotline's form: a call of the switchboard, taken once (12345)."""

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.entrypoints.channel_schemas import HotlineCallSchema
from intake.entrypoints.channels.single import common, single
from minqing_chassis.http.route import Request, Route


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""
    return [
        single(
            parts,
            "/v1/hotline-calls",
            "登记来电 Write a call down",
            HotlineCallSchema,
            _command,
            key=_key,
        )
    ]


def _command(request: Request) -> SubmitPetition:
    return SubmitPetition(
        channel=Channel.HOTLINE,
        request=request.body.get("request", ""),
        answered=request.body.get("answered", ""),
        **common(request),
    )


def _key(request: Request) -> str | None:
    call = request.body.get("call_id")
    return f"hotline:{call}" if call else request.idempotency_key
