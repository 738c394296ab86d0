"""Letters of thanks: kept, answered with thanks, no clock and no case (D-17)."""

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.domain.nature import Kind, Nature
from intake.entrypoints.channel_schemas import ThanksSchema
from intake.entrypoints.channels.once import contact_of
from intake.entrypoints.channels.single import single
from minqing_chassis.http.route import PUBLIC, STAFF, Request, Route


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""
    summary = "感谢信 A letter of thanks"
    path = "/v1/thank-you-letters"
    return [single(parts, path, summary, ThanksSchema, _command, roles=PUBLIC)]


def _command(request: Request) -> SubmitPetition:
    body = request.body
    by_staff = request.actor.role in STAFF
    return SubmitPetition(
        channel=Channel.LETTER if by_staff else Channel.WEB,
        text=body["text"],
        title=body.get("title", ""),
        organisation_id=body.get("organisation_id"),
        contact=contact_of(body.get("contact")),
        nature=Nature(kind=Kind.THANKS),
        actor=request.actor,
    )
