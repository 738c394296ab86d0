"""The owners' doors for who administers: who serves where, with what in hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply
from portal.application.ports import Refused

PAGE: Final = 30
MOST: Final = 500


def _maybe() -> fields.String:
    return fields.String(load_default=None, allow_none=True)


class MemberReply(Reply):
    """Somebody who serves, or served."""

    staff_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True)
    person_known = fields.Boolean(load_default=False)
    revision = fields.Integer(required=True)


class MembersReply(Reply):
    """A page of them, by id."""

    items = fields.List(fields.Nested(MemberReply), required=True)
    next = _maybe()


class EditionReply(Reply):
    """What was said of a member, by whom, and why."""

    revision = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    organisation_id = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True)
    reason = fields.String(load_default="")


class SpanReply(Reply):
    """A role from when until when."""

    role = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.AwareDateTime(required=True)
    given_by = fields.String(required=True)
    given_for = fields.String(load_default="")
    until = fields.AwareDateTime(load_default=None, allow_none=True)
    ended_by = fields.String(load_default="")
    ended_for = fields.String(load_default="")


class HistoryReply(Reply):
    """Both."""

    items = fields.List(fields.Nested(EditionReply), required=True)
    roles = fields.List(fields.Nested(SpanReply), required=True)


class DutyReply(Reply):
    """What somebody answers for; `until` is the first day on which it holds no more."""

    duty_id = fields.UUID(required=True)
    duty = fields.String(required=True)
    scope_kind = fields.String(required=True)
    scope_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(load_default=None, allow_none=True)


class DutiesReply(Reply):
    """All of somebody's."""

    items = fields.List(fields.Nested(DutyReply), required=True)


class NamedReply(Reply):
    """What something is called."""

    name = fields.String(required=True)


class HeldReply(Reply):
    """How much is open."""

    cases = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    tasks = fields.Integer(load_default=0)
    rules = fields.Integer(load_default=0)


