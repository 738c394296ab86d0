"""One person: where and as what they serve, since when, for what; their accounts."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING, OPERATING
from portal.entrypoints.web.admin.forms import EndDutyForm, MemberForm
from portal.entrypoints.web.admin.people import PEOPLE, member_body
from portal.entrypoints.web.admin.reach import (
    MOVED,
    roles_to_give,
    units_in_reach,
    unseen,
)
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

ONE: Final = f"{PEOPLE}/<staff_id>"
MOST_NAMED: Final = 24
DONE: Final = (
    *("new", "said", "left", "duty", "given"),
    *("lock", "unlock", "end-sessions", "second-off"),
)


class PersonView:
    """What the page of one person shows, whoever draws it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def drawn(self, staff_id: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        """Return the page; raises Refused, 404 for who is not known."""
        parts, who = self._parts, asker()
        history = soon(lambda: parts.desk.register.history(who, staff_id))
        duties = soon(lambda: parts.desk.register.duties(who, staff_id))
        member = parts.desk.register.member(who, staff_id)
        zone = parts.settings.time_zone
        done = request.args.get("done", "") if request.method == "GET" else ""
        held = duties()
        shown: dict[str, Any] = {
            "said": said_of(member),
            "faults": {},
            "refusal": "",
            "moved": False,
            "given": None,
        }
        return draw(
            "admin/person.html",
            status,
            member=member,
            spans=history()["roles"],
            duties=held,
            scopes=self._scopes(held),
            today=parts.clock.now().astimezone(zone).date(),
            accounts=parts.account_desk.of_staff([staff_id])[staff_id],
            account_acts=parts.account_desk.acts_on(staff_id),
            units=self._units(member["organisation_id"]),
            names=unit_names(parts),
            roles=roles_to_give(),
            may=self._may(member),
            operates=staff().role in OPERATING,
            own=staff().staff_id == staff_id,
            nonce=nonce_of({}),
            done=done if done in DONE else "",
            **shown | more,
        )

    def _scopes(self, held: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """Return what grids and buildings are called; of many, the first."""
        door, who = self._parts.desk, asker()
        ask = {"grid": door.register.grid_name, "building": door.captains.name}
        named = [each for each in held if each["scope_kind"] in ask][:MOST_NAMED]
        told = {
            each["scope_id"]: soon(
                partial(ask[each["scope_kind"]], who, each["scope_id"])
            )
            for each in named
        }
        return {scope: name() for scope, name in told.items()}

    def _units(self, own: str) -> dict[str, str]:
        units = units_in_reach(self._parts)
        return units if own in units else {own: own, **units}

    def _may(self, member: Mapping[str, Any]) -> bool:
        """Tell whether registry would listen: to whom governs, of who is not ops."""
        if staff().staff_id == member["staff_id"]:
            return False
        if staff().role in OPERATING:
            return True
        reach = units_in_reach(self._parts)
        return member["organisation_id"] in reach and "ops" not in member["roles"]


class PersonPages:
    """The page, and what is said of a person there."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._view = PersonView(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=ONE, view=self._view.drawn, name="person", roles=GOVERNING),
            Page(
                path=ONE,
                view=self.say,
                name="person-say",
                method="POST",
                roles=GOVERNING,
            ),
            Page(
                path=f"{ONE}/duties/<uuid:duty>/end",
                view=self.end_duty,
                name="person-duty-end",
                method="POST",
                roles=GOVERNING,
            ),
        ]

    def say(self, staff_id: str) -> Response:
        """Say anew where and as what they serve; 409 shows how it stands by now."""
        said = form()
        told, faults = loaded(MemberForm, said)
        if faults:
            return self._view.drawn(staff_id, 422, faults=faults, said=said)
        try:
            self._parts.desk.register.say_member(
                asker(), staff_id, member_body(told), revision_of(said) or 0
            )
        except Refused as no:
            return self._refused(staff_id, no, said=said)
        return go(f"{PEOPLE}/{staff_id}?done=said")

    def end_duty(self, staff_id: str, duty: UUID) -> Response:
        """Let a duty end on a day."""
        told, faults = loaded(EndDutyForm, form())
        if faults:
            faults = {f"until-{duty}": each for each in faults.values()}
            return self._view.drawn(staff_id, 422, faults=faults)
        who = asker()
        held = self._parts.desk.register.duties(who, staff_id)
        found = next((e for e in held if e["duty_id"] == duty), None)
        if found is None:
            raise Refused("duty-unknown", status=404)
        body = {
            "staff_id": staff_id,
            "duty": found["duty"],
            "scope_kind": found["scope_kind"],
            "scope_id": found["scope_id"],
            "since": found["since"].isoformat(),
            "until": told["until"].isoformat(),
        }
        try:
            self._parts.desk.register.say_duty(who, duty, body)
        except Refused as no:
            return self._refused(staff_id, no)
        return go(f"{PEOPLE}/{staff_id}?done=duty")

    def _refused(self, staff_id: str, no: Refused, **more: Any) -> Response:  # noqa: ANN401
        if no.status in {401, 404}:
            raise no
        if no.code == MOVED:
            more = {name: unseen(said) for name, said in more.items()}
            return self._view.drawn(staff_id, 409, moved=True, **more)
        return self._view.drawn(staff_id, no.status, refusal=no.said, **more)


def said_of(member: Mapping[str, Any]) -> dict[str, str]:
    """Return the form as it stands."""
    ticked = {f"role_{role}": "true" for role in member["roles"]}
    return {"name": member["name"], "unit": member["organisation_id"], **ticked}
