"""Who serves: found by name or number, by unit, a page at a time; and somebody new."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING, OPERATING
from portal.entrypoints.web.admin.forms import NewMemberForm, roles_of
from portal.entrypoints.web.admin.reach import MOVED, roles_to_give, units_in_reach
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

PEOPLE: Final = "/admin/people"
NEW: Final = f"{PEOPLE}/new"
LONGEST: Final = 64


class PeoplePages:
    """The list, and the form for somebody new."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=PEOPLE, view=self.show, name="people", roles=GOVERNING),
            Page(path=NEW, view=self.ask, name="person-new", roles=GOVERNING),
            Page(
                path=NEW,
                view=self.add,
                name="person-add",
                method="POST",
                roles=GOVERNING,
            ),
        ]

    def show(self) -> Response:
        """Show a page of people: of the unit and below, or who is looked for."""
        parts, units = self._parts, units_in_reach(self._parts)
        said = {name: request.args.get(name, "")[:LONGEST] for name in _ASKED}
        if said["unit"] not in units:
            said["unit"] = ""
        query = _query(said, everywhere=staff().role in OPERATING)
        found = parts.desk.register.members(asker(), **query)
        ids = [each["staff_id"] for each in found["items"]]
        return draw(
            "admin/people.html",
            people=found["items"],
            more=found["next"],
            accounts=parts.account_desk.of_staff(ids),
            units=units,
            names=unit_names(parts),
            said=said,
        )

    def ask(self) -> Response:
        """Show the form for somebody new."""
        unit = request.args.get("unit", staff().organisation_id)[:LONGEST]
        return draw("admin/person-new.html", faults={}, **self._shown({"unit": unit}))

    def add(self) -> Response:
        """Take somebody in; the same form twice takes them in once."""
        said = form()
        told, faults = loaded(NewMemberForm, said)
        if faults:
            return draw_faults("admin/person-new.html", faults, **self._shown(said))
        body = member_body(told)
        if told["person_number"]:
            body["person_number"] = told["person_number"]
        staff_id: str = told["staff_id"]
        try:
            self._parts.desk.register.say_member(asker(), staff_id, body, 0)
        except Refused as no:
            return self._refused(no, said)
        return go(f"{PEOPLE}/{staff_id}?done=new")

    def _refused(self, no: Refused, said: Mapping[str, str]) -> Response:
        if no.status in {401, 404}:
            raise no
        shown = self._shown(said)
        if no.code == MOVED:
            taken = {"staff_id": "fault.staff-id.taken"}
            return draw("admin/person-new.html", 409, faults=taken, **shown)
        shown |= {"refusal": no.said, "faults": {}}
        return draw("admin/person-new.html", no.status, **shown)

    def _shown(self, said: Mapping[str, str]) -> dict[str, Any]:
        return {
            "said": said,
            "units": units_in_reach(self._parts),
            "roles": roles_to_give(),
            "refusal": "",
        }


_ASKED: Final = ("find", "unit", "of", "after")


def _query(said: Mapping[str, str], *, everywhere: bool) -> dict[str, str]:
    """Return what registry is asked for; who left is shown where it is asked for."""
    query = {"active": "false" if said["of"] == "left" else "true", "below": "true"}
    unit = said["unit"] or ("" if everywhere else staff().organisation_id)
    for name, value in (
        ("organisation", unit),
        ("find", said["find"].strip()),
        ("after", said["after"]),
    ):
        if value:
            query[name] = value
    return query


def member_body(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what registry is told of somebody who serves."""
    return {
        "name": told["name"],
        "organisation_id": told["unit"],
        "roles": roles_of(dict(told)),
        "active": True,
        "reason": told["reason"],
    }
