"""A leader's instruction: the leader's own date wins over every default (D-14)."""

from dataclasses import replace

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.entrypoints.channel_schemas import InstructionSchema
from intake.entrypoints.channels.single import common, single
from minqing_chassis.http.route import Request, Route


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""
    summary = "登记领导批示 Write an instruction down"
    return [single(parts, "/v1/instructions", summary, InstructionSchema, _command)]


def _command(request: Request) -> SubmitPetition:
    told = common(request)
    body = request.body
    told["handling"] = replace(
        told["handling"], leader=body["leader"], due_on=body["due_on"]
    )
    return SubmitPetition(channel=Channel.INSTRUCTION, **told)
