"""The desk for requests about data, by HTTP: what is due, and how it is answered."""

from collections.abc import Mapping
from typing import Any, Final

from intake.application.data_requests import DecideDataRequest, SettleProposal
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.access import Purpose
from intake.domain.data_errors import (
    BrokenDataRequest,
    LawKeeps,
    SecondEyes,
    UnknownDataRequest,
)
from intake.domain.data_request import DataRequest
from intake.domain.data_words import Checked, Part, Verdict, in_order
from intake.domain.errors import OutsideScope, StaleRevision, UnknownPetition
from intake.domain.receipt import read_receipt
from intake.entrypoints import data_request_schemas as schemas
from intake.entrypoints.petitions import DECIDERS
from intake.entrypoints.presenting import Presenter
from intake.entrypoints.schemas import PurposeQuerySchema
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import DomainError, TransitionRefused
from minqing_kernel.messages import Actor
from minqing_kernel.text import Unreadable

TAG: Final = "个人信息 Personal data"
SEEN: Final[tuple[type[DomainError], ...]] = (
    UnknownDataRequest,
    UnknownPetition,
    OutsideScope,
)
SHOWN_AS_WELL: Final = frozenset({Part.NAME, Part.TELEPHONE})
"""Who asks is called back by these, whatever is asked about."""


