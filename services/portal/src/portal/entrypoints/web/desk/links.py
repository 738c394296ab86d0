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
from portal.entrypoints.web.pages.link_held import LINK
from portal.entrypoints.web.pages.receipts import drawing_of

DESK: Final = "/desk/links"
TOKEN_BYTES: Final = 24
"""192 random bits: no limit of tries is needed to keep them from being guessed."""
WRONG: Final = {
    LinkKind.CAPTAIN: "fault.links.person",
    LinkKind.INFORMER: "fault.links.informer",
}
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
        """Give somebody a link; it is shown once, and stands nowhere afterwards."""
        said = form()
        unit, holder_id = said.get("unit", ""), said.get("person", "")[:60]
        telephone = plain_number(said.get("telephone", ""))
        kind = _kind(said)
        faults = {}
        if not TELEPHONE.fullmatch(telephone):
            faults["telephone"] = "fault.telephone.wrong"
        holder, of_unit = self._holder(kind, holder_id, telephone)
        if holder is None:
            faults["person"] = WRONG[kind]
        if holder is None or faults:
            return draw_faults("desk/links.html", faults, **self._shown(unit, said))
        if kind is LinkKind.INFORMER:
            self._reminded(holder_id, of_unit, holder)
        return self._given(kind, holder_id, of_unit, holder)

    def _reminded(self, holder_id: str, of_unit: str, holder: Holder) -> None:
        """Let reminders go to the telephone that is told for the link."""
        contact = {"name": holder.name, "telephone": holder.telephone}
        door = self._parts.desk.informers
        for enterprise in sorted(holder.enterprises)[:1]:
            door.give(asker(), holder_id, of_unit, enterprise, contact)

    def _given(
        self, kind: LinkKind, holder_id: str, of_unit: str, holder: Holder
    ) -> Response:
        token, link_id = secrets.token_urlsafe(TOKEN_BYTES), uuid4()
        command = IssueLink(
            link_id=link_id,
            kind=kind,
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

    def _holder(
        self, kind: LinkKind, staff_id: str, telephone: str
    ) -> tuple[Holder | None, str]:
        """Return somebody of one's own reach and their unit; None for anybody else."""
        person = colleague(self._parts, staff_id, self._mine())
        if person is None:
            return None, ""
        what = self._held_by(kind, staff_id)
        if not any(what.values()):
            return None, ""
        holder = Holder(name=person["name"], telephone=telephone, **what)
        return holder, person["organisation_id"]

    def _held_by(self, kind: LinkKind, staff_id: str) -> dict[str, Mapping[str, str]]:
        """Return what a link of this kind would be for: nothing, for most people."""
        if kind is LinkKind.INFORMER:
            told = self._parts.desk.informers.informer(asker(), staff_id)
            firms = told["enterprises"] if told else []
            return {"enterprises": {e["enterprise_id"]: e["name"] for e in firms}}
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        door = self._parts.desk.captains
        return {"buildings": door.buildings(asker(), staff_id, today)}

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
            "kinds": [each.value for each in LinkKind],
            "units": {each: names.get(each, each) for each in sorted(mine)},
            "unit": chosen,
            "people": [each for each in found["items"] if each["active"]],
            "more": found["next"],
            "said": said,
            "done": request.args.get("done", ""),
        }


def colleague(
    parts: Parts, staff_id: str, units: frozenset[str]
) -> dict[str, Any] | None:
    """Return somebody who serves at one of these units; None for anybody else."""
    if not staff_id:
        return None
    try:
        person = parts.desk.captains.person(asker(), staff_id)
    except Refused as no:
        if no.status != 404:
            raise
        return None
    serves = person["active"] and person["organisation_id"] in units
    return person if serves else None


def _kind(said: Mapping[str, str]) -> LinkKind:
    wanted = said.get("kind", "")
    return LinkKind(wanted) if wanted in set(LinkKind) else LinkKind.CAPTAIN


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
