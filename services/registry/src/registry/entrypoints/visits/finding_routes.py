"""Routes for what visits find, for closing them, and for what is not done."""

from collections.abc import Iterator
from typing import Any

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.keeping import must_see_file
from registry.application.visits.categories import must_hold
from registry.application.visits.commands import CloseVisit, RecordFinding
from registry.application.visits.queries import must_oversee, visit_card
from registry.bootstrap import Parts
from registry.domain.archive.section import SubjectKind as FileKind
from registry.domain.errors import HouseholdUnknown, OutOfReach, Taken
from registry.domain.values import civil_day
from registry.domain.visits.errors import (
    FindingCategoryUnknown,
    FindingTaken,
    StillOpen,
    VisitForgotten,
    VisitNotYours,
    VisitUnknown,
)
from registry.domain.visits.finding import Difficulty
from registry.domain.visits.visit import Subject
from registry.entrypoints.visits import finding_schemas as schemas
from registry.entrypoints.visits.routes import OVERSEERS, TAG
from registry.entrypoints.visits.schemas import VisitSchema


class FindingDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus
        self._visits = parts.visits

    def put_finding(self, request: Request) -> Reply:
        """Say what a visit found, and what comes of it."""
        today = civil_day(self._parts.clock.now())
        must_hold(request.body["matter"], today, self._parts.categories)
        command = RecordFinding(
            actor=request.actor,
            visit_id=request.params["visit_id"],
            finding_id=request.params["finding_id"],
            difficulty=difficulty_of(request.body),
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_findings(self, request: Request) -> Reply:
        """Show what a visit found, and where the petitions of it stand."""
        visit_id, places = request.params["visit_id"], self._parts.reader
        visit_card(self._visits, places, visit_id, request.actor)
        found = self._visits.findings(visit_id, self._line(request.actor))
        return Reply({"items": found})

    def close_visit(self, request: Request) -> Reply:
        """Close a visit, or say everything that is lacking."""
        command = CloseVisit(
            actor=request.actor,
            visit_id=request.params["visit_id"],
            family=request.body["family"],
        )
        return Reply(self._bus.handle(command, request.cause))

    def list_gaps(self, request: Request) -> Reply:
        """Show what leads nowhere yet."""
        place, now = request.query["organisation"], self._parts.clock.now()
        must_oversee(request.actor, self._parts.reader, [place])
        days = request.query["days"]
        if days is None:
            days = self._parts.rules.visits_at(now).open_days
        return Reply(self._visits.gaps(place, now, days, self._line(request.actor)))

    def list_ways(self, request: Request) -> Reply:
        """Show how long findings were on their way to the unit's door."""
        place = request.query["organisation"]
        must_oversee(request.actor, self._parts.reader, [place])
        since, until = request.query["since"], request.query["until"]
        if until < since:
            raise Invalid(fields={"until": "before-since"})
        found = self._visits.ways(place, since, until)
        return Reply({"organisation_id": place, "items": found})

    def list_home_visits(self, request: Request) -> Reply:
        """Show who of all levels visited a home, and what they found."""
        home = request.params["household_id"]
        must_see_file(self._parts.reader, FileKind.HOUSEHOLD, home, request.actor)
        limit = request.query["limit"]
        found = self._visits.of_home(home, self._line(request.actor), limit)
        return Reply({"items": found})

    def _line(self, actor: Actor) -> list[str]:
        return list(self._parts.reader.lineage(actor.organisation_id or ""))


def difficulty_of(body: dict[str, Any]) -> Difficulty:
    """Return what a form says of a finding."""
    said = dict(body)
    about = said.pop("about")
    return Difficulty(about=Subject(**about) if about else None, **said)


def finding_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of findings, closing and gaps."""
    door = FindingDoor(parts)
    yield from _writing(door)
    yield from _reading(door)


def _writing(door: FindingDoor) -> Iterator[Route]:
    one = "/v1/visits/{visit_id:uuid}"
    yield Route(
        method="PUT",
        path=one + "/findings/{finding_id:uuid}",
        operation=door.put_finding,
        summary="登记走访发现的困难 What a visit found (B-25, B-26)",
        description=(
            "现场办结须说明如何办结；带回办理、上报即转为诉求，按 finding_id 只转一次。"
            "Taken back or raised, it becomes a petition, once."
        ),
        roles=STAFF,
        body=schemas.VisitFindingBody,
        replies={200: schemas.VisitFindingSchema},
        errors=(
            VisitUnknown,
            VisitNotYours,
            VisitForgotten,
            OutOfReach,
            FindingTaken,
            FindingCategoryUnknown,
            Taken,
            Invalid,
        ),
        tag=TAG,
    )
    yield Route(
        method="POST",
        path=one + "/close",
        operation=door.close_visit,
        summary="办结走访；缺什么一次性告知 Close a visit (C-05)",
        roles=STAFF,
        body=schemas.ClosingBody,
        replies={200: VisitSchema},
        errors=(VisitUnknown, VisitNotYours, StillOpen, Taken, Invalid),
        tag=TAG,
    )


def _reading(door: FindingDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/visits/{visit_id:uuid}/findings",
        operation=door.list_findings,
        summary="走访发现的困难及诉求状态 What a visit found, and where it stands",
        roles=STAFF,
        replies={200: schemas.VisitFindingsSchema},
        errors=(VisitUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-ways",
        operation=door.list_ways,
        summary="一步反映：从登记到社区受理用时 From entry to the unit's door (A-26)",
        roles=OVERSEERS,
        query=schemas.WaysQuery,
        replies={200: schemas.WaysSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-gaps",
        operation=door.list_gaps,
        summary="件件有着落：无去向的困难、未办结的走访 What is not done (B-26)",
        roles=OVERSEERS,
        query=schemas.GapsQuery,
        replies={200: schemas.GapsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/households/{household_id:uuid}/visits",
        operation=door.list_home_visits,
        summary="一户多层走访记录 A home's visits by every level (D-06)",
        roles=STAFF,
        query=schemas.HomeVisitsQuery,
        replies={200: schemas.HomeVisitsSchema},
        errors=(HouseholdUnknown, OutOfReach),
        tag=TAG,
    )
