"""Routes for spot checks: lots are drawn, findings recorded, debts told (C-15)."""

from collections.abc import Iterator, Mapping
from secrets import token_hex
from typing import Any

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.authority import known_lineage, must_see_place
from registry.application.checks.commands import DrawChecks, RecordFinding
from registry.application.checks.queries import undrawn, whole_draw
from registry.application.checks.views import DrawCard
from registry.bootstrap import Parts
from registry.domain.checks.check import Finding
from registry.domain.checks.draw import Asked
from registry.domain.checks.errors import (
    CheckedAlready,
    CheckUnknown,
    DrawnAlready,
    DrawUnknown,
    NotAChecker,
)
from registry.domain.checks.rules import CheckRule
from registry.domain.errors import OutOfReach, Taken
from registry.domain.rates import rate_text
from registry.domain.values import civil_day, end_of
from registry.domain.workers import Meant
from registry.entrypoints.checks import schemas
from registry.entrypoints.structure import WORKERS
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "抽查 Spot checks"
ONE = "/v1/check-draws/{draw_id:uuid}"


class CheckDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._checks = parts.oversight.checks

    def list_rules(self, request: Request) -> Reply:
        """Show the rules in force on a day."""
        moment = end_of(request.query["on"]) or self._parts.clock.now()
        policy = self._parts.rules.checks_at(moment)
        return Reply({"items": [_rule(each) for each in policy.rules]})

    def draw(self, request: Request) -> Reply:
        """Draw lots; nobody knows the seed before."""
        command = DrawChecks(
            actor=request.actor,
            draw_id=request.params["draw_id"],
            asked=Asked(**request.body),
            nonce=token_hex(32),
        )
        self._parts.bus.handle(command, request.cause)
        found = self._checks.draw(command.draw_id)
        return Reply(_draw(found.card) if found else None)

    def list_draws(self, request: Request) -> Reply:
        """Show the draws of a place and below it."""
        place = self._place(request)
        found = self._checks.draws(place, request.query["since"])
        return Reply({"items": [_draw(each) for each in found]})

    def read_draw(self, request: Request) -> Reply:
        """Show a draw with its checks."""
        key, places = request.params["draw_id"], self._parts.reader
        found = whole_draw(self._checks, places, key, request.actor)
        told = {name: each for name, each in vars(found).items() if name != "card"}
        return Reply(told | {"draw": _draw(found.card)})

    def list_population(self, request: Request) -> Reply:
        """Show out of which visits lots were drawn."""
        key, places = request.params["draw_id"], self._parts.reader
        whole_draw(self._checks, places, key, request.actor)
        return Reply({"visits": self._checks.population(key)})

    def put_finding(self, request: Request) -> Reply:
        """Record what a check found."""
        command = RecordFinding(
            actor=request.actor,
            finding=Finding(**request.body),
            **request.params,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def list_mine(self, request: Request) -> Reply:
        """Show what one has yet to check."""
        return Reply({"items": self._checks.owed_by(request.actor.id)})

    def list_debts(self, request: Request) -> Reply:
        """Show who has yet to check, and what nobody drew."""
        place, now = self._place(request), self._parts.clock.now()
        policy, kind = self._parts.rules.checks_at(now), self._checks.kind_of(place)
        missing = undrawn(self._checks, policy, place, kind, now) if kind else ()
        debts = self._checks.debts(place, civil_day(now))
        return Reply({"items": debts, "undrawn": missing})

    def _place(self, request: Request) -> str:
        place = str(request.query["organisation"])
        known_lineage(self._parts.reader, place, "organisation")
        must_see_place(request.actor, self._parts.reader, place)
        return place


def _draw(card: DrawCard) -> Mapping[str, Any]:
    rate = rate_text(card.confirmed, card.checked)
    return vars(card) | {"checked": card.checked, "confirmed_rate": rate}


def _rule(rule: CheckRule) -> Mapping[str, Any]:
    return vars(rule) | {
        "places": sorted(rule.places),
        "kinds": sorted(rule.kinds),
        "checkers": _meant(rule.checkers),
        "checked": _meant(rule.checked),
    }


def _meant(meant: Meant) -> Mapping[str, Any]:
    return {name: sorted(each) for name, each in vars(meant).items()}


def check_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of spot checks."""
    door = CheckDoor(parts)
    yield from _drawing(door)
    yield from _looking(door)
    yield from _checking(door)


def _drawing(door: CheckDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/check-rules",
        operation=door.list_rules,
        summary="抽查规则 Who checks whom, how many, how often",
        roles=WORKERS,
        query=schemas.CheckRulesQuery,
        replies={200: schemas.CheckRulesSchema},
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=ONE,
        operation=door.draw,
        summary="抽签（种子留存，一期一次） Draw lots, once a rule, place and period",
        description=(
            "population_digest = SHA-256(ids in order, \\n between); seed = "
            "SHA-256(nonce:population_digest); lot = SHA-256(seed:visit id); lowest "
            "first."
        ),
        roles=OVERSEERS,
        body=schemas.DrawBody,
        replies={200: schemas.DrawSchema},
        errors=(DrawnAlready, OutOfReach, Taken, Invalid),
        tag=TAG,
    )


def _looking(door: CheckDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/check-draws",
        operation=door.list_draws,
        summary="抽查结果 Draws of a place and below, with what was found",
        roles=OVERSEERS,
        query=schemas.DrawsQuery,
        replies={200: schemas.DrawsSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=ONE,
        operation=door.read_draw,
        summary="抽样明细（原样冻结） A draw, its seed, and its frozen visits",
        roles=OVERSEERS,
        replies={200: schemas.WholeDrawSchema},
        errors=(DrawUnknown, OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=ONE + "/population",
        operation=door.list_population,
        summary="抽样总体 Out of which visits lots were drawn",
        roles=OVERSEERS,
        replies={200: schemas.DrawPopulationSchema},
        errors=(DrawUnknown, OutOfReach, Invalid),
        tag=TAG,
    )


def _checking(door: CheckDoor) -> Iterator[Route]:
    yield Route(
        method="PUT",
        path=ONE + "/visits/{visit_id:uuid}/finding",
        operation=door.put_finding,
        summary="登记抽查结果 Record what a check found",
        roles=STAFF,
        body=schemas.CheckFindingBody,
        replies={204: None},
        errors=(
            DrawUnknown,
            CheckUnknown,
            NotAChecker,
            CheckedAlready,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/my-checks",
        operation=door.list_mine,
        summary="我的待查 What one has yet to check",
        roles=STAFF,
        replies={200: schemas.OwedChecksSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/check-debts",
        operation=door.list_debts,
        summary="欠查清单 Who has yet to check, and what nobody drew",
        roles=OVERSEERS,
        query=schemas.CheckDebtsQuery,
        replies={200: schemas.DebtsSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
