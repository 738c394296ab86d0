"""Routes for organisations, staff, duties and grids."""

from collections.abc import Iterator

from minqing_chassis.http.route import PUBLIC, Route
from minqing_kernel.errors import Invalid
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
from registry.entrypoints import schemas
from registry.entrypoints.structure import (
    GOVERNORS,
    GRIDS,
    ORGANISATIONS,
    STAFF_TAG,
    WORKERS,
    StructureDoor,
)


def structure_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of organisations, staff, duties and grids."""
    door = StructureDoor(parts)
    yield from _organisation_routes(door)
    yield from _staff_routes(door)
    yield from _history_routes(door)
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


def _history_routes(door: StructureDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/staff/{staff_id}/history",
        operation=door.show_history,
        summary="任职沿革 What was said of a member, and since when they hold a role",
        roles=GOVERNORS,
        replies={200: schemas.StaffHistorySchema},
        errors=(StaffUnknown, OutOfReach),
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
