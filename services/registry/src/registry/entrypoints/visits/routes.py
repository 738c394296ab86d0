"""Routes for visits: recorded by who made them, read masked or in full."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.visits.commands import ReadVisit, RecordVisit
from registry.application.visits.naming import Naming
from registry.application.visits.queries import must_oversee, visit_card
from registry.application.visits.views import FullVisit
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.values import civil_day, end_of
from registry.domain.visits.checklist import Checked
from registry.domain.visits.errors import VisitForgotten, VisitNotYours, VisitUnknown
from registry.domain.visits.photo import Photo
from registry.domain.visits.visit import Account, Subject
from registry.entrypoints.structure import WORKERS, page_of
from registry.entrypoints.visits import figure_schemas, schemas
from registry.entrypoints.visits.finding_schemas import FullVisitSchema

TAG = "走访 Visits"
OVERSEERS = frozenset({Role.CLERK, Role.SUPERVISOR})


class VisitDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus
        self._visits = parts.visits

    def put_visit(self, request: Request) -> Reply:
        """Put a visit on file, or correct it."""
        command = RecordVisit(
            actor=request.actor,
            visit_id=request.params["visit_id"],
            account=account_of(request.body),
        )
        return Reply(self._bus.handle(command, request.cause))

    def get_visit(self, request: Request) -> Reply:
        """Show a visit, masked."""
        visit_id, places = request.params["visit_id"], self._parts.reader
        found = visit_card(self._visits, places, visit_id, request.actor)
        return Reply(self._naming(request).of([found])[0])

    def read_visit(self, request: Request) -> Reply:
        """Show a visit with its words; the look is written down first."""
        visit_id, purpose = request.params["visit_id"], request.query["purpose"]
        command = ReadVisit(actor=request.actor, visit_id=visit_id, purpose=purpose)
        found: FullVisit = self._bus.handle(command, request.cause)
        [visit] = self._naming(request).of([found.visit])
        return Reply(replace(found, visit=visit))

    def list_mine(self, request: Request) -> Reply:
        """Show a page of one's own visits, masked."""
        found = self._visits.page(
            staff_id=request.actor.id, organisation_id=None, **request.query
        )
        return page_of(self._naming(request).of(found), request)

    def list_visits(self, request: Request) -> Reply:
        """Show a page of the visits of a place's units, masked."""
        asked = dict(request.query)
        organisation_id, staff_id = asked.pop("organisation"), asked.pop("staff")
        must_oversee(request.actor, self._parts.reader, [organisation_id])
        found = self._visits.page(
            staff_id=staff_id, organisation_id=organisation_id, **asked
        )
        return page_of(self._naming(request).of(found), request)

    def _naming(self, request: Request) -> Naming:
        parts = self._parts
        return Naming(
            namer=parts.judge.reader,
            reaching=parts.reader,
            actor=request.actor,
            today=civil_day(parts.clock.now()),
        )

    def list_kinds(self, request: Request) -> Reply:
        """Show the kinds in force on a day."""
        moment = end_of(request.query["on"]) or self._parts.clock.now()
        policy = self._parts.rules.visits_at(moment)
        kinds = [
            vars(each)
            | {
                "subjects": sorted(each.subjects),
                "requires": sorted(each.requires),
                "closes_with": sorted(each.closes_with),
            }
            for each in policy.kinds
        ]
        told = {
            "items": kinds,
            "classes": [
                {"code": each.code, "title": each.title, "basis": each.basis}
                for each in policy.classes
            ],
            "late_after_days": policy.late_after_days,
            "open_days": policy.open_days,
        }
        return Reply(told)


def account_of(body: Mapping[str, Any]) -> Account:
    """Return what a form says of a visit."""
    said = dict(body)
    subjects = [Subject(**each) for each in said.pop("subjects")]
    photos = [Photo(**each) for each in said.pop("photos")]
    checklist = [Checked(**each) for each in said.pop("checklist")]
    return Account(subjects=subjects, photos=photos, checklist=checklist, **said)


class FigureDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._visits = parts.visits

    def count(self, request: Request) -> Reply:
        """Show how many visits were made in a month, and how many came."""
        place, first = (
            self._place(request),
            figure_schemas.first_day(request.query["month"]),
        )
        late = self._parts.rules.visits_at(self._parts.clock.now()).late_after_days
        return Reply(self._visits.month(place, first, request.query["kind"], late))

    def cover(self, request: Request) -> Reply:
        """Show how many of those on file were visited by a day."""
        place, today = self._place(request), civil_day(self._parts.clock.now())
        day = request.query["on"] or today
        found = self._visits.coverage(place, day, today)
        items = [vars(each) | {"percent": _text(each.percent)} for each in found]
        return Reply({"organisation_id": place, "on": day, "items": items})

    def list_tours(self, request: Request) -> Reply:
        """Show who went where: times and units apart."""
        asked = request.query
        place, duty = self._place(request), asked["duty"]
        since, until = asked["since"], asked["until"]
        found = self._visits.tours(place, since, until, duty and duty.value)
        return Reply(vars(found) | {"units": found.units})

    def list_unvisited(self, request: Request) -> Reply:
        """Show who of those on file was not visited by a day."""
        place, today = self._place(request), civil_day(self._parts.clock.now())
        asked = request.query
        found = self._visits.unvisited(
            place,
            asked["kind"],
            asked["on"] or today,
            today,
            after=asked["after"],
            limit=asked["limit"],
        )
        return page_of(found, request)

    def _place(self, request: Request) -> str:
        place = str(request.query["organisation"])
        must_oversee(request.actor, self._parts.reader, [place])
        return place


def _text(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)


def visit_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of visits."""
    door = VisitDoor(parts)
    yield from _record_routes(door)
    yield from _list_routes(door)
    yield from _figure_routes(FigureDoor(parts))


def _record_routes(door: VisitDoor) -> Iterator[Route]:
    one = "/v1/visits/{visit_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_visit,
        summary="登记走访（可重发；更正留痕） Record a visit, or correct it (A-10)",
        roles=STAFF,
        body=schemas.VisitBody,
        replies={200: schemas.VisitSchema},
        errors=(VisitNotYours, VisitForgotten, OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_visit,
        summary="查看走访（脱敏） Show a visit, masked",
        roles=STAFF,
        replies={200: schemas.VisitSchema},
        errors=(VisitUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=door.read_visit,
        summary="查看民情日记（留痕） Show a visit with its diary, logged",
        roles=STAFF,
        query=schemas.OwnPurposeQuery,
        replies={200: FullVisitSchema},
        errors=(VisitUnknown, OutOfReach, Invalid),
        tag=TAG,
    )


def _list_routes(door: VisitDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/my-visits",
        operation=door.list_mine,
        summary="我的走访 One's own visits, masked",
        roles=STAFF,
        query=schemas.MyVisitsQuery,
        replies={200: schemas.VisitPageSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visits",
        operation=door.list_visits,
        summary="本单位及下级的走访，可查迟录 Visits of units; late entries (A-11)",
        roles=OVERSEERS,
        query=schemas.VisitsQuery,
        replies={200: schemas.VisitPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-kinds",
        operation=door.list_kinds,
        summary="走访类型 The kinds of visits in force, and what each requires",
        roles=WORKERS,
        query=schemas.KindsQuery,
        replies={200: schemas.VisitKindsSchema},
        tag=TAG,
    )


def _figure_routes(door: FigureDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/visit-counts",
        operation=door.count,
        summary="走访场次与人次（按院落、干部、单位） Visits of a month (A-21)",
        roles=OVERSEERS,
        query=figure_schemas.VisitCountsQuery,
        replies={200: figure_schemas.VisitCountsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-tours",
        operation=door.list_tours,
        summary="走访人次与单位数（各计各的） Who went where (C-17)",
        roles=OVERSEERS,
        query=figure_schemas.ToursQuery,
        replies={200: figure_schemas.ToursSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-coverage",
        operation=door.cover,
        summary="走访覆盖率 Who was visited, of those on file (D-11)",
        roles=OVERSEERS,
        query=figure_schemas.VisitCoverageQuery,
        replies={200: figure_schemas.VisitCoverageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/visit-coverage/missing",
        operation=door.list_unvisited,
        summary="未走访名单 Who is missing in the coverage (D-11)",
        roles=OVERSEERS,
        query=figure_schemas.UnvisitedQuery,
        replies={200: figure_schemas.UnvisitedPageSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
