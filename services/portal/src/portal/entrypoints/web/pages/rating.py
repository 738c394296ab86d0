"""Solved? Satisfied? Two questions, two taps, and a reason from who is not content."""

import re
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.entrypoints.schemas import VERDICTS, RateForm
from portal.entrypoints.web.page import (
    Page,
    draw,
    draw_faults,
    form,
    go,
    visitor,
    words,
)
from portal.entrypoints.web.pages.tracking import loaded

NOTICE_CODE: Final = re.compile(r"[0-9]{1,9}\.[0-9a-f]{32}")
NUMBER: Final = re.compile(r"[A-Z0-9-]+")
MEANT: Final = {"yes": True, "no": False, "unknown": None}


class RatingPages:
    """Rating, with the code of the notice or one that was handed out on the spot."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(
                path="/v1/follow-ups/<uuid:petition_id>",
                view=self.enter,
                name="rate-link",
            ),
            Page(path="/rate", view=self.show, name="rate"),
            Page(path="/rate", view=self.take, name="rated", method="POST"),
        ]

    def enter(self, petition_id: UUID) -> Response:
        """Take the code out of the notice's link, so that no address holds it."""
        token = request.args.get("token", "")[:64]
        visitor().answers = {"petition": str(petition_id), "token": token}
        return go("/rate")

    def show(self) -> Response:
        """Ask."""
        number = read_number(request.args.get("number", ""))
        if number and not self._is_linked(number):
            visitor().answers = {}
        return self._asked({"number": number})

    def take(self) -> Response:
        """Take the answer to the service that asked."""
        known, said = visitor().answers, form()
        if known.get("token"):
            said["code"] = known["token"]
        told, faults = loaded(RateForm, said)
        if not faults and told["satisfied"] == "no" and not told["reason"]:
            faults = {"reason": "fault.reason.empty"}
        if faults:
            return self._asked(said, faults)
        try:
            self._send(told, said)
        except Away:
            return self._asked(said, {"code": "fault.rate.away"})
        except Refused as no:
            visitor().answers = {}
            wrong = no.status in {401, 403, 404}
            if wrong or not no.said:
                return self._asked(said, {"code": "fault.rate-code.wrong"})
            return draw("refused.html", no.status, said=no.said, back="/rate")
        visitor().answers = {}
        return draw("done.html", key="rated")

    def _send(self, told: dict[str, Any], said: dict[str, str]) -> None:
        verdict = {
            "solved": MEANT[told["solved"]],
            "satisfied": MEANT[told["satisfied"]],
            "reason": told["reason"],
        }
        code, language = told["code"], words().language
        if not NOTICE_CODE.fullmatch(code):
            self._parts.notify.rate_by_pass(code, verdict, language)
            return
        petition_id = self._petition(said)
        if petition_id is None:
            raise Refused("unknown", status=404)
        self._parts.notify.rate(petition_id, code, verdict, language)

    def _petition(self, said: dict[str, str]) -> UUID | None:
        linked = visitor().answers
        if linked.get("token"):
            return UUID(linked["petition"])
        return self._known(read_number(said.get("number", "")))

    def _is_linked(self, number: str) -> bool:
        """Tell whether the notice that was opened before is about this very matter."""
        linked = visitor().answers.get("petition")
        return linked is not None and linked == str(self._known(number))

    def _known(self, number: str) -> UUID | None:
        if not NUMBER.fullmatch(number):
            return None
        return self._parts.projection.petition_of(number)

    @staticmethod
    def _asked(said: dict[str, str], faults: dict[str, str] | None = None) -> Response:
        shown: dict[str, Any] = {
            "said": said,
            "verdicts": VERDICTS,
            "linked": bool(visitor().answers.get("token")),
        }
        if faults:
            return draw_faults("rate.html", faults, **shown)
        return draw("rate.html", **shown)