class RegisterDoor:
    """Registry's door: who serves where, in which roles, for what."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def members(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of people, by id."""
        wanted = {"limit": PAGE, **query}
        return self._door.read("/v1/staff", asker, MembersReply, wanted)

    def everybody(self, asker: Asker, **query: str) -> list[dict[str, Any]]:
        """Return all who serve, of a unit and below, or in a role."""
        found: list[dict[str, Any]] = []
        wanted: dict[str, Any] = {"limit": MOST, "active": "true", "below": "true"}
        while True:
            told = self._door.read("/v1/staff", asker, MembersReply, wanted | query)
            found += told["items"]
            if not told["next"]:
                return found
            wanted["after"] = told["next"]

    def member(self, asker: Asker, staff_id: str) -> dict[str, Any]:
        """Return one; raise Refused, 404 for who is not known."""
        return self._door.read(_of(staff_id), asker, MemberReply)

    def history(self, asker: Asker, staff_id: str) -> dict[str, Any]:
        """Return all that was said of somebody, and the spans of their roles."""
        return self._door.read(f"{_of(staff_id)}/history", asker, HistoryReply)

    def duties(self, asker: Asker, staff_id: str) -> list[dict[str, Any]]:
        """Return every duty of somebody, past and present."""
        told = self._door.read(f"{_of(staff_id)}/duties", asker, DutiesReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def grid_name(self, asker: Asker, grid_id: str) -> str:
        """Return what a grid is called; its id where registry knows none."""
        path = f"/v1/grids/{quote(grid_id, safe='')}"
        try:
            return str(self._door.read(path, asker, NamedReply)["name"])
        except Refused as no:
            if no.status != 404:
                raise
            return grid_id

    def say_member(
        self, asker: Asker, staff_id: str, said: Mapping[str, Any], seen: int
    ) -> None:
        """Say where and as what somebody serves; Refused, 409 where it moved on."""
        self._door.write(_of(staff_id), asker, said, "", revision=seen, method="PUT")

    def say_duty(self, asker: Asker, duty_id: UUID, said: Mapping[str, Any]) -> None:
        """Give a duty, or end it; the same twice is once."""
        self._door.write(f"/v1/duties/{duty_id}", asker, said, "", method="PUT")

    def hand_over(
        self, asker: Asker, staff_id: str, to_staff_id: str, since: str
    ) -> None:
        """Let another have all open duties; twice is once."""
        said = {"to_staff_id": to_staff_id, "since": since}
        self._door.write(f"{_of(staff_id)}/hand-over", asker, said, "")


class OpenWorkDoor:
    """Routing's door: how much is open, of a person, a unit, a category."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def held(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return the counts."""
        return self._door.read("/v1/open-work", asker, HeldReply, query)


def _of(staff_id: str) -> str:
    return f"/v1/staff/{quote(staff_id, safe='')}"


class UnitReply(Reply):
    """A unit as it was on a day; `until` is the first day of its next edition."""

    organisation_id = fields.String(required=True)
    since = fields.Date(load_default=None, allow_none=True)
    until = fields.Date(load_default=None, allow_none=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    parent_id = _maybe()
    division_code = fields.String(required=True)
    desk_address = _maybe()
    desk_telephone = _maybe()
    active = fields.Boolean(required=True)
    area_m2 = fields.Integer(load_default=None, allow_none=True)
    population = fields.Integer(load_default=None, allow_none=True)
    revision = fields.Integer(load_default=0)


class TreeReply(Reply):
    """A page of the tree; who continues a unit comes on one."""

    items = fields.List(fields.Nested(UnitReply), required=True)
    next = _maybe()


class SuccessionReply(Reply):
    """Who continues a unit, from when, by which decision."""

    successors = fields.List(fields.String(), required=True)
    since = fields.Date(required=True)
    ground = fields.String(required=True)


class PastReply(Reply):
    """Every edition of a unit, the oldest first, and who continues it."""

    items = fields.List(fields.Nested(UnitReply), required=True)
    succession = fields.Nested(SuccessionReply, load_default=None, allow_none=True)


class StructureDoor:
    """Registry's door: units by day, what they were, and who continues them."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def tree(self, asker: Asker, day: date) -> list[dict[str, Any]]:
        """Return every unit as of a day, by id."""
        found: list[dict[str, Any]] = []
        wanted: dict[str, Any] = {"as_of": day.isoformat(), "limit": MOST}
        while True:
            told = self._door.read("/v1/organisation-tree", asker, TreeReply, wanted)
            found += told["items"]
            if not told["next"]:
                return found
            wanted["after"] = told["next"]

    def unit(self, asker: Asker, unit_id: str) -> dict[str, Any]:
        """Return a unit as it stands; raise Refused, 404 for none."""
        return self._door.read(_unit(unit_id), asker, UnitReply)

    def past(self, asker: Asker, unit_id: str) -> dict[str, Any]:
        """Return what a unit was, and who continues it."""
        return self._door.read(f"{_unit(unit_id)}/editions", asker, PastReply)

    def heirs(self, asker: Asker, unit_id: str) -> list[dict[str, Any]]:
        """Return who continues a unit today, through every merger."""
        told = self._door.read(f"{_unit(unit_id)}/successors", asker, TreeReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def say_unit(
        self, asker: Asker, unit_id: str, said: Mapping[str, Any], seen: int
    ) -> None:
        """Say what a unit is from a day on; Refused, 409 where it moved on."""
        self._door.write(_unit(unit_id), asker, said, "", revision=seen, method="PUT")

    def say_succession(
        self, asker: Asker, unit_id: str, said: Mapping[str, Any]
    ) -> None:
        """End a unit and say who continues it; the same twice is once."""
        path = f"{_unit(unit_id)}/succession"
        self._door.write(path, asker, said, "", method="PUT")


def _unit(unit_id: str) -> str:
    return f"/v1/organisations/{quote(unit_id, safe='')}"
