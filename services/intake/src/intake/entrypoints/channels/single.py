"""One matter by a channel's own form: the row of the table, and the common fields."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema

from intake.application.commands import SubmitPetition
from intake.bootstrap import Parts
from intake.entrypoints.channels.once import REPLAYED, contact_of, receipt, submit
from intake.entrypoints.channels.petition import ERRORS
from intake.entrypoints.schemas import SubmittedSchema
from intake.entrypoints.settling import handling_of, nature_of
from intake.entrypoints.suggesting import for_submitter
from minqing_chassis.http.route import (
    STAFF,
    Idempotency,
    Public,
    Reply,
    Request,
    Route,
)
from minqing_kernel.messages import Role

TellCommand = Callable[[Request], SubmitPetition]
TellKey = Callable[[Request], str | None]


def single(
    parts: Parts,
    path: str,
    summary: str,
    form: type[Schema],
    command: TellCommand,
    *,
    roles: frozenset[Role] | Public = STAFF,
    key: TellKey = lambda request: request.idempotency_key,
) -> Route:
    """Return the row of a channel that brings one matter at a time.

    `key` says what makes a repeated form the same one.
    """

    def take(request: Request) -> Reply:
        answers = submit(parts, request, [command(request)], key(request))
        told = receipt(parts, answers.submitted[0])
        told |= for_submitter(parts, request.actor, told["receipt"])
        headers = {"Location": f"/v1/petitions/{told['receipt']}"}
        if answers.replayed:
            headers |= REPLAYED
        return Reply(told, status=201, headers=headers)

    return Route(
        method="POST",
        path=path,
        operation=take,
        summary=summary,
        roles=roles,
        body=form,
        replies={201: SubmittedSchema},
        errors=ERRORS,
        tag="诉求 Petitions",
        idempotency=Idempotency.OPTIONAL,
        operation_id="take_" + path.rpartition("/")[2].replace("-", "_"),
    )


def common(request: Request) -> dict[str, Any]:
    """Return the fields that the desk's forms share, as a command takes them."""
    body = request.body
    return {
        "text": body["text"],
        "title": body.get("title", ""),
        "place": body.get("place", ""),
        "category": body.get("category"),
        "division_code": body.get("division_code", ""),
        "organisation_id": body.get("organisation_id"),
        "contact": contact_of(body.get("contact")),
        "received_at": body.get("received_at"),
        "nature": nature_of(body),
        "handling": handling_of(body),
        "actor": request.actor,
    }
