"""A call is written down on one page, from the first field to the number, by keys."""

from typing import Any, Final
from uuid import uuid4

from flask import Response
from marshmallow import fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.danger import calls_for
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.joining import join
from portal.entrypoints.web.desk.looks import asker, category_names, unit_names
from portal.entrypoints.web.desk.resembling import resembling
from portal.entrypoints.web.desk.schemas import StaffForm
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, draw_faults, form
from portal.entrypoints.web.pages.tracking import loaded

CALL: Final = "/desk/intake/call"
UNSURE: Final = frozenset({400, 413, 415, 422})
"""Answers by which intake says that a field is wrong."""
REASONS: Final = ("same-person", "same-text", "same-place")


class CallForm(StaffForm):
    """What a caller says; who it is may stay open."""

    text = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.call.empty"),
            validate.Length(max=10_000, error="fault.words.long"),
        ],
        error_messages={"required": "fault.call.empty"},
    )
    place = fields.String(
        load_default="", validate=validate.Length(max=200, error="fault.words.long")
    )
    category = fields.String(
        load_default="",
        validate=validate.Regexp(r"[a-z0-9-]{0,64}\Z", error="fault.category"),
    )
    name = fields.String(
        load_default="", validate=validate.Length(max=100, error="fault.words.long")
    )
    telephone = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"([0-9+() （）-]{3,32})?\Z", error="fault.telephone.call"
        ),
    )


class CallPages:
    """What who sits at the telephone fills in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=CALL, view=self.ask, name="call", roles=STAFF),
            Page(
                path=CALL,
                view=self.take,
                name="call-take",
                method="POST",
                again=self.ask_again,
                roles=STAFF,
            ),
        ]

    def ask(self) -> Response:
        """Show the empty form."""
        return draw("desk/call.html", **self._shown({}))

    def ask_again(self) -> Response:
        """Show what was typed on a page that was too old."""
        return draw_faults("desk/expired.html", {}, typed=list(form().values())[:8])

    def take(self) -> Response:
        """Write the call down, once; show number and code to be read out.

        What resembles it is shown first, once: a key joins it, another goes on.
        """
        told, faults = loaded(CallForm, form())
        if faults:
            return draw_faults("desk/call.html", faults, **self._shown(form()))
        similar = [] if "looked" in form() else resembling(self._parts, told)
        if similar or "look" in form():
            shown = self._shown(form()) | {"similar": similar}
            return draw("desk/call.html", **shown)
        try:
            return self._taken(told)
        except Refused as no:
            if no.status not in UNSURE:
                raise
            shown = self._shown(form()) | {"refusal": no.said}
            return draw_faults("desk/call.html", {}, **shown)

    def _taken(self, told: dict[str, Any]) -> Response:
        lead = form().get("join", "")[:64]
        body = _body(told)
        if lead:
            _, own = self._parts.desk.units.divisions(asker())
            body |= {"division_code": own} if own else {}
        key = f"desk-{nonce_of(form())}"
        taken = self._parts.desk.matters.take_call(asker(), body, key)
        joined = join(self._parts, taken["receipt"], lead, told) if lead else None
        return draw(
            "desk/call-taken.html",
            taken=taken,
            dangers=calls_for(told["text"]),
            lead=lead,
            joined=joined,
        )

    def _shown(self, said: dict[str, str]) -> dict[str, Any]:
        names = category_names(self._parts)
        return {
            "said": said,
            "categories": sorted(names.items(), key=lambda pair: pair[1]),
            "names": names,
            "units": unit_names(self._parts),
            "nonce": nonce_of(said) if said else str(uuid4()),
            "refusal": "",
            "similar": None,
            "may_join": staff().role in DECIDING,
        }


def _body(told: dict[str, Any]) -> dict[str, Any]:
    """Return what intake's door takes; what was left open is left out."""
    contact = {name: told[name] for name in ("name", "telephone") if told[name]}
    body = {"text": told["text"], "organisation_id": staff().organisation_id}
    body |= {name: told[name] for name in ("place", "category") if told[name]}
    return body | ({"contact": contact} if contact else {})
