"""What waits at the door: the list with its 15 days, and the page to decide one."""

from typing import Any, Final

from flask import Response, abort, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING, STAFF
from portal.domain.unit_choices import told_apart
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.decisions import (
    DECISIONS,
    LOOKS,
    UNDECIDED,
    Decision,
    offered,
)
from portal.entrypoints.web.desk.elsewhere import same_elsewhere
from portal.entrypoints.web.desk.history import divisions_of
from portal.entrypoints.web.desk.looks import asker, category_names, unit_names
from portal.entrypoints.web.desk.pictures import pictures_of
from portal.entrypoints.web.desk.schemas import GROUNDS, PURPOSES
from portal.entrypoints.web.desk.splitting import may_divide
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

DOOR: Final = "/desk/door"
ONE: Final = "/desk/door/<number>"
MOVED: Final = frozenset({"stale-revision", "transition-refused", "asked-before"})
"""Words by which intake says that somebody was here before."""


class DoorPages:
    """What clerks decide: accepted, refused, or what is missing told at once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=DOOR, view=self.show, name="door", roles=DECIDING),
            Page(path=ONE, view=self.show_one, name="door-one", roles=STAFF),
            Page(
                path=f"{ONE}/<act>",
                view=self.decide,
                name="door-act",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self) -> Response:
        """Show what waits, oldest first, from where the last page ended."""
        after = request.args.get("after", "")[:64]
        door, now = self._parts.desk.matters, self._parts.clock.now()
        try:
            told = door.waiting(asker(), **({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = door.waiting(asker()), ""
        found = told["petitions"]
        return draw(
            "desk/door.html",
            rows=[(each, left(each["accept_by"], now)) for each in found],
            names=category_names(self._parts),
            units=unit_names(self._parts),
            more=told["next_after"],
            first=not after,
            done=request.args.get("done", ""),
            number=read_number(request.args.get("number", "")),
        )

    def show_one(self, number: str) -> Response:
        """Show one."""
        return self._drawn(read_number(number))

    def decide(self, number: str, act: str) -> Response:
        """Decide; what was typed stays where it could not be done."""
        wanted, plain = DECISIONS.get(act), read_number(number)
        if wanted is None:
            abort(404)
        told, faults = loaded(wanted.form, form())
        if faults:
            return self._drawn(plain, open_act=act, status=422, faults=faults)
        body = wanted.body(told)
        try:
            self._send(plain, act, body)
        except Refused as no:
            return self._refused(plain, act, body, no)
        return go(f"{DOOR}?done={act}&number={plain}")

    def _send(self, number: str, act: str, body: dict[str, Any]) -> None:
        seen, key = revision_of(form()), f"desk-{nonce_of(form())}"
        body = body | ({"revision": seen} if seen else {})
        self._parts.desk.matters.decide(asker(), number, act, body, key)

    def _refused(
        self, number: str, act: str, body: dict[str, Any], no: Refused
    ) -> Response:
        """Say why not; sent twice, the same decision is simply made."""
        if no.status in {401, 404}:
            raise no
        decision: Decision = DECISIONS[act]
        if no.code not in MOVED:
            shown: dict[str, Any] = {"refusal": no.said, "status": no.status}
            return self._drawn(number, open_act=act, **shown)
        matter = self._parts.desk.matters.matter(asker(), number)
        if decision.stands(matter, body):
            return go(f"{DOOR}?done={act}&number={number}")
        return self._drawn(number, open_act=act, moved=True, status=409)

    def _drawn(self, number: str, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        matter = self._parts.desk.matters.matter(asker(), number)
        now, waits = self._parts.clock.now(), matter["state"] in UNDECIDED
        names, moved = category_names(self._parts), more.get("moved", False)
        may = offered(matter) if staff().role in DECIDING else ()
        act = more.get("open_act", "")
        shown: dict[str, Any] = {"refusal": "", "moved": False, "open_act": ""}
        return draw(
            "desk/door-one.html",
            status,
            matter=matter,
            came_pictures=pictures_of(self._parts, matter),
            purposes=PURPOSES,
            look=LOOKS.get(matter["state"], "working"),
            clock=left(matter["accept_by"], now) if waits else None,
            category=names.get(matter["category"] or "", ""),
            categories=sorted(names.items(), key=lambda pair: pair[1]),
            units=unit_names(self._parts),
            places=self._places(matter),
            may=may,
            dividing=may_divide(matter),
            divisions=divisions_of(matter),
            said=form(),
            typed=self._typed() if act and act not in may else [],
            nonce=nonce_of({} if moved else form()),
            grounds=GROUNDS,
            same=same_elsewhere(self._parts, matter["receipt"]),
            **shown | more,
        )

    def _places(self, matter: dict[str, Any]) -> tuple[dict[str, str], str]:
        """Return the divisions to choose from, and the one that is likely."""
        known, own = self._parts.desk.units.divisions(asker())
        told = matter["staff"]["division_code"]
        return told_apart(({told: told} if told else {}) | known), told or own

    def _typed(self) -> list[str]:
        names = ("missing", "elsewhere", "explanation")
        return [said for name in names if (said := form().get(name, "").strip())]
