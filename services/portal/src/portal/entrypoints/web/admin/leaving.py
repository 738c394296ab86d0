"""Somebody leaves: what is in their hands, where it stays, and who has their duties."""

from typing import Any, Final

from flask import Response

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING, OPERATING
from portal.entrypoints.web.admin.forms import LeavingForm
from portal.entrypoints.web.admin.people import PEOPLE
from portal.entrypoints.web.admin.person import ONE
from portal.entrypoints.web.admin.reach import MOVED, units_in_reach
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, told_or_none, unit_names
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

LEAVE: Final = f"{ONE}/leave"


class LeavingPages:
    """One page, and its one act."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=LEAVE, view=self.ask, name="person-leave", roles=GOVERNING),
            Page(
                path=LEAVE,
                view=self.leave,
                name="person-left",
                method="POST",
                roles=GOVERNING,
            ),
        ]

    def ask(self, staff_id: str) -> Response:
        """Show what is in their hands before anything is done."""
        return self._drawn(staff_id)

    def leave(self, staff_id: str) -> Response:
        """Pass the duties on, end the service, sign them out; twice is once."""
        said, register, who = form(), self._parts.desk.register, asker()
        told, faults = loaded(LeavingForm, said)
        if faults:
            return self._drawn(staff_id, 422, faults=faults)
        member = register.member(who, staff_id)
        body = {name: member[name] for name in ("name", "organisation_id", "roles")}
        body |= {"active": False, "reason": told["reason"]}
        try:
            register.say_member(who, staff_id, body, revision_of(said) or 0)
            self._parts.account_desk.end_all_of(staff_id)
            if told["to"]:
                since = self._today().isoformat()
                register.hand_over(who, staff_id, told["to"], since)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            more = {"moved": True} if no.code == MOVED else {"refusal": no.said}
            return self._drawn(staff_id, no.status, **more)
        return go(f"{PEOPLE}/{staff_id}?done=left")

    def _today(self) -> Any:  # noqa: ANN401
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()

    def _drawn(self, staff_id: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        parts, who = self._parts, asker()
        register, work = parts.desk.register, parts.desk.open_work
        member = register.member(who, staff_id)
        unit, names = member["organisation_id"], unit_names(parts)
        shown: dict[str, Any] = {"faults": {}, "refusal": "", "moved": False}
        if staff().role not in OPERATING and unit not in units_in_reach(parts):
            shown |= {"member": member, "names": names, "may": False}
            return draw("admin/leave.html", status, **shown | more)
        held = soon(lambda: told_or_none(lambda: work.held(who, handler=staff_id)))
        duties = soon(lambda: register.duties(who, staff_id))
        others = register.members(
            who, organisation=unit, active="true", below="false", limit=200
        )
        today = self._today()
        return draw(
            "admin/leave.html",
            status,
            may=True,
            member=member,
            held=held(),
            duties=[e for e in duties() if e["until"] is None or e["until"] > today],
            links=parts.links.open_of(staff_id, parts.clock.now()),
            accounts=parts.account_desk.of_staff([staff_id])[staff_id],
            others=[e for e in others["items"] if e["staff_id"] != staff_id],
            names=names,
            own=staff().staff_id == staff_id,
            said=form(),
            **shown | more,
        )
