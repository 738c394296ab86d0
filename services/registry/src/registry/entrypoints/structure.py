"""Routes for organisations, staff, duties and grids."""

from collections.abc import Iterator, Sequence
from typing import Any

from minqing_chassis.http.route import PUBLIC, STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.commands import (
    AppointHead,
    RecordDuty,
    RecordGrid,
    RecordOrganisation,
    RecordStaff,
)
from registry.bootstrap import Parts
from registry.domain.errors import (
    ChangedMeanwhile,
    DutyFixed,
    GridUnknown,
    HeadAppointed,
    LastOperator,
    OrganisationUnknown,
    OutOfReach,
    OwnPerson,
    OwnRights,
    RoleNotYours,
    StaffUnknown,
    Taken,
    WouldCircle,
)
from registry.domain.persons import person_number
from registry.domain.profiles import (
    DutyProfile,
    GridProfile,
    OrganisationProfile,
    StaffProfile,
)
from registry.domain.serving import spans_of
from registry.entrypoints import schemas

GOVERNORS = frozenset({Role.SUPERVISOR, Role.OPS})
WORKERS = STAFF | {Role.OPS}
ORGANISATIONS, STAFF_TAG, GRIDS = "组织 Organisations", "人员 Staff", "网格 Grids"


class StructureDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def get_organisation(self, request: Request) -> Reply:
        """Show one organisation."""
        found = self._reader.organisation(request.params["organisation_id"])
        if found is None:
            raise OrganisationUnknown
        return Reply(found)

    def list_organisations(self, request: Request) -> Reply:
        """Show a page of organisations."""
        return page_of(self._reader.organisations(**request.query), request)

    def put_organisation(self, request: Request) -> Reply:
        """Say what an organisation is."""
        since = request.body.pop("since")
        command = RecordOrganisation(
            actor=request.actor,
            organisation_id=request.params["organisation_id"],
            since=since,
            seen=request.headers["seen"],
            profile=OrganisationProfile(**request.body),
        )
        self._bus.handle(command, request.cause)
        return self.get_organisation(request)

    def get_member(self, request: Request) -> Reply:
        """Show one member of staff."""
        found = self._reader.staff_member(request.params["staff_id"])
        if found is None:
            raise StaffUnknown
        return Reply(found)

    def list_staff(self, request: Request) -> Reply:
        """Show a page of staff."""
        return page_of(self._reader.staff(**request.query), request)

    def put_member(self, request: Request) -> Reply:
        """Say where and in which roles somebody serves."""
        roles = frozenset(Role(role) for role in request.body.pop("roles"))
        reason = request.body.pop("reason")
        command = RecordStaff(
            reason=reason,
            seen=request.headers["seen"],
            actor=request.actor,
            staff_id=request.params["staff_id"],
            number=person_number(request.body),
            profile=StaffProfile(roles=roles, **request.body),
        )
        self._bus.handle(command, request.cause)
        return self.get_member(request)

    def show_history(self, request: Request) -> Reply:
        """Show all that was said of a member, and the roles that follow of it."""
        self.get_member(request)
        found = self._reader.staff_editions(request.params["staff_id"])
        return Reply({"items": found, "roles": spans_of(found)})

    def list_duties(self, request: Request) -> Reply:
        """Show every duty of a member, past and present."""
        self.get_member(request)
        staff_id = request.params["staff_id"]
        return Reply({"items": self._reader.duties(staff_id=staff_id)})

    def put_duty(self, request: Request) -> Reply:
        """Give a duty, or say when it ends."""
        command = RecordDuty(
            actor=request.actor,
            duty_id=request.params["duty_id"],
            profile=DutyProfile(**request.body),
        )
        self._bus.handle(command, request.cause)
        duties = self._reader.duties(staff_id=command.profile.staff_id)
        return Reply(next(d for d in duties if d.duty_id == command.duty_id))

    def get_grid(self, request: Request) -> Reply:
        """Show one grid with all its duties."""
        found = self._reader.grid(request.params["grid_id"])
        if found is None:
            raise GridUnknown
        duties = self._reader.duties(grid_id=found.grid_id)
        return Reply(vars(found) | {"duties": duties})

    def list_grids(self, request: Request) -> Reply:
        """Show a page of grids."""
        return page_of(self._reader.grids(**request.query), request)

    def put_grid(self, request: Request) -> Reply:
        """Say what a grid is."""
        command = RecordGrid(
            actor=request.actor,
            grid_id=request.params["grid_id"],
            profile=GridProfile(**request.body),
        )
        self._bus.handle(command, request.cause)
        return self.get_grid(request)

    def put_head(self, request: Request) -> Reply:
        """Give a grid its head."""
        command = AppointHead(
            actor=request.actor, grid_id=request.params["grid_id"], **request.body
        )
        self._bus.handle(command, request.cause)
        return self.get_grid(request)


