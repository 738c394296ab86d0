"""Requests about files of the archive: what waits, one, answered; deletions by two."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request
from marshmallow import fields, validate

from portal.adapters.desk_doors import Asker
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.data_requests import LIST, LOOKS, SETTLING
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

RIGHTS: Final = f"{LIST}/archive"
ONE: Final = f"{RIGHTS}/<uuid:request_id>"
VERDICTS: Final = ("grant", "refuse")
LONGEST: Final = 500
LONGEST_LAW: Final = 200


class RightForm(StaffForm):
    """Whether it is granted, and why; a refused deletion cites the law."""

    verdict = one_of(VERDICTS, "fault.rights.verdict")
    reason = needed("data-reason", LONGEST)
    law = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_LAW, error="fault.words.long"),
    )


class RightPages:
    """The list, one request, and what is done with it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _page(RIGHTS, self.list, "rights"),
            _page(ONE, self.show, "right"),
            _page(f"{ONE}/words", self.read, "right-words", "POST"),
            _page(f"{ONE}/decide", self.decide, "right-decide", "POST"),
            _page(f"{ONE}/<act>", self.settle, "right-settle", "POST"),
        ]

    def list(self) -> Response:
        """Show what waits, or what was decided, of one's own unit and below."""
        waiting = request.args.get("of") != "answered"
        after = request.args.get("after", "")[:36]
        who, today = asker(), self._today()
        asked = soon(lambda: self._sections(who, today))
        told = self._parts.desk.rights.listed(
            who, staff().organisation_id, waiting=waiting, after=after
        )
        return draw(
            "desk/rights.html",
            waiting=waiting,
            looks=LOOKS,
            rows=told["items"],
            more=told["next"],
            today=today,
            sections=asked(),
        )

    def show(self, request_id: UUID) -> Response:
        """Show one, masked."""
        return self._drawn(request_id)

    def read(self, request_id: UUID) -> Response:
        """Show its words, once; registry notes the look."""
        told = self._parts.desk.rights.words(asker(), request_id)
        return self._drawn(request_id, words=told)

    def decide(self, request_id: UUID) -> Response:
        """Answer it: a correction is done, a deletion waits for another person."""
        told, faults = loaded(RightForm, form())
        if faults:
            return self._drawn(request_id, status=422, faults=faults)
        body = {"granted": told["verdict"] == VERDICTS[0], "reason": told["reason"]}
        return self._done(request_id, body | {"law": told["law"] or None})

    def settle(self, request_id: UUID, act: str) -> Response:
        """Agree to a deletion, which is done then, or send it back."""
        if act not in SETTLING:
            abort(404)
        return self._done(request_id, SETTLING[act])

    def _done(self, request_id: UUID, what: dict[str, Any] | bool) -> Response:
        door = self._parts.desk.rights
        try:
            if isinstance(what, bool):
                state = door.settle(asker(), request_id, agreed=what)
            else:
                state = door.decide(asker(), request_id, what)
        except Away:
            faults = {"reason": "fault.data.away"}
            return self._drawn(request_id, status=503, faults=faults)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(request_id, status=no.status, refusal=no.said)
        return go(f"{RIGHTS}/{request_id}?done={state}")

    def _drawn(self, request_id: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        who, today = asker(), self._today()
        asked = soon(lambda: self._sections(who, today))
        told = self._parts.desk.rights.one(who, request_id)
        one = told["request"]
        done = request.args.get("done", "") if request.method == "GET" else ""
        shown: dict[str, Any] = {
            "faults": {},
            "refusal": "",
            "words": None,
            "said": form(),
        }
        return draw(
            "desk/right.html",
            status,
            one=one,
            resident=told["resident"],
            sections=asked(),
            looks=LOOKS,
            mine=one["decided_by"] == staff().staff_id,
            late=one["state"] in {"received", "proposed"} and one["due_on"] < today,
            done=done if done in LOOKS else "",
            **shown | more,
        )

    def _today(self) -> date:
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()

    def _sections(self, who: Asker, day: date) -> dict[str, dict[str, Any]]:
        """Return what sections and their fields are called; codes where nobody says."""
        found = told_or_none(lambda: self._parts.desk.houses.asked(who, day))
        return {
            each["code"]: {
                "title": each["title"],
                "names": {row["code"]: row["title"] for row in each["rows"]},
            }
            for each in found or ()
        }


def _page(path: str, view: Any, name: str, method: str = "GET") -> Page:  # noqa: ANN401
    return Page(path=path, view=view, name=name, method=method, roles=DECIDING)
