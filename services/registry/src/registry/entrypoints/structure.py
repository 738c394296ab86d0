"""Organisations, staff, duties and grids over HTTP."""

from collections.abc import Sequence
from typing import Any

from minqing_chassis.http.route import STAFF, Reply, Request
from minqing_kernel.messages import Role
from registry.application.authority import must_govern
from registry.application.commands import (
    AppointHead,
    RecordDuty,
    RecordGrid,
    RecordOrganisation,
    RecordStaff,
)
from registry.bootstrap import Parts
from registry.domain.errors import (
    GridUnknown,
    OrganisationUnknown,
    StaffUnknown,
)
from registry.domain.persons import person_number
from registry.domain.profiles import (
    DutyProfile,
    GridProfile,
    OrganisationProfile,
    StaffProfile,
)
from registry.domain.serving import spans_of

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
        telephone = request.body.pop("desk_telephone")
        command = RecordOrganisation(
            actor=request.actor,
            organisation_id=request.params["organisation_id"],
            since=since,
            telephone=telephone,
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
        """Show all that was said of a member, and the roles that follow of it.

        Why somebody left is for who governs where they serve (OutOfReach).
        """
        staff_id = request.params["staff_id"]
        member = self._reader.staff_member(staff_id)
        if member is None:
            raise StaffUnknown
        must_govern(request.actor, self._reader, {member.organisation_id})
        found = self._reader.staff_editions(staff_id)
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
