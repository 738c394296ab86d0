"""The desk of requests about data: what is due, answered with a second pair of eyes."""

import re
from typing import Any, Final

from flask import Response, abort, request
from marshmallow import fields, validate

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING
from portal.entrypoints.data_forms import (
    CHECKED,
    CONTACT,
    FILE,
    granted_of,
)
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import StaffForm, needed
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

LIST: Final = "/desk/data-requests"
LOOKS: Final = {
    "received": "new",
    "proposed": "waiting",
    "granted": "done",
    "partly": "done",
    "refused": "paused",
}
LONGEST_REASON: Final = 500
SETTLING: Final = {"agree": True, "send-back": False}
REVISION: Final = re.compile(r"[1-9][0-9]{0,5}")


class DataDecisionForm(StaffForm):
    """How a request is answered; what is ticked is read by `granted_of`."""

    reason = needed("data-reason", LONGEST_REASON)
    law = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON, error="fault.words.long"),
    )
    checked = fields.String(
        required=True,
        validate=validate.OneOf(CHECKED, error="fault.data.checked"),
        error_messages={"required": "fault.data.checked"},
    )


class DataRequestPages:
    """The list, one request, and what is done with it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = f"{LIST}/<number>"
        return [
            Page(path=LIST, view=self.list, name="data-requests", roles=DECIDING),
            Page(path=one, view=self.show, name="data-request", roles=DECIDING),
            Page(
                path=f"{one}/words",
                view=self.read,
                name="data-words",
                method="POST",
                roles=DECIDING,
            ),
            Page(
                path=f"{one}/decide",
                view=self.decide,
                name="data-decide",
                method="POST",
                roles=DECIDING,
            ),
            Page(
                path=f"{one}/<act>",
                view=self.settle,
                name="data-settle",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def list(self) -> Response:
        """Show what waits, or what was answered."""
        waiting = request.args.get("of") != "answered"
        after = request.args.get("after", "")[:40]
        door = self._parts.desk.data_requests
        told = door.listed(asker(), waiting=waiting, after=after)
        return draw("desk/data-requests.html", waiting=waiting, looks=LOOKS, **told)

    def show(self, number: str) -> Response:
        """Show one, masked."""
        return self._drawn(number)

    def read(self, number: str) -> Response:
        """Show its words and the whole contact, once; intake notes the look."""
        told = self._parts.desk.data_requests.words(asker(), read_number(number))
        return self._drawn(number, words=told)

    def decide(self, number: str) -> Response:
        """Answer it: a correction is done, a deletion waits for another person."""
        said = form()
        told, faults = loaded(DataDecisionForm, said)
        granted = granted_of(said)
        if not faults and granted and told["checked"] == CHECKED[-1]:
            faults = {"checked": "fault.data.checked"}
        if faults:
            return self._drawn(number, status=422, faults=faults)
        return self._done(number, {**told, "granted": granted})

    def settle(self, number: str, act: str) -> Response:
        """Agree to a deletion, which is done then, or send it back."""
        if act not in SETTLING:
            abort(404)
        return self._done(number, SETTLING[act])

    def _done(self, number: str, what: dict[str, Any] | bool) -> Response:
        door, plain = self._parts.desk.data_requests, read_number(number)
        try:
            if isinstance(what, bool):
                state = door.settle(asker(), plain, agreed=what, seen=_seen())
            else:
                state = door.decide(asker(), plain, what)
        except Away:
            return self._drawn(number, status=503, faults={"reason": "fault.data.away"})
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(number, status=no.status, refusal=no.said)
        return go(f"{LIST}/{plain}?done={state}")

    def _drawn(self, number: str, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        one = self._parts.desk.data_requests.one(asker(), read_number(number))
        done = request.args.get("done", "") if request.method == "GET" else ""
        shown: dict[str, Any] = {
            "faults": {},
            "refusal": "",
            "words": None,
            "said": form(),
        }
        return draw(
            "desk/data-request.html",
            status,
            one=one,
            looks=LOOKS,
            contact=CONTACT,
            file=FILE,
            checked=CHECKED,
            done=done if done in LOOKS else "",
            **shown | more,
        )


def _seen() -> int | None:
    """Return the revision of the request that the page had shown."""
    said = form().get("revision", "")
    return int(said) if REVISION.fullmatch(said) else None
