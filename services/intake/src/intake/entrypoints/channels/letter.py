"""The letter's form: by post or by fax (条例第17条)."""

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.entrypoints.channel_schemas import LetterSchema
from intake.entrypoints.channels.single import common, single
from minqing_chassis.http.route import Request, Route


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""
    summary = "登记来信 Write a letter down"
    return [single(parts, "/v1/letters", summary, LetterSchema, _command)]


def _command(request: Request) -> SubmitPetition:
    channel = Channel.FAX if request.body["by_fax"] else Channel.LETTER
    return SubmitPetition(channel=channel, **common(request))
