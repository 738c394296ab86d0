"""Asking for a correction or a deletion, by HTTP: by code, without an account."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from intake.application.data_requests import AskAboutData
from intake.bootstrap import Parts
from intake.domain.data_asked import (
    Asked,
    DataKind,
    Part,
    in_order,
)
from intake.domain.data_errors import (
    BrokenDataRequest,
    DataRequestFixed,
    TooManyDataRequests,
)
from intake.domain.data_request import (
    DataRequest,
    DataState,
)
from intake.domain.errors import (
    TooManyTries,
    UnknownPetition,
)
from intake.entrypoints import data_request_schemas as schemas
from minqing_chassis.http.route import PUBLIC, Idempotency, Reply, Request, Route
from minqing_kernel.identity import new_id
from minqing_kernel.text import Unreadable

TAG = "诉求 Petitions"


class DataRequestDoor:
    """Takes requests about one's data in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's row of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/data-requests",
                operation=self.ask_about_data,
                summary="要求更正或删除 Ask that my data be corrected or deleted",
                description=(
                    "凭查询码（个人信息保护法第46、47条）；回执有编号和答复期限，答复在"
                    "“我的信息”里。With the tracking code. The reply names the "
                    "request's number and the last day for its answer, which stands "
                    "among one's own data."
                ),
                roles=PUBLIC,
                body=schemas.DataAskSchema,
                replies={201: schemas.OwnDataRequestSchema},
                errors=(
                    UnknownPetition,
                    TooManyTries,
                    BrokenDataRequest,
                    TooManyDataRequests,
                    DataRequestFixed,
                    Unreadable,
                ),
                tag=TAG,
                idempotency=Idempotency.OPTIONAL,
            )
        ]

    def ask_about_data(self, request: Request) -> Reply:
        """Take it in, once for each key."""
        receipt, body = request.params["receipt"], request.body
        found = self._parts.public_desk.look(receipt, body["code"], request.cause)
        command = AskAboutData(
            request_id=_request_id(found.petition_id, request.idempotency_key),
            petition_id=found.petition_id,
            asked=_asked(body),
        )
        asked = self._parts.bus.handle(command, request.cause)
        return Reply(told_own(asked), status=201)


def told_own(request: DataRequest) -> dict[str, Any]:
    """Return what who asked is told of it: of a proposal nothing."""
    verdict = None if request.is_open else request.verdict
    return {
        "number": request.number,
        "kind": request.kind,
        "parts": in_order(request.parts),
        "state": DataState.RECEIVED if request.is_open else request.state,
        "asked_at": request.asked_at,
        "due_on": request.due_on,
        "provisional": request.provisional,
        "answered_at": request.answered_at,
        "granted": in_order(verdict.granted if verdict else ()),
        "reason": verdict.reason if verdict else "",
        "law": verdict.law if verdict else "",
    }


def _asked(body: dict[str, Any]) -> Asked:
    return Asked(
        kind=DataKind(body["kind"]),
        parts=frozenset(map(Part, body["parts"])),
        statement=body["statement"],
        values={Part(part): said for part, said in body["values"].items()},
    )


def _request_id(petition_id: UUID, key: str | None) -> UUID:
    """Return one id for each key: a form that is sent twice asks once."""
    if key is None:
        return new_id()
    return uuid5(NAMESPACE_URL, f"minqing.data-request:{petition_id}:{key}")
