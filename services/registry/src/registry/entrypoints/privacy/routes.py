"""Routes for rights to one's own data, and for guardians of those under 14."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.application.authority import must_see_place
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    ListOwnRequests,
    ReadRequest,
    SettleRequest,
)
from registry.application.privacy.views import RequestCard
from registry.application.queries import resident_card
from registry.bootstrap import Parts
from registry.domain.archive.errors import SectionNotYours, SectionUnknown
from registry.domain.errors import (
    BadIdentity,
    HouseholdUnknown,
    OutOfReach,
    ResidentClosed,
    ResidentKnown,
    ResidentUnknown,
    Taken,
)
from registry.domain.privacy.errors import (
    GuardianAsks,
    LawKeeps,
    RequestFixed,
    RequestUnknown,
    SecondEyes,
)
from registry.domain.privacy.request import RequestState
from registry.domain.values import civil_day
from registry.entrypoints.privacy import schemas
from registry.entrypoints.privacy.guardians import (
    DECIDERS,
    OWNERS,
    TAG,
    GuardianDoor,
    guardian_routes,
)


class RightsDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus

    def ask(self, request: Request) -> Reply:
        """Take a request in."""
        said = dict(request.body)
        command = AskForRight(
            actor=request.actor,
            request_id=request.params["request_id"],
            fields=tuple(said.pop("fields")),
            **said,
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_own(self, request: Request) -> Reply:
        """Show what the caller asked for."""
        command = ListOwnRequests(actor=request.actor)
        return Reply({"items": self._bus.handle(command, request.cause)})

    def list_requests(self, request: Request) -> Reply:
        """Show the requests about files of a place, without their words."""
        asked = dict(request.query)
        organisation_id, overdue = asked.pop("organisation"), asked.pop("overdue")
        must_see_place(request.actor, self._parts.reader, organisation_id)
        found = self._listed(organisation_id, overdue=overdue, **asked)
        full = len(found) == asked["limit"]
        after = found[-1].request_id if full else None
        return Reply({"items": found, "next": after})

    def _listed(
        self,
        organisation_id: str,
        *,
        waiting: bool | None,
        state: RequestState | None,
        overdue: bool,
        after: UUID,
        limit: int,
    ) -> Sequence[RequestCard]:
        privacy = self._parts.privacy
        if waiting is not None:
            return privacy.desk(
                organisation_id, waiting=waiting, after=after, limit=limit
            )
        today = civil_day(self._parts.clock.now()) if overdue else None
        return privacy.requests(
            organisation_id, state=state, due_before=today, after=after, limit=limit
        )

    def show(self, request: Request) -> Reply:
        """Show a request without its words, and whose it is, masked."""
        found = self._parts.privacy.request(request.params["request_id"])
        if found is None:
            raise RequestUnknown
        reader = self._parts.reader
        card = resident_card(reader, found.resident_id, request.actor)
        return Reply({"request": found, "resident": card})

    def settle(self, request: Request) -> Reply:
        """Agree to a proposed deletion, or send it back."""
        command = SettleRequest(
            actor=request.actor,
            request_id=request.params["request_id"],
            agreed=request.body["agreed"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def read(self, request: Request) -> Reply:
        """Show a request with its words; the look is written down first."""
        command = ReadRequest(
            actor=request.actor, request_id=request.params["request_id"]
        )
        return Reply(self._bus.handle(command, request.cause))

    def decide(self, request: Request) -> Reply:
        """Grant or refuse a request."""
        command = DecideRequest(
            actor=request.actor,
            request_id=request.params["request_id"],
            **request.body,
        )
        return Reply(self._bus.handle(command, request.cause))


def privacy_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of rights and guardians."""
    door = RightsDoor(parts)
    yield from _own_routes(door)
    yield from _desk_routes(door)
    yield from guardian_routes(GuardianDoor(parts))


def _own_routes(door: RightsDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path="/v1/own/requests/{request_id:uuid}",
        operation=door.ask,
        summary="申请更正或删除 Ask for a correction or a deletion (第46、47条)",
        roles=OWNERS,
        body=schemas.AskBody,
        replies={200: schemas.RequestViewSchema},
        errors=(
            ResidentUnknown,
            OutOfReach,
            GuardianAsks,
            SectionUnknown,
            RequestFixed,
            BadIdentity,
            Taken,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/own/requests",
        operation=door.list_own,
        summary="本人的申请及答复 What one asked for, and how it was decided",
        roles=OWNERS,
        replies={200: schemas.OwnRequestsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )


def _desk_routes(door: RightsDoor) -> Iterator[Route]:
    one = "/v1/rights-requests/{request_id:uuid}"
    yield Route(
        method="GET",
        path="/v1/rights-requests",
        operation=door.list_requests,
        summary="待答复的申请 Requests about files of a place, without their words",
        roles=DECIDERS,
        query=schemas.RequestsQuery,
        replies={200: schemas.RequestPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.show,
        summary="一件申请（脱敏） One request without its words, masked",
        roles=DECIDERS,
        replies={200: schemas.MaskedRequestSchema},
        errors=(RequestUnknown, ResidentUnknown, OutOfReach),
        tag=TAG,
    )
    yield from _settled_and_read(door, one)
    yield _decided(door, one)


def _settled_and_read(door: RightsDoor, one: str) -> Iterator[Route]:
    yield Route(
        method="POST",
        path=one + "/settlement",
        operation=door.settle,
        summary="复核删除 Agree to a proposed deletion, or send it back",
        roles=DECIDERS,
        body=schemas.SettlementBody,
        replies={200: schemas.RequestViewSchema},
        errors=(
            RequestUnknown,
            TransitionRefused,
            SecondEyes,
            LawKeeps,
            SectionUnknown,
            SectionNotYours,
            OutOfReach,
            HouseholdUnknown,
            ResidentKnown,
            Taken,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read,
        summary="查看申请（留痕） Show a request with its words, logged",
        roles=DECIDERS,
        replies={200: schemas.RequestViewSchema},
        errors=(RequestUnknown, OutOfReach),
        tag=TAG,
    )


def _decided(door: RightsDoor, one: str) -> Route:
    return Route(
        method="POST",
        path=one + "/decision",
        operation=door.decide,
        summary="答复申请 Grant or refuse a request, with a reason (第50条)",
        roles=DECIDERS,
        body=schemas.DecisionBody,
        replies={200: schemas.RequestViewSchema},
        errors=(
            RequestUnknown,
            RequestFixed,
            LawKeeps,
            SectionUnknown,
            SectionNotYours,
            OutOfReach,
            HouseholdUnknown,
            ResidentClosed,
            ResidentKnown,
            BadIdentity,
            Taken,
            Invalid,
        ),
        tag=TAG,
    )
