"""Reading petitions and deciding on them, by HTTP."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from intake.application.commands import AcceptPetition, RefusePetition
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.access import Purpose
from intake.domain.authority import may_know_petitioner
from intake.domain.errors import (
    BrokenPetition,
    IncompletePetition,
    NoCaseOfThanks,
    OutsideScope,
    StaleRevision,
    StatutoryProcedure,
    TooManyTries,
    UnknownPetition,
    UnknownReference,
)
from intake.domain.lifecycle import PetitionState
from intake.domain.receipt import read_receipt
from intake.domain.refusal import RefusalReason
from intake.entrypoints import schemas
from intake.entrypoints.deciding_schemas import (
    AcceptedSchema,
    AcceptSchema,
    DecidedSchema,
    RefuseSchema,
)
from intake.entrypoints.finding import below, line_of, seen_by
from intake.entrypoints.presenting import Presenter
from intake.entrypoints.settling import decision_of
from intake.entrypoints.suggesting import for_desk
from intake.entrypoints.worklist_schemas import (
    CENTRAL_DESK,
    WorklistQuerySchema,
    WorklistSchema,
)
from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import PUBLIC, STAFF, Reply, Request, Route
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable

DECIDERS = frozenset({Role.CLERK, Role.SUPERVISOR})
TAG = "诉求 Petitions"
NOTHING: Mapping[str, Any] = MappingProxyType({})


class PetitionDoor:
    """The operations on petitions that are already written down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._reading(), *self._deciding()]

    def _reading(self) -> list[Route]:
        return [
            Route(
                method="GET",
                path="/v1/petitions",
                operation=self.list_petitions,
                summary="待办诉求 Petitions at the door",
                description=(
                    "本单位及下级的诉求，并含中心受理台的。organisation_id: "
                    + CENTRAL_DESK
                ),
                roles=DECIDERS,
                query=WorklistQuerySchema,
                replies={200: WorklistSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/petitions/{receipt}",
                operation=self.read_petition,
                summary="查询诉求 Where a petition stands",
                description=(
                    "居民凭编号和八位查询码（XXXX-XXXX）；工作人员凭令牌。15 分钟内错 "
                    "5 次后，错码不再受理；正确的查询码随时有效。With the tracking "
                    "code (XXXX-XXXX), or a member of staff's token. After five wrong "
                    "codes in 15 minutes further wrong ones get 429; the right one "
                    "always opens."
                ),
                roles=PUBLIC,
                query=schemas.TrackingQuerySchema,
                replies={200: schemas.PetitionSchema},
                errors=(UnknownPetition, TooManyTries, OutsideScope),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/petitions/{receipt}/petitioner",
                operation=self.read_petitioner,
                summary="查看诉求人（留痕） Who petitions; logged",
                roles=STAFF,
                query=schemas.PurposeQuerySchema,
                replies={200: schemas.PetitionerSchema},
                errors=(UnknownPetition, OutsideScope),
                tag=TAG,
            ),
        ]

    def _deciding(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/accept",
                operation=self.accept_petition,
                summary="受理 Accept",
                roles=DECIDERS,
                body=AcceptSchema,
                replies={200: AcceptedSchema},
                errors=(
                    UnknownPetition,
                    OutsideScope,
                    UnknownReference,
                    BrokenPetition,
                    IncompletePetition,
                    NoCaseOfThanks,
                    StatutoryProcedure,
                    Unreadable,
                    StaleRevision,
                    TransitionRefused,
                ),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/refuse",
                operation=self.refuse_petition,
                summary="不予受理 Refuse",
                roles=DECIDERS,
                body=RefuseSchema,
                replies={200: DecidedSchema},
                errors=(
                    UnknownPetition,
                    OutsideScope,
                    BrokenPetition,
                    Unreadable,
                    StaleRevision,
                    TransitionRefused,
                ),
                tag=TAG,
            ),
        ]

    def list_petitions(self, request: Request) -> Reply:
        """Answer with a page of what the caller's organisation is to see."""
        query = dict(request.query)
        wanted = query.pop("organisation", None)
        page = self._parts.reader.worklist(
            organisations=below(self._parts, request.actor, wanted),
            unowned=wanted is None,
            line=line_of(self._parts, request.actor),
            **query,
        )
        return Reply({"petitions": page.rows, "next_after": page.next_after})

    def read_petition(self, request: Request) -> Reply:
        """Answer the petitioner by code, or staff by token."""
        code = request.query.get("code")
        presenter = Presenter(self._parts, request.language)
        if code is not None:
            found = self._parts.public_desk.look(
                request.params["receipt"], code, request.cause
            )
            return Reply(presenter.public(found))
        if request.actor.role not in STAFF:
            missing = [FieldError("code", "required")]
            raise Problem(422, "validation-failed", errors=missing)
        return Reply(presenter.staff(self._seen_by(request), request.actor))

    def read_petitioner(self, request: Request) -> Reply:
        """Answer with the whole contact, once the reading is written down."""
        found = self._seen_by(request)
        if not may_know_petitioner(request.actor, found.owner_id):
            raise OutsideScope
        contacts = self._parts.contacts.read(
            [found.petition_id],
            actor=request.actor,
            purpose=Purpose(request.query["purpose"]),
        )
        contact = contacts.get(found.petition_id)
        return Reply(
            {
                "petition_id": found.petition_id,
                "anonymous": contact is None,
                "contact": contact.to_dict() if contact else {},
            }
        )

    def accept_petition(self, request: Request) -> Reply:
        """Accept."""
        body = request.body
        found = self._petition(request)
        command = AcceptPetition(
            petition_id=found.petition_id,
            category=body["category"],
            division_code=body.get("division_code", ""),
            seen=body.get("revision"),
            decision=decision_of(body),
            actor=request.actor,
        )
        revision = self._parts.bus.handle(command, request.cause)
        similar = for_desk(self._parts, request.actor, found)
        return _decided(request, PetitionState.ACCEPTED, revision, similar)

    def refuse_petition(self, request: Request) -> Reply:
        """Refuse."""
        body = request.body
        command = RefusePetition(
            petition_id=self._petition(request).petition_id,
            reason=RefusalReason(body["reason"]),
            explanation=body["explanation"],
            seen=body.get("revision"),
            actor=request.actor,
        )
        revision = self._parts.bus.handle(command, request.cause)
        return _decided(request, PetitionState.REFUSED, revision)

    def _petition(self, request: Request) -> PetitionView:
        return seen_by(self._parts, request)

    def _seen_by(self, request: Request) -> PetitionView:
        return seen_by(self._parts, request)


def _decided(
    request: Request,
    state: PetitionState,
    revision: int,
    further: Mapping[str, Any] = NOTHING,
) -> Reply:
    receipt = read_receipt(request.params["receipt"])
    told: dict[str, Any] = {"receipt": receipt, "state": state, "revision": revision}
    return Reply({**told, **further})
