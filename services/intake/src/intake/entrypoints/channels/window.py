"""The window's form: a visitor, and the five things a visit states (条例第19条)."""

from intake.application.commands import SubmitPetition, Visit
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.entrypoints.channel_schemas import WindowVisitSchema
from intake.entrypoints.channels.single import common, single
from minqing_chassis.http.route import Request, Route


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""
    summary = "登记来访 Write a visit down"
    return [single(parts, "/v1/window-visits", summary, WindowVisitSchema, _command)]


def _command(request: Request) -> SubmitPetition:
    body = request.body
    visit = Visit(body.get("request", ""), body.get("reasons", ""))
    return SubmitPetition(channel=Channel.WINDOW, visit=visit, **common(request))
