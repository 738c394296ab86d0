"""Hand-overs to and from other agencies: what came, what went, what is to be done."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.handover_forms import DEEDS
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import RevealForm
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

HANDOVERS: Final = "/desk/handovers"
ONE: Final = "/desk/handovers/<uuid:handover>"
SIDES: Final = ("in", "out")
UNSEEN: Final = ("not-granted", "category-not-granted")
"""What their system answers by itself, before anybody there has looked at it."""
LOOKS: Final = {
    "offered": "new",
    "accepted": "waiting",
    "releasing": "waiting",
    "handed-over": "working",
    "taken": "working",
    "working": "working",
    "return-asked": "waiting",
    "returning": "waiting",
    "kept": "working",
    "finished": "waiting",
    "answered": "done",
    "refused": "paused",
    "expired": "overdue",
    "recalled": "paused",
    "returned": "redo",
    "superseded": "paused",
    "closed": "paused",
}
"""State -> look of its chip; its words are `handover.<state>`."""
LONGEST_CURSOR: Final = 300


class HandOverPages:
    """What whoever speaks for the agency reads in the morning."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=HANDOVERS, view=self.show, name="handovers", roles=DECIDING),
            Page(path=ONE, view=self.show_one, name="handover", roles=STAFF),
            Page(
                path=f"{ONE}/file",
                view=self.show_file,
                name="handover-file",
                method="POST",
                roles=STAFF,
            ),
            Page(
                path=f"{ONE}/<act>",
                view=self.act,
                name="handover-act",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self) -> Response:
        """Show those that came or went, the newest first."""
        side = request.args.get("of", "in")
        side = side if side in SIDES else "in"
        after = request.args.get("after", "")[:LONGEST_CURSOR]
        door, where = self._parts.desk.handovers, {"direction": side}
        try:
            told = door.some(asker(), **where, **({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = door.some(asker(), **where), ""
        return draw(
            "desk/handovers.html",
            rows=[self._line(each) for each in told["items"]],
            agency=door.neighbours(asker()),
            side=side,
            sides=SIDES,
            more=told["next"],
            first=not after,
        )

    def show_one(self, handover: UUID) -> Response:
        """Show one whole."""
        return self._drawn(handover)

    def show_file(self, handover: UUID) -> Response:
        """Show what came with it, once; routing has written down who looked."""
        told, faults = loaded(RevealForm, form())
        if faults:
            return self._drawn(handover, faults=faults, status=422)
        purpose = told["purpose"]
        found = self._parts.desk.handovers.file(asker(), handover, purpose)
        return self._drawn(handover, file=found)

    def act(self, handover: UUID, act: str) -> Response:
        """Do one thing; what was typed stays where it could not be done."""
        deed = DEEDS.get(act)
        if deed is None:
            abort(404)
        told, faults = loaded(deed.form, form())
        if faults:
            return self._drawn(handover, faults=faults, open_act=act, status=422)
        key = f"desk-{nonce_of(form())}"
        try:
            self._parts.desk.handovers.act(asker(), handover, act, deed.body(told), key)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            shown: dict[str, Any] = {"refusal": no.said, "status": no.status}
            return self._drawn(handover, open_act=act, **shown)
        return go(f"{HANDOVERS}/{handover}?done={act}")

    def _line(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return one as a list shows it: its clock is the one that runs now."""
        offered = row["state"] == "offered"
        clock = left(row["until"], self._parts.clock.now()) if offered else None
        return row | {"look": LOOKS.get(row["state"], "working"), "clock": clock}

    def _drawn(self, handover: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        door = self._parts.desk.handovers
        row = self._line(door.one(asker(), handover))
        shown: dict[str, Any] = {"refusal": "", "open_act": "", "file": None}
        return draw(
            "desk/handover.html",
            status,
            row=row,
            deeds=[each for each in row["may"] if each in DEEDS],
            said=form(),
            nonce=nonce_of(form()),
            done=request.args.get("done", ""),
            names=tuple(DEEDS),
            unseen=UNSEEN,
            **shown | more,
        )
