"""专属链接: who holds a personal link, since when; giving one and taking it back."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, request

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Actor, Cause
from portal.adapters.links import HeldLink, Holder
from portal.application.commands import IssueLink, RevokeLink
from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.errors import LinkUnknown
from portal.domain.links import LINK_DAYS, LinkKind
from portal.domain.staff import DECIDING
from portal.domain.telling import TELEPHONE, plain_number
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.guard import missing, staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.links import LINK
from portal.entrypoints.web.pages.receipts import drawing_of

DESK: Final = "/desk/links"
TOKEN_BYTES: Final = 24
"""192 random bits: no limit of tries is needed to keep them from being guessed."""
LOOKS: Final = {"issued": "done", "ended": "due", "revoked": "paused"}


class LinkDeskPages:
    """What a clerk does with personal links."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=DESK, view=self.show, name="links", roles=DECIDING),
            Page(
                path=DESK,
                view=self.issue,
                name="links-issue",
                method="POST",
                roles=DECIDING,
            ),
            Page(
                path=f"{DESK}/<uuid:link>/revoke",
                view=self.revoke,
                name="links-revoke",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self) -> Response:
        """Show the links of one's unit and those below, and the form to give one."""
        return draw("desk/links.html", **self._shown(request.args.get("unit", ""), {}))

    def issue(self) -> Response:
        """Give a captain a link; it is shown once, and stands nowhere afterwards."""
        said = form()
        unit, holder_id = said.get("unit", ""), said.get("person", "")[:60]
        telephone = plain_number(said.get("telephone", ""))
        faults = {}
        if not TELEPHONE.fullmatch(telephone):
            faults["telephone"] = "fault.telephone.wrong"
        holder, of_unit = self._captain(holder_id, telephone)
        if holder is None:
            faults["person"] = "fault.links.person"
        if holder is None or faults:
            return draw_faults("desk/links.html", faults, **self._shown(unit, said))
        return self._given(holder_id, of_unit, holder)

    def _given(self, holder_id: str, of_unit: str, holder: Holder) -> Response:
        token, link_id = secrets.token_urlsafe(TOKEN_BYTES), uuid4()
        command = IssueLink(
            link_id=link_id,
            kind=LinkKind.CAPTAIN,
            token_print=self._parts.links.print_of(token),
            holder_id=holder_id,
            organisation_id=of_unit,
            desk_id=staff().organisation_id,
            sealed=self._parts.links.seal(link_id, holder),
            by=staff().staff_id,
            at=self._parts.clock.now(),
        )
        self._handle(link_id, command)
        root = (self._parts.settings.public_url or request.url_root).rstrip("/")
        address = f"{root}{LINK}/{token}"
        return draw(
            "desk/link_given.html",
            address=address,
            qr=drawing_of(address),
            holder=holder,
            until=command.at + LINK_DAYS,
        )

    def revoke(self, link: UUID) -> Response:
        """Take a link back; pressed twice, it is taken back once."""
        command = RevokeLink(
            link_id=link,
            units=self._mine(),
            by=staff().staff_id,
            at=self._parts.clock.now(),
        )
        try:
            self._handle(link, command)
        except LinkUnknown:
            return missing("")
        except TransitionRefused:
            return go(DESK)
        return go(f"{DESK}?done=revoke")

    def _captain(self, staff_id: str, telephone: str) -> tuple[Holder | None, str]:
        """Return a captain of one's own reach and their unit; None for anybody else."""
        zone, door = self._parts.settings.time_zone, self._parts.desk.captains
        today = self._parts.clock.now().astimezone(zone).date()
        if not staff_id:
            return None, ""
        try:
            person = door.person(asker(), staff_id)
            buildings = door.buildings(asker(), staff_id, today)
        except Refused as no:
            if no.status != 404:
                raise
            return None, ""
        unit = person["organisation_id"]
        if not buildings or unit not in self._mine() or not person["active"]:
            return None, ""
        return Holder(
            name=person["name"], telephone=telephone, buildings=buildings
        ), unit

    def _handle(self, link_id: UUID, command: IssueLink | RevokeLink) -> None:
        who = staff()
        actor = Actor(
            id=who.staff_id, role=who.role, organisation_id=who.organisation_id
        )
        self._parts.bus.handle(command, Cause(correlation_id=link_id, actor=actor))

    def _mine(self) -> frozenset[str]:
        """Return one's unit and all below it."""
        own = staff().organisation_id
        return below(
            {u.unit_id: u.parent_id for u in self._parts.desk.units.tree(asker())}, own
        )

    def _shown(self, unit: str, said: Mapping[str, str]) -> dict[str, Any]:
        mine, names = self._mine(), unit_names(self._parts)
        chosen = unit if unit in mine else staff().organisation_id
        found = self._parts.desk.captains.people(
            asker(), chosen, request.args.get("after", "")[:32]
        )
        now = self._parts.clock.now()
        return {
            "links": self._parts.links.listed(mine),
            "state": lambda each: state_of(each, now),
            "looks": LOOKS,
            "units": {each: names.get(each, each) for each in sorted(mine)},
            "unit": chosen,
            "people": [each for each in found["items"] if each["active"]],
            "more": found["next"],
            "said": said,
            "done": request.args.get("done", ""),
        }


def state_of(held: HeldLink, now: datetime) -> str:
    """Return how a link stands at a moment: issued, ended or revoked."""
    if held.link.state == "issued" and not held.link.opens(now):
        return "ended"
    return str(held.link.state)


def below(parents: Mapping[str, str | None], top: str) -> frozenset[str]:
    """Return a unit and all that stand under it, by the unit above each."""
    found = {top}
    while more := {unit for unit, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found)
