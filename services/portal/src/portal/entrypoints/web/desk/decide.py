"""逐件处理: one thing to decide on a screen, yes or no, and on to the next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request
from marshmallow import ValidationError, validates_schema

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.domain.deciding import KINDS, Queue, Waiting
from portal.domain.numbers import read_number
from portal.domain.staff import LEADING
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.history import history_of
from portal.entrypoints.web.desk.looks import (
    asker,
    category_names,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.queue import queue_of
from portal.entrypoints.web.desk.schemas import (
    LONGEST_WORDS,
    StaffForm,
    one_of,
    optional,
)
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

DECIDE: Final = "/watch/decide"
ANSWERS: Final = ("agree", "refuse", "reopen")
VERBS: Final = {"extension": "extension/decision", "return": "return/decision"}
"""Kind -> what routing calls the decision about a case."""
OFFERS: Final = {"extension": "decide-extension", "return": "decide-return"}
"""Kind -> the word by which routing offers it to who may."""
STEPS: Final = {"agree": "approve", "refuse": "refuse", "reopen": "reopen"}
"""What notify calls the answers about somebody who is not satisfied."""


class AnswerForm(StaffForm):
    """Yes or no; a no says why."""

    answer = one_of(ANSWERS, "fault.granted.empty")
    reason = optional(LONGEST_WORDS)

    @validates_schema
    def _says_why(self, said: dict[str, Any], **_: object) -> None:
        if said["answer"] != "agree" and not said["reason"]:
            raise ValidationError("fault.why.empty", "reason")


class ObjectionForm(AnswerForm):
    """About somebody who is not satisfied a yes says why as well."""

    reason = optional(LONGEST_WORDS)

    @validates_schema
    def _says_why(self, said: dict[str, Any], **_: object) -> None:
        if not said["reason"]:
            raise ValidationError("fault.why.empty", "reason")


class DecidePages:
    """The queue, one at a time."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=DECIDE, view=self.show, name="decide", roles=LEADING),
            Page(
                path=f"{DECIDE}/<kind>/<ident>",
                view=self.decide,
                name="decide-one",
                method="POST",
                roles=LEADING,
            ),
        ]

    def show(self) -> Response:
        """Show the one that the address names, or the first."""
        return self._drawn(request.args.get("at", ""))

    def decide(self, kind: str, ident: str) -> Response:
        """Take the answer to its owner; the next one comes, wherever it stood."""
        if kind not in KINDS:
            abort(404)
        item = Waiting(kind=kind, ident=ident)
        wanted = ObjectionForm if kind == "objection" else AnswerForm
        told, faults = loaded(wanted, form())
        if faults:
            return self._drawn(item.key, status=422, faults=faults)
        if told["answer"] == "reopen" and kind != "objection":
            abort(404)
        try:
            self._send(item, told)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(item.key, status=no.status, refusal=no.said)
        back = {"at": form().get("next", ""), "of": form().get("of", "")}
        return go(_address(**back) + f"&done={kind}.{told['answer']}")

    def _send(self, item: Waiting, told: Mapping[str, Any]) -> None:
        desk, agrees = self._parts.desk, told["answer"] == "agree"
        if item.kind == "objection":
            step = STEPS[told["answer"]]
            desk.decisions.move_objection(
                asker(), _id(item.ident), step, told["reason"]
            )
        elif item.kind == "publication":
            seen = revision_of(form()) or 1
            ident, why = _id(item.ident), told["reason"]
            desk.publications.decide(asker(), ident, seen, approve=agrees, reason=why)
        else:
            number, said = read_number(item.ident), {"granted": agrees}
            key, seen_case = f"desk-{nonce_of(form())}", revision_of(form())
            body = said | {"reason": told["reason"]}
            desk.cases.act(asker(), number, VERBS[item.kind], body, key, seen_case)

    def _drawn(self, key: str, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        queue, known = queue_of(self._parts)
        only = request.values.get("of", "")
        only = only if only in KINDS else ""
        item = queue.at(key, only)
        shown: dict[str, Any] = {"faults": {}, "refusal": ""}
        return draw(
            "desk/decide.html",
            status,
            queue=queue,
            kinds=KINDS,
            only=only,
            item=item,
            gone=bool(key) and (item is None or item.key != key),
            said=form() if item is not None and item.key == key else {},
            nonce=nonce_of({}),
            **self._told(queue, item, only, known),
            **shown | more,
        )

    def _told(
        self,
        queue: Queue,
        item: Waiting | None,
        only: str,
        known: Mapping[str, dict[str, Any]],
    ) -> dict[str, Any]:
        if item is None:
            return {}
        row, after = known[item.key], queue.after(item, only)
        number = "" if item.kind == "publication" else row["receipt"]
        return {
            "row": row,
            "number": number,
            "place": queue.place(item, only),
            "after": after,
            "later": _address(at=after.key if after else "", of=only),
            "clock": left(item.due, self._parts.clock.now()),
            "units": unit_names(self._parts),
            **(self._case(item, number) if number else self._draft(item)),
        }

    def _case(self, item: Waiting, number: str) -> dict[str, Any]:
        """Return what a case was, what is asked about it, and what was done."""
        desk, who = self._parts.desk, asker()
        words = soon(lambda: told_or_none(lambda: desk.matters.matter(who, number)))
        case = told_or_none(lambda: desk.cases.sheet(who, number))
        matter, names = words(), category_names(self._parts)
        units = unit_names(self._parts)
        about = case or {"may": [], "dossier": {}, "category": "", "revision": 0}
        return {
            "case": case,
            "matter": matter,
            "draft": None,
            "category": names.get(about["category"], about["category"]),
            "request_of": _request(item.kind, about["dossier"]),
            "history": history_of(case, matter, units) if case else [],
            "revision": about["revision"],
            "may": item.kind not in OFFERS or OFFERS[item.kind] in about["may"],
        }

    def _draft(self, item: Waiting) -> dict[str, Any]:
        """Return just what the public would read."""
        door, who = self._parts.desk.publications, asker()
        draft = told_or_none(lambda: door.one(who, _id(item.ident)))
        return {
            "case": None,
            "matter": None,
            "draft": draft,
            "request_of": {},
            "history": [],
            "revision": draft["publication"]["revision"] if draft else 0,
            "may": draft is not None,
        }


def _request(kind: str, dossier: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is asked: by whom, when, why; of returns the last."""
    returns = dossier.get("returns") or [None]
    asked = {"extension": dossier.get("extension"), "return": returns[-1]}.get(kind)
    return asked | {"at": datetime.fromisoformat(asked["at"])} if asked else {}


def _address(*, at: str, of: str) -> str:
    """Return where one stands; what names it is ours or nothing."""
    plain = at if at.replace(":", "").replace("-", "").isalnum() else ""
    kind = of if of in KINDS else ""
    return f"{DECIDE}?at={plain}&of={kind}"


def _id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        abort(404)
