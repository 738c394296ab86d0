"""The page of one case: what was said, both clocks, what may be done, what was done."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, abort, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.act import Act
from portal.entrypoints.web.desk.acts import (
    ACTS,
    revision_of,
    words_of_contact,
)
from portal.entrypoints.web.desk.alike import alike_of
from portal.entrypoints.web.desk.beside import beside, dated
from portal.entrypoints.web.desk.caseless import draw_caseless
from portal.entrypoints.web.desk.door import DOOR
from portal.entrypoints.web.desk.drafting import begun, sent
from portal.entrypoints.web.desk.elsewhere import same_elsewhere
from portal.entrypoints.web.desk.giving import GIVES, gave, suggested_for
from portal.entrypoints.web.desk.handing_over import OFFERABLE
from portal.entrypoints.web.desk.history import (
    ONLY,
    changes_since,
    clocks_of,
    history_of,
    told_to,
)
from portal.entrypoints.web.desk.looks import (
    LOOKS,
    asker,
    category_names,
    clock_of,
    told_or_away,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.onward import done_of, onward
from portal.entrypoints.web.desk.phrases import phrases_for, put_in
from portal.entrypoints.web.desk.pictures import pictures_of
from portal.entrypoints.web.desk.presence import said_of, ticket_of
from portal.entrypoints.web.desk.schemas import (
    CONTACTS,
    OUTCOMES,
    PURPOSES,
    RevealForm,
)
from portal.entrypoints.web.desk.splitting import may_divide
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, ages, draw, form, gaps, go, words
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

log = logging.getLogger(__name__)

ONE: Final = "/desk/cases/<number>"
STALE: Final = "stale-revision"
NOTHING_SAID: Final[Mapping[str, Any]] = {
    "revealed": None,
    "open_act": "",
    "preview": None,
    "refusal": "",
    "note_lost": False,
    "did": "",
}
"""Of what a page of a case tells beside the case, when nothing was done there."""


class CasePages:
    """One dense page; every act is a form of its own on it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        reveal, act = f"{ONE}/petitioner", f"{ONE}/<act>"
        return [
            Page(path=ONE, view=self.show, name="case", roles=STAFF),
            Page(
                path=reveal,
                view=self.reveal,
                name="case-petitioner",
                method="POST",
                roles=STAFF,
            ),
            Page(path=act, view=self.act, name="case-act", method="POST", roles=STAFF),
        ]

    def show(self, number: str) -> Response:
        """Show it; what is no case yet, or not yet here, stands at the door."""
        plain = read_number(number)
        asked = request.args.get("act", "")
        try:
            return self._drawn_or_less(plain, open_act=asked if asked in ACTS else "")
        except Refused as no:
            if no.status != 404:
                raise
        found = self._parts.desk.matters.matter(asker(), plain)
        return go(f"{DOOR}/{found['receipt']}")

    def reveal(self, number: str) -> Response:
        """Show name and number whole, once; intake has written down who looked."""
        plain = read_number(number)
        told, faults = loaded(RevealForm, form())
        if faults:
            return self._drawn_or_less(plain, faults, status=422)
        found = self._parts.desk.matters.petitioner(asker(), plain, told["purpose"])
        return self._drawn_or_less(plain, revealed=found)

    def act(self, number: str, act: str) -> Response:
        """Do one thing; what was typed stays where it could not be done."""
        wanted, plain = ACTS.get(act), read_number(number)
        if wanted is None:
            abort(404)
        if "fill" in form():
            return self._drawn(plain, open_act=act)
        told, faults = loaded(wanted.form, form())
        if faults:
            return self._drawn(plain, faults, open_act=act, status=422)
        if "preview" in form():
            return self._drawn(plain, open_act=act, preview=told.get("reply", ""))
        try:
            self._send(plain, wanted, told)
        except Refused as no:
            return self._refused(plain, act, no)
        sent(self._parts, plain, act)
        if wanted.offer in GIVES:
            gave(told)
        if not self._noted(plain, wanted, told):
            return self._drawn(plain, open_act="remark", note_lost=True, did=act)
        return onward(self._parts, plain, act)

    def _send(self, number: str, act: Act, told: dict[str, Any]) -> None:
        if act.only_note(told):
            self._remark(number, act, told)
            return
        seen = None if act.verb == "remarks" else revision_of(form())
        key = f"desk-{nonce_of(form())}"
        verb, zone = act.verb.format(**told), self._parts.settings.time_zone
        body = dated(act.body(told), told, zone)
        self._parts.desk.cases.act(asker(), number, verb, body, key, seen)

    def _remark(self, number: str, act: Act, told: dict[str, Any]) -> None:
        said = words_of_contact(told) if act.verb == "contact" else told["note"]
        key = f"desk-{nonce_of(form())}-note"
        body = {"text": said}
        self._parts.desk.cases.act(asker(), number, "remarks", body, key, None)

    def _noted(self, number: str, act: Act, told: dict[str, Any]) -> bool:
        """Write the colleagues' note down too; say whether nothing of it is lost."""
        if not (act.note and told.get("note")) or act.only_note(told):
            return True
        try:
            self._remark(number, act, told)
        except (Away, Refused):
            log.warning("the note beside an answer was not taken")
            return False
        return True

    def _refused(self, number: str, act: str, no: Refused) -> Response:
        if no.status in {401, 404}:
            raise no
        if no.code != STALE:
            return self._drawn(number, open_act=act, refusal=no.said, status=no.status)
        return self._drawn(number, open_act=act, moved=True, status=409)

    def _drawn_or_less(
        self,
        number: str,
        faults: dict[str, str] | None = None,
        *,
        status: int = 200,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        """Show it; while routing is away, what intake tells this person of it."""
        try:
            return self._drawn(number, faults, status=status, **more)
        except Away as silence:
            gaps().append(str(silence))
        revealed = more.get("revealed")
        return draw_caseless(
            self._parts, number, faults or {}, status=status, revealed=revealed
        )

    def _drawn(
        self,
        number: str,
        faults: dict[str, str] | None = None,
        *,
        status: int = 200,
        moved: bool = False,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        case = self._parts.desk.cases.sheet(asker(), number)
        handing = soon(lambda: self._handovers(case))
        aside = beside(self._parts, case)
        resembling = soon(lambda: alike_of(self._parts, case["receipt"]))
        goes = soon(lambda: suggested_for(self._parts, case))
        matter = self._matter(case["receipt"])
        now, units = self._parts.clock.now(), unit_names(self._parts)
        seen = revision_of(form()) or 0
        lost = more.get("note_lost", False)
        moved = moved or bool(seen and not lost and seen != case["revision"])
        shown: dict[str, Any] = dict(NOTHING_SAID)
        shown |= self._begun(case, matter, shown | more)
        names = category_names(self._parts)
        only = request.args.get("told", "") if request.method == "GET" else ""
        handovers, knows = handing()
        return draw(
            "desk/case.html",
            status,
            case=case,
            matter=matter,
            came_pictures=pictures_of(self._parts, matter),
            look=LOOKS.get(case["state"], "working"),
            clock=clock_of(case, now),
            clocks=clocks_of(case, matter, now, words()("law.acceptance")),
            category=names.get(case["category"], case["category"]),
            units=units,
            suggested=goes(),
            history=told_to(history_of(case, matter, units), only),
            only=only,
            onlies=("", *ONLY),
            changes=changes_since(case, seen, units) if moved else None,
            done=done_of(request.args) if request.method == "GET" else None,
            nonce=nonce_of({} if moved else form()),
            who=staff(),
            offers={name: each.offer for name, each in ACTS.items()},
            outcomes=OUTCOMES,
            contacts=CONTACTS,
            purposes=PURPOSES,
            faults=faults or {},
            handovers=handovers,
            phrases=phrases_for(self._parts, case["category"]),
            present=said_of(self._parts, case["receipt"]),
            ticket=ticket_of(self._parts, case["receipt"]),
            alike_matters=resembling(),
            same=same_elsewhere(self._parts, case["receipt"]),
            dividing=may_divide(matter),
            handing=knows and case["state"] in OFFERABLE and staff().role in DECIDING,
            **aside(),
            **more | shown,
        )

    def _begun(
        self, case: dict[str, Any], matter: dict[str, Any] | None, shown: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what stands in the forms: what was sent, else what was begun."""
        if "fill" in form():
            shown = shown | {"said": put_in(self._parts, case, matter)}
        found = begun(self._parts, case["receipt"])
        draft = found.shown if request.method == "GET" else None
        act = shown["open_act"]
        if draft is None or act not in {"", draft.act}:
            return {"said": form()} | shown | {"begun": found, "draft": None}
        return (
            shown
            | {"said": draft.said, "begun": found, "draft": draft}
            | {"open_act": draft.act}
        )

    def _handovers(self, case: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Return those of the case, and whether there is anybody to hand it to."""
        door = self._parts.desk.handovers
        if not told_or_none(lambda: door.neighbours(asker())["items"]):
            return [], False
        petition = case["petition_id"]
        found = told_or_none(lambda: door.some(asker(), petition=petition)["items"])
        return found or [], found is not None

    def _matter(self, receipt: str) -> dict[str, Any] | None:
        """Return what intake tells of it; the page stands without, and says so.

        No page of before is shown to whom intake shows the matter no more.
        """
        door = self._parts.desk.matters
        try:
            return told_or_away(lambda: door.matter(asker(), receipt))
        except Refused as no:
            if no.status == 401 or ages():
                raise
            return None
