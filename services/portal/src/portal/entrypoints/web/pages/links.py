"""报送 by a personal link: a building captain tells the community one thing (A-26).

The token stands in the link alone: pages, forms and language links go to `/m`, whose
sealed cookie knows which link was opened. A link that is unknown, ended or taken back,
and one whose holder serves no more, get one and the same answer.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from flask import Response, request

from portal.adapters.captain_door import asker_by
from portal.adapters.limits import Kind, site_of
from portal.adapters.links import HeldLink
from portal.adapters.matter_form import form_by_link
from portal.application.carrying import cause_of
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.danger import calls_for
from portal.domain.errors import KeptTwice, LinkClosed
from portal.domain.kept import KeptState
from portal.domain.links import LinkKind
from portal.domain.telling import LONGEST_TEXT, Step, Telling, Where
from portal.entrypoints.web.keeping import keep_command
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go, visitor, words
from portal.entrypoints.web.pages.link_held import LINK, closed, held_here, shut
from portal.entrypoints.web.pages.monthly import MonthlyForms

UNREPEATED: Final = frozenset({"link-open"})
"""Pages whose own address is a secret: nothing on them repeats it."""
LONGEST_SPOT: Final = 100


class LinkPages:
    """What a personal link opens."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._reports = MonthlyForms(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=f"{LINK}/<token>", view=self.open, name="link-open"),
            Page(path=LINK, view=self.show, name="link"),
            Page(
                path=LINK,
                view=self.take,
                name="link-taken",
                method="POST",
                again=self.show_again,
            ),
        ]

    def open(self, token: str) -> Response:
        """Open a link: its form, and its id in this browser's sealed cookie."""
        held = self._parts.links.by_token(token, self._parts.clock.now())
        if held is None and not self._seldom_wrong():
            return shut(draw("link_closed.html", 429, typed=""))
        visitor().link = str(held.link.link_id) if held else ""
        return self._drawn(held, {})

    def show(self) -> Response:
        """Show the form of the link that was opened here."""
        return self._drawn(self._held(), {})

    def show_again(self) -> Response:
        """Show a form whose page was too old, with what was typed on it."""
        return self._drawn(self._held(), {"text": "fault.old-page"}, 422)

    def take(self) -> Response:
        """Keep what was told, under a key of its form, and bring it to intake."""
        held = self._held()
        if held and held.link.kind is not LinkKind.CAPTAIN:
            return self._drawn(held, {})
        buildings = self._buildings(held) if held else None
        if held is None or not buildings:
            return self._drawn(None, {})
        faults = faults_of(form(), buildings)
        if not faults and not self._parts.limits.allows(
            Kind.LINK, str(held.link.link_id)
        ):
            faults = {"text": "fault.link.many"}
        if faults:
            return self._drawn(held, faults, 422)
        return self._hand_in(held, buildings)

    def _hand_in(self, held: HeldLink, buildings: Mapping[str, str]) -> Response:
        matter_id = uuid5(held.link.link_id, nonce_of(form()))
        try:
            self._keep(held, matter_id, buildings)
        except LinkClosed:
            return self._drawn(None, {})
        self._parts.carriers.matters.carry(matter_id)
        view = self._parts.kept.view(matter_id)
        if view is not None and view.state is KeptState.TURNED_AWAY:
            return self._drawn(held, {"text": "fault.turned-away"}, 422, fresh=True)
        visitor().matter = str(matter_id)
        return go("/receipt")

    def _keep(
        self, held: HeldLink, matter_id: UUID, buildings: Mapping[str, str]
    ) -> None:
        said, holder = _said(form()), held.holder
        spot = f"{buildings[said['building']]} {said['spot']}".strip()
        unit = held.link.organisation_id
        body = form_by_link(said["text"], spot, unit, holder.name, holder.telephone)
        command = keep_command(self._parts, matter_id, body, held.link.link_id)
        # The same form may be sent twice: what was kept the first time stands.
        with suppress(KeptTwice):
            self._parts.bus.handle(command, cause_of(matter_id))

    def _held(self) -> HeldLink | None:
        return held_here(self._parts)

    def _buildings(self, held: HeldLink) -> Mapping[str, str]:
        """Return the buildings of the link that are still the holder's.

        While registry is away those stand that it named when the link was given.
        """
        known, holder_id = held.holder.buildings, held.link.holder_id
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        try:
            issued = self._parts.entrance.registry.pass_for(holder_id)
            if issued is None:
                return {}
            asker = asker_by(issued, words().language)
            door = self._parts.desk.captains
            mine = set(door.building_ids(asker, holder_id, today))
        except (Away, Refused):
            return known
        return {each: name for each, name in known.items() if each in mine}

    def _drawn(
        self,
        held: HeldLink | None,
        faults: Mapping[str, str],
        status: int = 200,
        *,
        fresh: bool = False,
    ) -> Response:
        said = _said(form())
        if held and held.link.kind is LinkKind.INFORMER:
            return self._reports.listed(held)
        buildings = self._buildings(held) if held else None
        if held is None or not buildings:
            return closed(said["text"], status)
        shown: dict[str, Any] = {
            "said": said,
            "faults": faults,
            "holder": held.holder,
            "buildings": buildings,
            "until": held.link.expires_at,
            "nonce": str(uuid4()) if fresh else nonce_of(form()),
            "most": LONGEST_TEXT,
            "calls": calls_for(said["text"]),
        }
        return shut(draw("link_captain.html", status, **shown))

    def _seldom_wrong(self) -> bool:
        said = request.headers.get("X-Forwarded-For", "")
        trusted = self._parts.settings.trusted_proxies
        site = site_of(request.remote_addr or "", said, trusted)
        return site is None or self._parts.limits.allows(Kind.LINK_FROM, site)


def faults_of(said: Mapping[str, str], buildings: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a captain's form: field -> code of a text."""
    plain = _said(said)
    telling = Telling(text=plain["text"], where=Where.NOWHERE)
    faults = telling.faults(Step.WHAT)
    if plain["building"] not in buildings:
        faults["building"] = "fault.link.building"
    if len(plain["spot"]) > LONGEST_SPOT:
        faults["spot"] = "fault.place.long"
    return faults


def _said(said: Mapping[str, str]) -> dict[str, str]:
    told = Telling().told(Step.WHAT, dict(said))
    spot = Telling().told(Step.WHERE, {"place": said.get("spot", "")})
    return {
        "text": told.text,
        "spot": spot.place,
        "building": said.get("building", ""),
    }
