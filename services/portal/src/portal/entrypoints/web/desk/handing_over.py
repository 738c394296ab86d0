"""移交其他机关: the form that offers a case to another agency."""

from typing import Any, Final

from flask import Response

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.handover_forms import (
    DUTIES,
    MODES,
    NAMELESS,
    OfferForm,
    due_of,
)
from portal.entrypoints.web.desk.looks import asker, titles_of
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

OFFER: Final = "/desk/cases/<number>/handover"
OFFERABLE: Final = frozenset({"unrouted", "assigned", "signed", "started"})
"""In which states a case goes to another agency; routing decides in the end."""
PURPOSE: Final = "case-handling"
"""What the petitioner's name is read for: intake writes it down."""


class OfferPages:
    """One page: to whom, how, why, and what they are told."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=OFFER, view=self.show, name="hand-over", roles=DECIDING),
            Page(
                path=OFFER,
                view=self.offer,
                name="hand-over-do",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self, number: str) -> Response:
        """Ask."""
        return self._drawn(read_number(number))

    def offer(self, number: str) -> Response:
        """Offer it; name and number are read, and logged, only where they go along."""
        plain = read_number(number)
        told, faults = loaded(OfferForm, form())
        if faults:
            return self._drawn(plain, faults=faults, status=422)
        try:
            body = self._body(plain, told)
            key = f"desk-{nonce_of(form())}"
            self._parts.desk.handovers.offer(asker(), plain, body, key)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(plain, refusal=no.said, status=no.status)
        return go(f"/desk/handovers?of=out&number={plain}")

    def _body(self, number: str, told: dict[str, Any]) -> dict[str, Any]:
        matter = self._parts.desk.matters.matter(asker(), number)
        file = {
            "summary": told["summary"],
            "content": matter["staff"]["text"][:5_000],
            "place": matter["staff"]["place"][:500],
        }
        if told["mode"] not in NAMELESS:
            check = self._parts.desk.matters.code_check(asker(), number)
            file |= {"code_check": check}
        if told["person"] and told["mode"] not in NAMELESS:
            found = self._parts.desk.matters.petitioner(asker(), number, PURPOSE)
            contact = found["contact"]
            file |= {"name": contact["name"], "phone": contact["telephone"]}
        return {
            "to": told["target"],
            "form": told["mode"],
            "reason": told["why"],
            "due": due_of(told, self._parts.settings.time_zone),
            "file": file,
        }

    def _drawn(self, number: str, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        case = self._parts.desk.cases.sheet(asker(), number)
        about = {name: case[name] for name in ("category", "division_code")}
        told = self._parts.desk.handovers.neighbours(asker(), **about)
        shown: dict[str, Any] = {"refusal": "", "faults": {}}
        return draw(
            "desk/handing-over.html",
            status,
            case=case,
            title=self._title(case["receipt"]),
            alone=not told["items"],
            neighbours=sorted(filter(_takes, told["items"]), key=_further),
            modes=[e for e in MODES if any(e in n["takes"] for n in told["items"])],
            duties=DUTIES,
            may=case["state"] in OFFERABLE,
            said=form(),
            nonce=nonce_of(form()),
            **shown | more,
        )

    def _title(self, receipt: str) -> str:
        return titles_of(self._parts, [receipt]).get(receipt, "")


def _takes(neighbour: dict[str, Any]) -> bool:
    """Tell whether it takes this matter in any form that is offered by hand."""
    return any(each in MODES for each in neighbour["takes"])


def _further(neighbour: dict[str, Any]) -> bool:
    """Tell whether another agency's area is nearer: the nearest is offered first."""
    return not neighbour["nearest"]