def page_of(found: Sequence[Any], request: Request) -> Reply:
    """Return a page; `next` is the last id of a full one."""
    full = len(found) == request.query["limit"]
    key = next(iter(vars(found[0]))) if full else ""
    return Reply({"items": found, "next": getattr(found[-1], key) if full else None})


def structure_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of organisations, staff, duties and grids."""
    door = StructureDoor(parts)
    yield from _organisation_routes(door)
    yield from _staff_routes(door)
    yield from _duty_routes(door)
    yield from _grid_routes(door)


def _organisation_routes(door: StructureDoor) -> Iterator[Route]:
    one, tag = "/v1/organisations/{organisation_id}", ORGANISATIONS
    yield Route(
        method="GET",
        path="/v1/organisations",
        operation=door.list_organisations,
        summary="组织列表 List organisations",
        roles=PUBLIC,
        query=schemas.OrganisationQuery,
        replies={200: schemas.OrganisationPageSchema},
        tag=tag,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_organisation,
        summary="查看组织 Show an organisation",
        roles=PUBLIC,
        replies={200: schemas.OrganisationSchema},
        errors=(OrganisationUnknown,),
        tag=tag,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_organisation,
        summary="登记组织 Record an organisation",
        roles=GOVERNORS,
        headers=schemas.SeenHeader,
        body=schemas.OrganisationBody,
        replies={200: schemas.OrganisationSchema},
        errors=(OutOfReach, WouldCircle, ChangedMeanwhile, Taken, Invalid),
        tag=tag,
    )


def _staff_routes(door: StructureDoor) -> Iterator[Route]:
    one = "/v1/staff/{staff_id}"
    yield Route(
        method="GET",
        path="/v1/staff",
        operation=door.list_staff,
        summary="人员列表 List staff",
        roles=WORKERS,
        query=schemas.StaffQuery,
        replies={200: schemas.StaffPageSchema},
        tag=STAFF_TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_member,
        summary="查看人员 Show a member of staff",
        roles=WORKERS,
        replies={200: schemas.StaffSchema},
        errors=(StaffUnknown,),
        tag=STAFF_TAG,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_member,
        summary="登记人员 Record a member of staff",
        roles=GOVERNORS,
        headers=schemas.SeenHeader,
        body=schemas.StaffBody,
        replies={200: schemas.StaffSchema},
        errors=(
            OutOfReach,
            RoleNotYours,
            OwnPerson,
            OwnRights,
            LastOperator,
            ChangedMeanwhile,
            Taken,
            Invalid,
        ),
        tag=STAFF_TAG,
    )
    yield Route(
        method="GET",
        path=one + "/history",
        operation=door.show_history,
        summary="任职沿革 What was said of a member, and since when they hold a role",
        roles=GOVERNORS,
        replies={200: schemas.StaffHistorySchema},
        errors=(StaffUnknown,),
        tag=STAFF_TAG,
    )


def _duty_routes(door: StructureDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/staff/{staff_id}/duties",
        operation=door.list_duties,
        summary="人员职责 List somebody's duties",
        roles=WORKERS,
        replies={200: schemas.DutiesSchema},
        errors=(StaffUnknown,),
        tag=STAFF_TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/duties/{duty_id:uuid}",
        operation=door.put_duty,
        summary="登记职责 Give a duty or end it",
        roles=GOVERNORS,
        body=schemas.DutyBody,
        replies={200: schemas.DutySchema},
        errors=(OutOfReach, DutyFixed, HeadAppointed, Taken, Invalid),
        tag=STAFF_TAG,
    )


def _grid_routes(door: StructureDoor) -> Iterator[Route]:
    one = "/v1/grids/{grid_id}"
    yield Route(
        method="GET",
        path="/v1/grids",
        operation=door.list_grids,
        summary="网格列表 List grids",
        roles=WORKERS,
        query=schemas.GridQuery,
        replies={200: schemas.GridPageSchema},
        tag=GRIDS,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_grid,
        summary="查看网格 Show a grid",
        roles=WORKERS,
        replies={200: schemas.GridWithDutiesSchema},
        errors=(GridUnknown,),
        tag=GRIDS,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_grid,
        summary="登记网格 Record a grid",
        roles=GOVERNORS,
        body=schemas.GridBody,
        replies={200: schemas.GridWithDutiesSchema},
        errors=(OutOfReach, WouldCircle, Taken, Invalid),
        tag=GRIDS,
    )
    yield Route(
        method="PUT",
        path=one + "/head",
        operation=door.put_head,
        summary="任命网格长 Appoint a grid's head",
        roles=GOVERNORS,
        body=schemas.HeadBody,
        replies={200: schemas.GridWithDutiesSchema},
        errors=(GridUnknown, OutOfReach, HeadAppointed, Taken, Invalid),
        tag=GRIDS,
    )
