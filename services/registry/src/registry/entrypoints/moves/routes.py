"""Routes for households that split and merge, and for people who move."""

from collections.abc import Iterator

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.bootstrap import Parts
from registry.domain.aid.errors import PairedAlready
from registry.domain.archive.errors import TenancyOpen
from registry.domain.charges.errors import HouseholdServed
from registry.domain.errors import OutOfReach, ResidentClosed, Taken
from registry.domain.moves.errors import ChangedSince, MoveFixed, MoveUnknown
from registry.domain.moves.move import MoveKind
from registry.domain.plans.errors import PlanInForce
from registry.entrypoints.people import KEEPERS, TAG

MOST_PEOPLE = 50


class MoveBody(Schema):
    """Who goes where; of a merger nobody is named, for all go."""

    kind = fields.Enum(MoveKind, by_value=True, required=True)
    from_household = fields.UUID(required=True)
    to_household = fields.UUID(required=True)
    resident_ids = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=MOST_PEOPLE)
    )


class MovedSchema(Schema):
    """How many went, or came back."""

    move_id = fields.UUID(required=True)
    people = fields.Integer(required=True)


class MoveDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus

    def put_move(self, request: Request) -> Reply:
        """Let people go to another household."""
        move_id, body = request.params["move_id"], dict(request.body)
        command = MoveResidents(
            actor=request.actor,
            move_id=move_id,
            resident_ids=tuple(body.pop("resident_ids")),
            **body,
        )
        people = self._bus.handle(command, request.cause)
        return Reply({"move_id": move_id, "people": people})

    def undo_move(self, request: Request) -> Reply:
        """Put everything back."""
        move_id = request.params["move_id"]
        command = UndoMove(actor=request.actor, move_id=move_id)
        people = self._bus.handle(command, request.cause)
        return Reply({"move_id": move_id, "people": people})


def move_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of moves."""
    door, one = MoveDoor(parts), "/v1/household-moves/{move_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_move,
        summary="分户、合户、迁居 Split, merge, move between households",
        roles=KEEPERS,
        body=MoveBody,
        replies={200: MovedSchema},
        errors=(OutOfReach, MoveFixed, ChangedSince, ResidentClosed, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/undo",
        operation=door.undo_move,
        summary="撤销分户、合户、迁居 Put everything back as it was",
        roles=KEEPERS,
        replies={200: MovedSchema},
        errors=(
            MoveUnknown,
            OutOfReach,
            ChangedSince,
            ResidentClosed,
            HouseholdServed,
            TenancyOpen,
            PairedAlready,
            PlanInForce,
        ),
        tag=TAG,
    )
