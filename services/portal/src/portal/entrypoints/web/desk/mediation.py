"""The mediations of a case: claims side by side, and one form for what comes next."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import asker, titles_of
from portal.entrypoints.web.desk.mediation_forms import (
    ACTS,
    ENDED,
    MOST_PARTIES,
    DisputeForm,
    dispute_of,
    stands,
)
from portal.entrypoints.web.desk.rooms import HANDLING, offered
from portal.entrypoints.web.desk.told import told_at
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

ROOM: Final = "/desk/mediation/<number>"
BEGIN: Final = "begin"
OF_DISPUTE: Final = (
    *("subject", "place"),
    *(f"claim_{at}" for at in range(1, MOST_PARTIES + 1)),
)
MOVED: Final = 409
MORE: Final = {f"_{at}" for at in range(3, MOST_PARTIES + 1)}
LOOKS: Final = {
    "open": "working",
    "agreed": "working",
    "performed": "waiting",
    "checking": "waiting",
    "closed": "done",
    "closed-unsatisfied": "paused",
    "referred": "paused",
    "failed": "overdue",
}


class MediationPages:
    """What a mediator reads, and writes down after each meeting."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=ROOM, view=self.show, name="mediation", roles=STAFF),
            Page(
                path=ROOM,
                view=self.begin,
                name="mediation-begin",
                method="POST",
                roles=HANDLING,
            ),
            Page(
                path=f"{ROOM}/<uuid:mediation>/<act>",
                view=self.act,
                name="mediation-act",
                method="POST",
                roles=HANDLING,
            ),
        ]

    def show(self, number: str) -> Response:
        """Show the mediations of a case, the one that goes on with its forms."""
        return self._drawn(read_number(number))

    def begin(self, number: str) -> Response:
        """Open one, once; what was typed stays where it could not be done."""
        plain = read_number(number)
        told, faults = loaded(DisputeForm, form())
        if faults:
            return self._drawn(plain, 422, faults=faults, open_act=BEGIN)
        door, key = self._parts.desk.mediations, f"desk-{nonce_of(form())}"
        try:
            door.begin(asker(), plain, dispute_of(told), key)
        except Refused as no:
            if no.code == "key-reused":
                return _done(plain, BEGIN)
            return self._refused(plain, BEGIN, DisputeForm().fields, no)
        return _done(plain, BEGIN)

    def act(self, number: str, mediation: UUID, act: str) -> Response:
        """Write one thing down, once; what was typed stays where it could not be."""
        wanted, plain = ACTS.get(act), read_number(number)
        if wanted is None or staff().role not in wanted.roles:
            abort(404)
        told, faults = loaded(wanted.form, form())
        if faults:
            return self._drawn(plain, 422, faults=faults, open_act=act)
        door = self._parts.desk.mediations
        known = {e["mediation_id"]: e for e in door.of_case(asker(), plain)}
        if mediation in known and stands(known[mediation], act, told):
            return _done(plain, act)
        try:
            door.act(asker(), plain, mediation, act, wanted.body(told))
        except Refused as no:
            return self._refused(plain, act, wanted.form().fields, no)
        return _done(plain, act)

    def _refused(self, number: str, act: str, names: Any, no: Refused) -> Response:  # noqa: ANN401
        if no.status in {401, 404}:
            raise no
        return self._drawn(
            number,
            no.status,
            faults=told_at(no, names),
            open_act=act,
            refusal=no.said,
            typed=_sentences(act) if no.status == MOVED else [],
        )

    def _drawn(self, number: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        found = self._parts.desk.mediations.of_case(asker(), number)
        may = self._parts.desk.cases.sheet(asker(), number)["may"]
        running = [each for each in found if each["state"] not in ENDED]
        known, own = self._parts.desk.units.divisions(asker())
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        role, shown = staff().role, {"faults": {}, "refusal": "", "open_act": ""}
        return draw(
            "desk/mediation.html",
            status,
            number=number,
            title=titles_of(self._parts, [number]).get(number, ""),
            found=[(each, offered(ACTS, each["state"], role)) for each in found[::-1]],
            begins="mediate" in may and not running,
            looks=LOOKS,
            places=known,
            own=own,
            parties=range(1, MOST_PARTIES + 1),
            others=any(each[-2:] in MORE and said for each, said in form().items()),
            today=today.isoformat(),
            said=form(),
            nonce=nonce_of(form()),
            **{"typed": []} | shown | more,
        )


def _sentences(act: str) -> list[str]:
    """Return what was typed for an act that may be offered no more."""
    asked = ACTS[act].fields if act in ACTS else ((n, "line") for n in OF_DISPUTE)
    names = [name for name, kind in asked if kind in {"line", "area"}]
    return [said for name in names if (said := form().get(name, "").strip())]


def _done(number: str, act: str) -> Response:
    return go(f"/desk/mediation/{number}?done={act}")
