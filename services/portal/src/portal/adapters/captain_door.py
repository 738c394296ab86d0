"""Registry's doors for building captains: who they are, and which buildings (A-07)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply
from portal.application.ports import Refused
from portal.domain.staff import Pass, SignedIn

PAGE: Final = 200
CAPTAIN: Final = "building-captain"
DEEPEST: Final = 4
"""Estate, courtyard, building: no chain of premises is longer."""


class PersonReply(Reply):
    """Somebody who serves."""

    staff_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)
    active = fields.Boolean(load_default=True)


class PeopleReply(Reply):
    """A page of them."""

    items = fields.List(fields.Nested(PersonReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


class DutyReply(Reply):
    """One duty; `until` is the first day on which it no longer holds."""

    duty = fields.String(required=True)
    scope_kind = fields.String(required=True)
    scope_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(load_default=None, allow_none=True)


class DutiesReply(Reply):
    """All of one person's."""

    items = fields.List(fields.Nested(DutyReply), required=True)


class BuildingReply(Reply):
    """What a building is called, and in which courtyard or estate it stands."""

    name = fields.String(required=True)
    parent_id = fields.String(load_default=None, allow_none=True)


class CaptainDoor:
    """Asks registry in the name of a clerk, or of the captain whose link is open."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def people(self, asker: Asker, unit: str, after: str = "") -> dict[str, Any]:
        """Return a page of those who serve at a unit, by id."""
        query = {"organisation": unit, "limit": PAGE} | (
            {"after": after} if after else {}
        )
        return self._door.read("/v1/staff", asker, PeopleReply, query)

    def person(self, asker: Asker, staff_id: str) -> dict[str, Any]:
        """Return somebody who serves; raise Refused for who is not known."""
        path = f"/v1/staff/{quote(staff_id, safe='')}"
        return self._door.read(path, asker, PersonReply)

    def building_ids(self, asker: Asker, staff_id: str, on: date) -> list[str]:
        """Return the buildings of which somebody is the captain on a day."""
        path = f"/v1/staff/{quote(staff_id, safe='')}/duties"
        told = self._door.read(path, asker, DutiesReply)
        return [
            each["scope_id"]
            for each in told["items"]
            if each["duty"] == CAPTAIN
            and each["scope_kind"] == "building"
            and each["since"] <= on
            and (each["until"] is None or on < each["until"])
        ]

    def buildings(self, asker: Asker, staff_id: str, on: date) -> Mapping[str, str]:
        """Return the same with their names, from the estate down: two are called 9栋.

        One that registry does not know any more keeps its id.
        """
        ids = self.building_ids(asker, staff_id, on)
        named = {each: self.name(asker, each) for each in ids}
        return dict(sorted(named.items(), key=lambda one: (len(one[1]), one[1])))

    def name(self, asker: Asker, premises_id: str) -> str:
        """Return what a building is called, from the estate down; else its id."""
        names: list[str] = []
        here: str | None = premises_id
        while here and len(names) < DEEPEST:
            path = f"/v1/premises/{quote(here, safe='')}"
            try:
                told = self._door.read(path, asker, BuildingReply)
            except Refused as no:
                if no.status != 404:
                    raise
                break
            names.insert(0, told["name"])
            here = told["parent_id"]
        return " ".join(names) or premises_id


def asker_by(issued: Pass, language: str) -> Asker:
    """Return who asks with a pass of registry's, though nobody signed in."""
    return Asker(
        SignedIn(
            account="",
            staff_id=issued.staff_id,
            name=issued.name,
            role=issued.role,
            roles=issued.roles,
            organisation_id=issued.organisation_id,
            token=issued.token,
        ),
        language,
    )
