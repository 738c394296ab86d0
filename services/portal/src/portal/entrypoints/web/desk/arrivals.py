"""Who comes to the door: written down first, then decided, and found again (D-10)."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.arrival_forms import (
    CONDUCT,
    GROUNDS,
    MOST_REPRESENTATIVES,
    OUTCOMES,
    ArrivalForm,
    ConductForm,
    RegisterForm,
    TurnForm,
)
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.desk.schemas import PURPOSES, RevealForm
from portal.entrypoints.web.desk.told import told_at
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

LIST: Final = "/desk/arrivals"
ONE: Final = f"{LIST}/<uuid:arrival>"
LOOKS: Final = {
    "arrived": "waiting",
    "registered": "done",
    "redirected": "paused",
    "refused": "overdue",
}
FORMS: Final = {"turn": TurnForm, "register": RegisterForm, "conduct": ConductForm}
SETTLED: Final = "transition-refused"


class ArrivalPages:
    """What clerks at the door and the window do."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=LIST, view=self.show, name="arrivals", roles=DECIDING),
            Page(
                path=LIST,
                view=self.record,
                name="arrival-record",
                method="POST",
                again=self.ask_again,
                roles=DECIDING,
            ),
            Page(path=ONE, view=self.show_one, name="arrival", roles=DECIDING),
            Page(
                path=f"{ONE}/visitor",
                view=self.reveal,
                name="arrival-visitor",
                method="POST",
                roles=DECIDING,
            ),
            Page(
                path=f"{ONE}/<act>",
                view=self.settle,
                name="arrival-act",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self) -> Response:
        """Show the empty form, and under it who came on a day, the latest first."""
        return draw("desk/arrivals.html", **self._listed({}))

    def ask_again(self) -> Response:
        """Show what was typed on a page that was too old."""
        return draw_faults("desk/expired.html", {}, typed=list(form().values())[:6])

    def record(self) -> Response:
        """Write down who came, once, before anybody decides; then show it."""
        told, faults = loaded(ArrivalForm, form())
        if faults:
            return draw_faults("desk/arrivals.html", faults, **self._listed(form()))
        try:
            found = record(self._parts, told, nonce_of(form()))
        except Refused as no:
            if no.status in {401, 403}:
                raise
            told_there = told_at(no, ArrivalForm().fields)
            shown = self._listed(form()) | {"refusal": no.said, "faults": told_there}
            return draw("desk/arrivals.html", no.status, **shown)
        return go(f"{LIST}/{found}?done=recorded")

    def show_one(self, arrival: UUID) -> Response:
        """Show one arrival and what may become of it."""
        return self._drawn(arrival)

    def reveal(self, arrival: UUID) -> Response:
        """Show who it is, whole, once; intake has written down who looked."""
        told, faults = loaded(RevealForm, form())
        if faults:
            return self._drawn(arrival, 422, faults=faults)
        found = self._parts.desk.arrivals.visitor(asker(), arrival, told["purpose"])
        return self._drawn(arrival, revealed=found)

    def settle(self, arrival: UUID, act: str) -> Response:
        """Turn away, register or note conduct; what was typed stays if it cannot be."""
        if act not in FORMS:
            abort(404)
        told, faults = loaded(FORMS[act], form())
        if faults:
            return self._drawn(arrival, 422, faults=faults, open_act=act)
        try:
            self._parts.desk.arrivals.settle(asker(), arrival, act, told)
        except Refused as no:
            if no.status == 401:
                raise
            return self._refused(arrival, act, told, no)
        return go(f"{LIST}/{arrival}?done={act}")

    def _refused(
        self, arrival: UUID, act: str, told: dict[str, Any], no: Refused
    ) -> Response:
        """Say why not; sent twice, the same decision is simply made."""
        stands = self._parts.desk.arrivals.one(asker(), arrival)
        asked = {"turn": ("state", "outcome"), "register": ("receipt", "receipt")}
        if no.code == SETTLED and act in asked:
            there, here = asked[act]
            if stands[there] == told[here]:
                return go(f"{LIST}/{arrival}?done={act}")
        return self._drawn(
            arrival,
            no.status,
            refusal=no.said,
            open_act=act,
            moved=no.code == SETTLED,
            faults=told_at(no, FORMS[act]().fields),
        )

    def _drawn(self, arrival: UUID, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        door = self._parts.desk.arrivals
        found = door.one(asker(), arrival)
        conduct = door.conduct(asker(), arrival) if found["conduct"] else []
        shown = {"faults": {}, "refusal": "", "open_act": "", "moved": False}
        return draw(
            "desk/arrival.html",
            status,
            one=found,
            look=LOOKS.get(found["state"], "waiting"),
            entries=conduct,
            units=unit_names(self._parts),
            most=MOST_REPRESENTATIVES,
            outcomes=OUTCOMES,
            grounds=GROUNDS,
            kinds=CONDUCT,
            purposes=PURPOSES,
            said=form(),
            **{"revealed": None} | shown | more,
        )

    def _listed(self, said: dict[str, str]) -> dict[str, Any]:
        day, after = self._day(), _id(request.args.get("after", ""))
        since = datetime.combine(day, time(), self._parts.settings.time_zone)
        until = since + timedelta(days=1)
        door, away = self._parts.desk.arrivals, False
        told: dict[str, Any] = {"arrivals": [], "next_after": None}
        counts = (0, 0)
        try:
            told = door.page(asker(), since, until, after)
            counts = door.counts(asker(), since, until)
        except Away:
            away = True
        return {
            "day": day,
            "found": told["arrivals"],
            "more": told["next_after"],
            "first": after is None,
            "counts": counts,
            "away": away,
            "looks": LOOKS,
            "units": unit_names(self._parts),
            "said": said,
            "nonce": nonce_of(said),
            "most": MOST_REPRESENTATIVES,
            "refusal": "",
        }

    def _day(self) -> date:
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        try:
            day = date.fromisoformat(request.args.get("day", ""))
        except ValueError:
            return today
        return day if 2000 <= day.year < 2100 else today


def record(parts: Parts, told: dict[str, Any], nonce: str) -> UUID:
    """Write down who came at the door of who asks; return the arrival's id."""
    contact = {name: told[name] for name in ("name", "telephone") if told[name]}
    body = {"organisation_id": staff().organisation_id, "people": told["people"]}
    body |= {"matter": told["matter"]} if told["matter"] else {}
    body |= {"contact": contact} if contact else {}
    return parts.desk.arrivals.record(asker(), body, f"desk-{nonce}")


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
