"""Routes for 晒账: written, approved by another, withdrawn at once."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.ledgers.commands import (
    DecidePublication,
    ReadPublication,
    WithdrawPublication,
    WritePublication,
)
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.ledgers.errors import (
    ItemChanged,
    ItemUnknown,
    NotPublishable,
    OwnPublication,
    PublicationNotYours,
    PublicationStands,
    PublicationUnknown,
    TellsTooMuch,
)
from registry.domain.ledgers.publication import PublicWords
from registry.entrypoints.ledgers import publication_schemas as schemas
from registry.entrypoints.ledgers.sight import OVERSEERS, Sight
from registry.entrypoints.structure import page_of

TAG = "晒账 Publication"
APPROVERS = frozenset({Role.SUPERVISOR})
ONE = "/v1/publications/{publication_id:uuid}"


class PublicationDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.ledgers.items
        self._sight = Sight(parts)

    def put_publication(self, request: Request) -> Reply:
        """Write a draft, or write it anew."""
        said = dict(request.body)
        command = WritePublication(
            actor=request.actor,
            publication_id=request.params["publication_id"],
            item_id=said.pop("item_id"),
            words=PublicWords(**said),
        )
        return Reply(self._bus.handle(command, request.cause))

    def get_publication(self, request: Request) -> Reply:
        """Show a publication with the words that are meant for the public."""
        command = ReadPublication(
            actor=request.actor, publication_id=request.params["publication_id"]
        )
        return Reply(self._bus.handle(command, request.cause))

    def decide_publication(self, request: Request) -> Reply:
        """Approve the draft that was read, or send it back."""
        command = DecidePublication(
            actor=request.actor,
            publication_id=request.params["publication_id"],
            approve=request.body["approve"],
            seen=request.body["revision"],
            reason=request.body["reason"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def withdraw_publication(self, request: Request) -> Reply:
        """Take it from the public."""
        command = WithdrawPublication(
            actor=request.actor,
            publication_id=request.params["publication_id"],
            reason=request.body["reason"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_publications(self, request: Request) -> Reply:
        """Show a page of publications, without their words."""
        asked = dict(request.query)
        place = self._sight.place(request.actor, asked.pop("organisation"))
        sight = self._sight.of(request.actor)
        return page_of(self._reader.publications(place, **asked, **sight), request)


def publication_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of publications."""
    door = PublicationDoor(parts)
    yield from _writing_routes(door)
    yield from _deciding_routes(door)


def _writing_routes(door: PublicationDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE,
        operation=door.put_publication,
        summary="拟晒账稿（去标识化检查） Write for the public; checked (A-17)",
        roles=STAFF,
        body=schemas.PublicationBody,
        replies={200: schemas.FullPublicationSchema},
        errors=(
            ItemUnknown,
            PublicationUnknown,
            PublicationNotYours,
            PublicationStands,
            NotPublishable,
            TransitionRefused,
            OutOfReach,
            Taken,
            TellsTooMuch,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=ONE,
        operation=door.get_publication,
        summary="查看晒账稿 Show a publication",
        roles=STAFF,
        replies={200: schemas.FullPublicationSchema},
        errors=(ItemUnknown, PublicationUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/publications",
        operation=door.list_publications,
        summary="晒账稿列表 Publications of a place",
        roles=STAFF,
        query=schemas.PublicationsQuery,
        replies={200: schemas.PublicationPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )


def _deciding_routes(door: PublicationDoor) -> Iterator[Route]:
    yield Route(
        method="POST",
        path=ONE + "/decision",
        operation=door.decide_publication,
        summary="审批晒账稿（审批人不是拟稿人） Approve, by another person (A-17)",
        roles=APPROVERS,
        body=schemas.PublicationDecisionBody,
        replies={200: schemas.FullPublicationSchema},
        errors=(
            ItemUnknown,
            PublicationUnknown,
            OwnPublication,
            NotPublishable,
            ItemChanged,
            TransitionRefused,
            OutOfReach,
            Taken,
            TellsTooMuch,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=ONE + "/withdrawal",
        operation=door.withdraw_publication,
        summary="撤回公开（立即） Withdraw at once (A-17)",
        roles=OVERSEERS,
        body=schemas.PublicationWithdrawalBody,
        replies={200: schemas.FullPublicationSchema},
        errors=(ItemUnknown, PublicationUnknown, TransitionRefused, OutOfReach, Taken),
        tag=TAG,
    )
