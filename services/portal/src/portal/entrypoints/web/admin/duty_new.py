"""A new duty of somebody: which, for what, from which day on."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Response
from marshmallow import fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING, OPERATING
from portal.entrypoints.web.admin.forms import ID
from portal.entrypoints.web.admin.people import PEOPLE
from portal.entrypoints.web.admin.person import ONE
from portal.entrypoints.web.admin.reach import units_in_reach
from portal.entrypoints.web.admin.units import today_at
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.rooms import day
from portal.entrypoints.web.desk.schemas import StaffForm, one_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

NEW: Final = f"{ONE}/duties/new"
CAPTAIN: Final = "building-captain"
GIVEN: Final = ("social-worker", CAPTAIN, "leader", "contact", "agent")
"""What is given here; who heads a grid is appointed at the grid."""


class NewDutyForm(StaffForm):
    """Which duty, for what (`organisation:…`, `grid:…`, `building:…`), since when."""

    duty = one_of(GIVEN, "fault.duty")
    scope = fields.String(
        required=True,
        validate=validate.Regexp(
            rf"(organisation|grid|building):{ID}", error="fault.duty-scope"
        ),
        error_messages={"required": "fault.duty-scope"},
    )
    since = day()


class NewDutyPages:
    """One form."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=NEW, view=self.ask, name="duty-new", roles=GOVERNING),
            Page(
                path=NEW,
                view=self.give,
                name="duty-give",
                method="POST",
                roles=GOVERNING,
            ),
        ]

    def ask(self, staff_id: str) -> Response:
        """Show the form."""
        return self._drawn(staff_id, {})

    def give(self, staff_id: str) -> Response:
        """Give the duty; the same form twice gives it once."""
        said = form()
        told, faults = loaded(NewDutyForm, said)
        scope = told.get("scope", "").partition(":")
        if not faults and (told["duty"] == CAPTAIN) > (scope[0] == "building"):
            faults = {"scope": "fault.duty-captain"}
        if faults:
            return self._drawn(staff_id, said, 422, faults=faults)
        body = {
            "staff_id": staff_id,
            "duty": told["duty"],
            "scope_kind": scope[0],
            "scope_id": scope[2],
            "since": told["since"].isoformat(),
        }
        try:
            self._parts.desk.register.say_duty(asker(), UUID(nonce_of(said)), body)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(staff_id, said, no.status, refusal=no.said)
        return go(f"{PEOPLE}/{staff_id}?done=given")

    def _drawn(
        self,
        staff_id: str,
        said: Mapping[str, str],
        status: int = 200,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        parts, who = self._parts, asker()
        member = parts.desk.register.member(who, staff_id)
        unit, reach = member["organisation_id"], units_in_reach(parts)
        door = parts.desk.grids
        grids = soon(lambda: told_or_none(lambda: door.grids(who, organisation=unit)))
        places = soon(lambda: told_or_none(lambda: door.places(who, unit)))
        known = {each["premises_id"]: each for each in places() or ()}
        shown: dict[str, Any] = {"faults": {}, "refusal": ""}
        return draw(
            "admin/duty-new.html",
            status,
            member=member,
            may=unit in reach or staff().role in OPERATING,
            said={"since": today_at(parts).isoformat(), **said},
            duties=GIVEN,
            scopes={
                "organisation": reach,
                "grid": {e["grid_id"]: e["name"] for e in grids() or () if e["active"]},
                "building": {key: _named(known, key) for key in known},
            },
            nonce=nonce_of(said),
            **shown | more,
        )


def _named(known: Mapping[str, Mapping[str, Any]], key: str) -> str:
    """Return what a place is called, with what it stands in."""
    own, within = known[key], known.get(known[key]["parent_id"] or "")
    return f"{within['name']}{own['name']}" if within else str(own["name"])