class DataRequestDesk:
    """Lists requests, shows one, answers it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this desk's rows of the table."""
        return [*self._reading(), *self._deciding()]

    def _reading(self) -> list[Route]:
        shared: dict[str, Any] = {"method": "GET", "roles": DECIDERS, "tag": TAG}
        return [
            Route(
                path="/v1/data-requests",
                operation=self.list_data_requests,
                summary="更正删除请求 Requests to correct or delete",
                query=schemas.DataListQuerySchema,
                replies={200: schemas.DataListSchema},
                **shared,
            ),
            Route(
                path="/v1/data-requests/{number}",
                operation=self.read_data_request,
                summary="一件请求（打码） One request, masked",
                replies={200: schemas.DataRequestSchema},
                errors=SEEN,
                **shared,
            ),
            Route(
                path="/v1/data-requests/{number}/full",
                operation=self.read_words,
                summary="查看全文（留痕） Its words; logged",
                query=PurposeQuerySchema,
                replies={200: schemas.DataWordsSchema},
                errors=SEEN,
                **shared,
            ),
        ]

    def _deciding(self) -> list[Route]:
        shared: dict[str, Any] = {
            "method": "POST",
            "roles": DECIDERS,
            "tag": TAG,
            "replies": {200: schemas.DataRequestSchema},
        }
        return [
            Route(
                path="/v1/data-requests/{number}/decide",
                operation=self.decide_data_request,
                summary="答复请求 Answer it",
                description=(
                    "同意更正的当场改；同意删除的等另一人复核；拒绝删除的写明条文。"
                    "A granted correction is done at once, a deletion waits for "
                    "another's agreement; a refused deletion cites its law."
                ),
                body=schemas.DataDecideSchema,
                errors=(
                    *SEEN,
                    BrokenDataRequest,
                    LawKeeps,
                    Unreadable,
                    TransitionRefused,
                ),
                **shared,
            ),
            Route(
                path="/v1/data-requests/{number}/settle",
                operation=self.settle_proposal,
                summary="复核删除 Agree to a deletion, or send it back",
                body=schemas.DataSettleSchema,
                errors=(*SEEN, SecondEyes, StaleRevision, TransitionRefused),
                **shared,
            ),
        ]

    def list_data_requests(self, request: Request) -> Reply:
        """Answer with those about petitions of the caller's unit and below."""
        units, line = self._scope(request.actor)
        limit, now = request.query["limit"], self._parts.clock.now()
        asked = {"units": units, "line": line}
        rows = self._parts.data_requests.listed(
            waiting=request.query["waiting"],
            after=request.query["after"],
            limit=limit + 1,
            **asked,
        )
        more, rows = len(rows) > limit, rows[:limit]
        numbers = dict.fromkeys(receipt for _, receipt in rows)
        seen = {
            each.receipt: each
            for each in self._sight.seen_among(request.actor, numbers)
        }
        cards = [
            self._card(each, seen[receipt]) for each, receipt in rows if receipt in seen
        ]
        today = self._parts.policy_at(now).day(now)
        return Reply(
            {
                "late": self._parts.data_requests.late_in(today, **asked),
                "requests": cards,
                "next": rows[-1][0].number if more else None,
            }
        )

    def _scope(self, actor: Actor) -> tuple[frozenset[str], frozenset[str]]:
        tree, mine = self._parts.reference.tree(), actor.organisation_id or ""
        return tree.below(mine), tree.line(mine)

    def read_data_request(self, request: Request) -> Reply:
        """Show one, masked."""
        found, petition = self._found(request)
        return Reply(self._told(request, found, petition))

    def read_words(self, request: Request) -> Reply:
        """Show its words and what stands there now, once the look is written down."""
        found, petition = self._found(request)
        purpose = Purpose(request.query["purpose"])
        return Reply(
            {
                "number": found.number,
                **self._words(request, found, purpose),
                "contact": self._contact(request, found, petition, purpose),
            }
        )

    def decide_data_request(self, request: Request) -> Reply:
        """Answer it, or propose what deletes anything."""
        found, petition = self._found(request)
        body = request.body
        command = DecideDataRequest(
            request_id=found.request_id,
            verdict=Verdict(
                by=request.actor.id,
                at=self._parts.clock.now(),
                granted=frozenset(map(Part, body["granted"])),
                reason=body["reason"],
                law=body["law"],
                checked=Checked(body["checked"]),
            ),
            actor=request.actor,
        )
        decided = self._parts.bus.handle(command, request.cause)
        return Reply(self._told(request, decided, self._again(petition)))

    def settle_proposal(self, request: Request) -> Reply:
        """Let a second pair of eyes agree, or send it back."""
        found, petition = self._found(request)
        command = SettleProposal(
            request_id=found.request_id,
            agreed=request.body["agreed"],
            actor=request.actor,
            seen=request.body.get("revision"),
        )
        settled = self._parts.bus.handle(command, request.cause)
        return Reply(self._told(request, settled, self._again(petition)))

    def _found(self, request: Request) -> tuple[DataRequest, PetitionView]:
        number = read_receipt(request.params["number"])
        if number is None:
            raise UnknownDataRequest
        found, receipt = self._parts.data_requests.find(number)
        return found, self._sight.seen_by(request.actor, receipt)

    def _again(self, petition: PetitionView) -> PetitionView:
        return self._parts.reader.petition(petition.receipt) or petition

    def _words(
        self, request: Request, found: DataRequest, purpose: Purpose
    ) -> Mapping[str, Any]:
        at = self._parts.clock.now()
        sealed = self._parts.data_requests.sealed(
            found, at=at, actor=request.actor, purpose=purpose
        )
        if sealed is None:
            return {"statement": "", "values": None}
        words: Mapping[str, Any] = self._parts.sealer.open(
            sealed, str(found.request_id)
        )
        return words

    def _contact(
        self,
        request: Request,
        found: DataRequest,
        petition: PetitionView,
        purpose: Purpose,
    ) -> dict[str, str]:
        key = petition.petition_id
        read = self._parts.contacts.read([key], actor=request.actor, purpose=purpose)
        shown = found.parts | SHOWN_AS_WELL
        told = read[key].to_dict() if key in read else {}
        return {part: said for part, said in told.items() if part in shown}

    def _card(self, found: DataRequest, petition: PetitionView) -> dict[str, Any]:
        now = self._parts.clock.now()
        return {
            "number": found.number,
            "receipt": petition.receipt,
            "title": petition.title,
            "kind": found.kind,
            "parts": in_order(found.parts),
            "state": found.state,
            "asked_at": found.asked_at,
            "due_on": found.due_on,
            "provisional": found.provisional,
            "late": found.is_late(self._parts.policy_at(now).day(now)),
            "answered_at": found.answered_at,
        }

    def _told(
        self, request: Request, found: DataRequest, petition: PetitionView
    ) -> dict[str, Any]:
        verdict, now = found.verdict, self._parts.clock.now()
        proposed = found.is_open and verdict is not None
        return {
            **self._card(found, petition),
            "contact": Presenter(self._parts, request.language).masked(petition),
            "verdict": verdict
            and {**vars(verdict), "granted": in_order(verdict.granted)},
            "agreed_by": found.agreed_by,
            "revision": found.revision,
            "kept_by": self._parts.policy_at(now).file_kept_by,
            "mine": proposed and verdict is not None and verdict.by == request.actor.id,
        }
