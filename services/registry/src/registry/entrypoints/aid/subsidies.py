"""Routes for the ledger of subsidies: proposed, decided, taken back, summed."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_kernel.errors import Invalid, TransitionRefused
from registry.application.aid.commands import (
    DecidePayments,
    Line,
    ProposePayments,
    ReversePayment,
)
from registry.application.aid.views import Sum
from registry.application.authority import must_reach
from registry.bootstrap import Parts
from registry.domain.aid.errors import (
    NotPaid,
    PaidTwice,
    PaymentUnknown,
    ReversedAlready,
    SecondPersonNeeded,
)
from registry.domain.aid.money import cents_of
from registry.domain.errors import OutOfReach, Taken
from registry.entrypoints.aid import schemas
from registry.entrypoints.structure import page_of
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "补助 Subsidies"


class SubsidyDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._aid = parts.aid

    def propose_payments(self, request: Request) -> Reply:
        """Propose what households get."""
        said = dict(request.body)
        lines = [_line(**each) for each in said.pop("lines")]
        command = ProposePayments(actor=request.actor, lines=lines, **said)
        self._parts.bus.handle(command, request.cause)
        return Reply({"lines": len(lines)})

    def decide_payments(self, request: Request) -> Reply:
        """Approve or refuse what another person proposed."""
        ids = request.body["payment_ids"]
        command = DecidePayments(
            actor=request.actor, payment_ids=ids, step=request.body["decision"]
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"lines": len(set(ids))})

    def reverse_payment(self, request: Request) -> Reply:
        """Propose to take a payment back."""
        command = ReversePayment(
            actor=request.actor,
            payment_id=request.body["reversal_id"],
            reverses=request.params["payment_id"],
            why=request.body["why"],
        )
        self._parts.bus.handle(command, request.cause)
        return Reply({"lines": 1})

    def list_payments(self, request: Request) -> Reply:
        """Show a page of the ledger of a place."""
        asked = dict(request.query)
        place = self._place(request, asked.pop("organisation"))
        return page_of(self._aid.payments(place, **asked), request)

    def list_sums(self, request: Request) -> Reply:
        """Show what was paid in a place, and in each of its units."""
        place = self._place(request, request.query["organisation"])
        year = request.query["year"]
        total = [_sum(each) for each in self._aid.totals(place, year)]
        by_unit = [_sum(each) for each in self._aid.sums(place, year)]
        return Reply({"total": total, "by_unit": by_unit})

    def list_public_sums(self, request: Request) -> Reply:
        """Show to everybody what was paid in each unit, without small groups."""
        smallest = self._parts.rules.help_at(self._parts.clock.now()).smallest_group
        found = self._aid.public_sums(request.query["year"], smallest)
        items = [_sum(each) for each in found]
        return Reply({"smallest_group": smallest, "items": items})

    def _place(self, request: Request, place: str) -> str:
        must_reach(request.actor, self._parts.reader, place)
        return place


def _line(*, amount: str, **said: Any) -> Line:  # noqa: ANN401
    return Line(cents=cents_of(amount), **said)


def _sum(found: Sum) -> Mapping[str, Any]:
    said = {**vars(found), "amount": found.amount, "printed": found.printed}
    return {name: said[name] for name in schemas.SubsidySumSchema().fields}


def subsidy_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of the ledger."""
    door = SubsidyDoor(parts)
    yield from _write_routes(door)
    yield from _read_routes(door)


def _write_routes(door: SubsidyDoor) -> Iterator[Route]:
    yield Route(
        method="POST",
        path="/v1/subsidy-payments",
        operation=door.propose_payments,
        summary="登记补助（可重发；全部或全不） Propose payments, all or none (C-25)",
        roles=OVERSEERS,
        body=schemas.ProposalBody,
        replies={200: schemas.LinesSchema},
        errors=(OutOfReach, PaidTwice, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path="/v1/subsidy-payments/decision",
        operation=door.decide_payments,
        summary="复核补助（须另一人） Approve or refuse, by a second person",
        roles=OVERSEERS,
        body=schemas.DecisionOnPaymentsBody,
        replies={200: schemas.LinesSchema},
        errors=(PaymentUnknown, OutOfReach, SecondPersonNeeded, TransitionRefused),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/subsidy-payments/{payment_id:uuid}/reversal",
        operation=door.reverse_payment,
        summary="冲销补助（不删除；另一人复核） Propose a reversal; nothing is deleted",
        roles=OVERSEERS,
        body=schemas.ReversalBody,
        replies={200: schemas.LinesSchema},
        errors=(PaymentUnknown, OutOfReach, NotPaid, ReversedAlready, Taken),
        tag=TAG,
    )


def _read_routes(door: SubsidyDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/subsidy-payments",
        operation=door.list_payments,
        summary="补助台账 The ledger of a place",
        roles=OVERSEERS,
        query=schemas.PaymentsQuery,
        replies={200: schemas.PaymentPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/subsidy-sums",
        operation=door.list_sums,
        summary="补助户数与金额（精确到分） Households and sums to the cent (C-25)",
        roles=OVERSEERS,
        query=schemas.SumsQuery,
        replies={200: schemas.SubsidySumsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/public-subsidies",
        operation=door.list_public_sums,
        summary="补助公示（仅户数与金额，小组不示） Sums for everybody",
        roles=PUBLIC,
        query=schemas.PublicSumsQuery,
        replies={200: schemas.PublicSumsSchema},
        tag=TAG,
    )
