"""The common form: web, hotline, window, home visit, letter and whatever else."""

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.domain.channel import Channel
from intake.domain.errors import (
    BrokenPetition,
    ChannelNotAllowed,
    KeyReused,
    UnknownReference,
)
from intake.domain.handling import UNSETTLED
from intake.domain.nature import PLAIN
from intake.entrypoints.channels.once import REPLAYED, contact_of, receipt, submit
from intake.entrypoints.nearby import joined_by
from intake.entrypoints.schemas import PetitionFormSchema, SubmittedSchema
from intake.entrypoints.settling import handling_of, nature_of
from intake.entrypoints.suggesting import for_submitter
from minqing_chassis.http.route import PUBLIC, Idempotency, Reply, Request, Route
from minqing_kernel.text import Unreadable

ERRORS = (
    BrokenPetition,
    ChannelNotAllowed,
    KeyReused,
    UnknownReference,
    Unreadable,
)


def routes(parts: Parts) -> list[Route]:
    """Return this channel's rows of the table."""

    def submit_petition(request: Request) -> Reply:
        command = _command(parts, request)
        answers = submit(parts, request, [command], request.idempotency_key)
        told = receipt(parts, answers.submitted[0])
        told |= for_submitter(parts, request.actor, told["receipt"])
        headers = {"Location": f"/v1/petitions/{told['receipt']}"}
        if answers.replayed:
            headers |= REPLAYED
        return Reply(told, status=201, headers=headers)

    return [
        Route(
            method="POST",
            path="/v1/petitions",
            operation=submit_petition,
            summary="提交诉求 Submit a petition",
            description=(
                "任何人可经 web 渠道提交；其余渠道由工作人员登记。Anyone may submit "
                "by the channel `web`; staff write down what came by any other. "
                "`Idempotency-Key` 可不写；不带令牌而写时，至少 16 个字符。The "
                "`Idempotency-Key` is optional; one that is given without a token "
                "has at least 16 characters, such as a UUID."
            ),
            roles=PUBLIC,
            body=PetitionFormSchema,
            replies={201: SubmittedSchema},
            errors=ERRORS,
            tag="诉求 Petitions",
            idempotency=Idempotency.OPTIONAL,
        )
    ]


def _command(parts: Parts, request: Request) -> SubmitPetition:
    body = request.body
    return SubmitPetition(
        channel=Channel(body["channel"]),
        text=body["text"],
        title=body.get("title", ""),
        place=body.get("place", ""),
        category=body.get("category"),
        division_code=body.get("division_code", ""),
        organisation_id=body.get("organisation_id"),
        contact=contact_of(body.get("contact")),
        received_at=body.get("received_at"),
        nature=nature_of(body) if "nature" in body else PLAIN,
        handling=handling_of(body) if "handling" in body else UNSETTLED,
        joins=joined_by(parts, body.get("joins")),
        agrees=body.get("agrees", False),
        actor=request.actor,
    )
