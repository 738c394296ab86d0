"""Routes for items of ledgers: entered, stepped, read, listed."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.application.ledgers.commands import (
    EnterItem,
    ReadItem,
    StepItem,
)
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.archive.errors import PetitionUnheard
from registry.domain.errors import OutOfReach, Taken
from registry.domain.ledgers.errors import (
    ItemChanged,
    ItemFixed,
    ItemStands,
    ItemUnknown,
)
from registry.domain.ledgers.item import About, ItemAccount
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.values import civil_day
from registry.entrypoints.ledgers import schemas
from registry.entrypoints.ledgers.sight import TAG, Sight
from registry.entrypoints.structure import page_of

ONE = "/v1/ledger-items/{item_id:uuid}"


class ItemDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.ledgers.items
        self._clock = parts.clock
        self._sight = Sight(parts)

    def put_item(self, request: Request) -> Reply:
        """Enter an item, or say it otherwise."""
        said = dict(request.body)
        seen, about = said.pop("revision"), About(**said.pop("about"))
        command = EnterItem(
            actor=request.actor,
            item_id=request.params["item_id"],
            account=ItemAccount(about=about, **said),
            seen=seen,
        )
        return Reply(self._bus.handle(command, request.cause))

    def put_step(self, request: Request) -> Reply:
        """Let an item go a step."""
        said = request.body | {"step": LedgerStep(request.body["step"])}
        command = StepItem(actor=request.actor, **request.params, **said)
        return Reply(self._bus.handle(command, request.cause))

    def get_item(self, request: Request) -> Reply:
        """Show an item, masked."""
        return Reply(self._sight.item(request.actor, request.params["item_id"]))

    def read_item(self, request: Request) -> Reply:
        """Show an item with its words; the look is written down first."""
        command = ReadItem(
            actor=request.actor,
            item_id=request.params["item_id"],
            purpose=Purpose(request.query["purpose"]),
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_history(self, request: Request) -> Reply:
        """Show the way of an item, each step dated, without words."""
        found = self._sight.item(request.actor, request.params["item_id"])
        return Reply({"items": self._reader.history(found.item_id)})

    def list_items(self, request: Request) -> Reply:
        """Show a page of items, masked."""
        asked = dict(request.query)
        place = self._sight.place(request.actor, asked.pop("organisation"))
        tile, overdue = asked.pop("tile"), asked.pop("overdue")
        found = self._reader.page(
            place,
            tile=None if tile is None else self._sight.policy.tile(tile),
            overdue=civil_day(self._clock.now()) if overdue else None,
            **asked,
            **self._sight.of(request.actor),
        )
        return page_of(found, request)

    def list_matters(self, request: Request) -> Reply:
        """Show matters, each once, with all their ledgers."""
        asked = dict(request.query)
        place = self._sight.place(request.actor, asked.pop("organisation"))
        sight = self._sight.of(request.actor)
        return page_of(self._reader.matters(place, **asked, **sight), request)

    def list_kinds(self, request: Request) -> Reply:
        """Show the ledgers that the caller reads, as they are in force."""
        policy = self._sight.policy
        readable = policy.readable_by(request.actor.role)
        kinds = [
            vars(each) | {"about": sorted(each.about), "readers": sorted(each.readers)}
            for each in policy.ledgers
            if each.code in readable
        ]
        return Reply(
            {
                "items": kinds,
                "categories": policy.categories,
                "attendees": policy.attendees,
            }
        )


def ledger_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of items."""
    door = ItemDoor(parts)
    yield from _item_routes(door)
    yield from _reading_routes(door)
    yield from _list_routes(door)


def _item_routes(door: ItemDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE,
        operation=door.put_item,
        summary="建账（可重发；更正留痕） Enter an item, or correct it (A-15)",
        roles=STAFF,
        body=schemas.LedgerItemBody,
        replies={200: schemas.LedgerItemSchema},
        errors=(
            ItemUnknown,
            ItemStands,
            ItemFixed,
            ItemChanged,
            PetitionUnheard,
            OutOfReach,
            Taken,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=ONE + "/steps/{step_id:uuid}",
        operation=door.put_step,
        summary="报账、销号、再次建账（可重发） Report, strike off, enter again (A-16)",
        roles=STAFF,
        body=schemas.LedgerStepBody,
        replies={200: schemas.LedgerItemSchema},
        errors=(ItemUnknown, ItemStands, TransitionRefused, OutOfReach, Taken, Invalid),
        tag=TAG,
    )


def _reading_routes(door: ItemDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path=ONE,
        operation=door.get_item,
        summary="查看事项（脱敏） Show an item, masked",
        roles=STAFF,
        replies={200: schemas.LedgerItemSchema},
        errors=(ItemUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=ONE + "/full",
        operation=door.read_item,
        summary="查看事项全文与过程（留痕） Show an item with its words, logged",
        roles=STAFF,
        query=schemas.LedgerPurposeQuery,
        replies={200: schemas.FullLedgerItemSchema},
        errors=(ItemUnknown, OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=ONE + "/history",
        operation=door.list_history,
        summary="事项过程：何时、何人、何因 The way of an item, each step dated",
        roles=STAFF,
        replies={200: schemas.LedgerHistorySchema},
        errors=(ItemUnknown, OutOfReach),
        tag=TAG,
    )


def _list_routes(door: ItemDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/ledger-items",
        operation=door.list_items,
        summary="台账事项（脱敏；按责任人、超期、四个知晓） Items of a place (A-14)",
        roles=STAFF,
        query=schemas.LedgerItemsQuery,
        replies={200: schemas.LedgerItemPageSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/ledger-matters",
        operation=door.list_matters,
        summary="事项及其所在各台账 Matters with all their ledgers (A-15)",
        roles=STAFF,
        query=schemas.MattersQuery,
        replies={200: schemas.LedgerMatterPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/ledgers",
        operation=door.list_kinds,
        summary="台账种类 The ledgers in force, and their reasons",
        roles=STAFF,
        replies={200: schemas.LedgerKindsSchema},
        tag=TAG,
    )
