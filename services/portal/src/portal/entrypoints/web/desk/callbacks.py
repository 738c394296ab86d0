"""Calling back (回访): whom to call, and what was said, solved and satisfied apart."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request
from marshmallow import ValidationError, validates_schema

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.schemas import VERDICTS
from portal.entrypoints.web.desk.looks import (
    asker,
    titles_of,
    told_or_away,
    unit_names,
)
from portal.entrypoints.web.desk.schemas import (
    LONGEST_WORDS,
    StaffForm,
    one_of,
    optional,
)
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

CALLBACK: Final = "/desk/callback"
ONE: Final = f"{CALLBACK}/<kind>/<uuid:petition>"
KINDS: Final = ("question", "closed")
"""The open question about an answer, and the closed cases of the call-back day."""
MISSES: Final = ("no-answer", "busy", "wrong-number", "declined")
SAID: Final = {"yes": True, "no": False, "unknown": None}
TALLY: Final = ("reached", "satisfied", "dissatisfied", "unclear", "unreached")
LONGEST_CURSOR: Final = 60


class CallBackForm(StaffForm):
    """Whether somebody was reached, and what was said."""

    reached = one_of(("yes", "no"), "fault.reached.empty")
    miss = optional(20)
    solved = optional(10)
    satisfied = optional(10)
    reason = optional(LONGEST_WORDS)
    handling = optional(LONGEST_WORDS)

    @validates_schema
    def _whole(self, said: dict[str, Any], **_: object) -> None:
        if said["reached"] == "no":
            if said["miss"] not in MISSES:
                raise ValidationError("fault.miss.empty", "miss")
            return
        for question in ("solved", "satisfied"):
            if said[question] not in VERDICTS:
                raise ValidationError(f"fault.{question}.empty", question)


class CallBackPages:
    """The lists of whom to call, and the page to write one call down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=CALLBACK, view=self.show, name="callback", roles=STAFF),
            Page(path=ONE, view=self.show_one, name="callback-one", roles=STAFF),
            Page(
                path=ONE,
                view=self.record,
                name="callback-record",
                method="POST",
                roles=STAFF,
            ),
        ]

    def show(self) -> Response:
        """Show a list: open questions, or the week's closed cases."""
        kind = request.args.get("of", "")
        kind = kind if kind in KINDS else KINDS[0]
        after = request.args.get("after", "")[:LONGEST_CURSOR]
        try:
            told = told_or_away(lambda: self._page(kind, after))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = self._page(kind, ""), ""
        found = told["follow_ups" if kind == KINDS[0] else "items"] if told else []
        receipts = [each["receipt"] for each in found]
        return draw(
            "desk/callback.html",
            kind=kind,
            kinds=KINDS,
            rows=found,
            told=told,
            tally=TALLY,
            titles=titles_of(self._parts, receipts),
            units=unit_names(self._parts),
            more=told and told["next_after"],
            first=not after,
            done=request.args.get("done", ""),
        )

    def show_one(self, kind: str, petition: UUID) -> Response:
        """Show what is asked, and where to write the answer."""
        return self._drawn(kind, petition)

    def record(self, kind: str, petition: UUID) -> Response:
        """Write a call down; notify decides who may, and what it comes to."""
        told, faults = loaded(CallBackForm, form())
        if faults:
            return self._drawn(kind, petition, status=422, faults=faults)
        try:
            self._send(kind, petition, told)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(kind, petition, status=no.status, refusal=no.said)
        return go(f"{CALLBACK}?of={kind}&done={told['reached']}")

    def _page(self, kind: str, after: str) -> dict[str, Any]:
        door, query = self._parts.desk.calls, {"after": after} if after else {}
        if kind == KINDS[0]:
            return door.questions(asker(), **query)
        return door.week(asker(), **query)

    def _send(self, kind: str, petition: UUID, told: dict[str, Any]) -> None:
        door, missed = self._parts.desk.calls, told["reached"] == "no"
        said = {
            "solved": SAID.get(told["solved"]),
            "satisfied": SAID.get(told["satisfied"]),
            "reason": told["reason"],
        }
        if kind == "closed":
            whole = {"miss": told["miss"]} if missed else said | _handling(told)
            door.call_closed(asker(), petition, whole)
        elif missed:
            door.miss(asker(), petition, told["miss"])
        else:
            door.rate(asker(), petition, said)

    def _drawn(
        self,
        kind: str,
        petition: UUID,
        *,
        status: int = 200,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        if kind not in KINDS:
            abort(404)
        asked, case = self._asked(kind, petition), self._case(petition)
        receipt = (case or asked or {}).get("receipt")
        if receipt is None:
            raise Away("neither tells which case it is")
        answers = case["resolutions"] if case else []
        shown: dict[str, Any] = {"refusal": "", "faults": {}}
        return draw(
            "desk/callback-one.html",
            status,
            kind=kind,
            receipt=receipt,
            petition=petition,
            case_told=case is not None,
            title=titles_of(self._parts, [receipt]).get(receipt, ""),
            asked=asked,
            answer=answers[-1] if answers else None,
            misses=MISSES,
            verdicts=VERDICTS,
            said=form(),
            **shown | more,
        )

    def _asked(self, kind: str, petition: UUID) -> dict[str, Any] | None:
        if kind != KINDS[0]:
            return None
        return told_or_away(lambda: self._parts.desk.calls.question(asker(), petition))

    def _case(self, petition: UUID) -> dict[str, Any] | None:
        door = self._parts.desk.cases
        return told_or_away(lambda: door.sheet(asker(), str(petition)))


def _handling(told: dict[str, Any]) -> dict[str, str]:
    return {"handling": told["handling"]}
