"""抽查: lots drawn once, frozen as they stood, checked by whom the lot named."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request
from marshmallow import fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import LEADING
from portal.entrypoints.web.desk.looks import asker, told_or_none, unit_names
from portal.entrypoints.web.desk.schemas import StaffForm, one_of
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

SAMPLING: Final = "/watch/sampling"
ONE: Final = f"{SAMPLING}/<uuid:lots>"
FOUND: Final = ("confirmed", "differs", "not-found")
MEANS: Final = ("on-the-spot", "phone")
ASPECTS: Final = (
    *("took-place", "day", "place", "people", "attendance"),
    *("diary", "outcome"),
)
"""In what a visit may not be as it was told: registry's own list."""


class DrawForm(StaffForm):
    """Of which rule, and of the period that begins on which day."""

    rule = fields.String(
        required=True, validate=validate.Regexp(r"[a-z0-9][a-z0-9-]{1,31}\Z")
    )
    since = fields.Date(required=True)


class FoundForm(StaffForm):
    """What was found, by which means, on which day; in what it differs, if it does."""

    found = one_of(FOUND, "fault.found.empty")
    means = one_of(MEANS, "fault.means.empty")
    checked_on = fields.Date(
        required=True,
        error_messages={"required": "fault.checked", "invalid": "fault.checked"},
    )


class SamplingPages:
    """What was drawn and what not, one draw with its rows, what a check found."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=SAMPLING, view=self.show, name="sampling", roles=LEADING),
            Page(
                path=SAMPLING,
                view=self.draw_lots,
                name="sampling-draw",
                method="POST",
                roles=LEADING,
            ),
            Page(path=ONE, view=self.show_one, name="sampling-one", roles=LEADING),
            Page(
                path=f"{ONE}/<uuid:visit>",
                view=self.record,
                name="sampling-found",
                method="POST",
                roles=LEADING,
            ),
        ]

    def show(self) -> Response:
        """Show what was drawn, what nobody drew yet, and who owes checks."""
        return self._listed()

    def draw_lots(self) -> Response:
        """Draw lots; a period that was drawn is not drawn until it suits."""
        told, faults = loaded(DrawForm, form())
        if faults:
            abort(422)
        lots = UUID(nonce_of(form()))
        day = told["since"].isoformat()
        try:
            self._parts.desk.checks.draw(asker(), lots, told["rule"], day)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._listed(status=no.status, refusal=no.said)
        return go(f"{SAMPLING}/{lots}?done=draw")

    def show_one(self, lots: UUID) -> Response:
        """Show a draw: frame, seed, frozen rows, who checks, what was found."""
        return self._drawn(lots)

    def record(self, lots: UUID, visit: UUID) -> Response:
        """Write down what a check found; registry refuses who went on the visit."""
        told, faults = loaded(FoundForm, form())
        aspects = [
            each for each in request.form.getlist("differs_in") if each in ASPECTS
        ]
        if not faults and (told["found"] == "differs") != bool(aspects):
            faults = {"differs_in": "fault.differs"}
        if faults:
            return self._drawn(lots, status=422, faults=faults, opened=visit)
        day = told["checked_on"].isoformat()
        body = told | {"checked_on": day, "differs_in": aspects}
        try:
            self._parts.desk.checks.record(asker(), lots, visit, body)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(lots, status=no.status, refusal=no.said, opened=visit)
        return go(f"{SAMPLING}/{lots}?done=found")

    def _listed(self, *, status: int = 200, refusal: str = "") -> Response:
        door, who = self._parts.desk.checks, asker()
        debts = soon(lambda: told_or_none(lambda: door.debts(who)))
        return draw(
            "desk/sampling.html",
            status,
            draws=told_or_none(lambda: door.draws(who)),
            debts=debts(),
            units=unit_names(self._parts),
            nonce=nonce_of({}),
            refusal=refusal,
        )

    def _drawn(self, lots: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        told = self._parts.desk.checks.one(asker(), lots)
        shown: dict[str, Any] = {"faults": {}, "refusal": "", "opened": None}
        return draw(
            "desk/sampling-one.html",
            status,
            told=told,
            about=told["draw"],
            units=unit_names(self._parts),
            kinds=self._kinds(),
            found=FOUND,
            means=MEANS,
            aspects=ASPECTS,
            chosen=request.form.getlist("differs_in"),
            said=form(),
            today=self._parts.clock.now().astimezone(self._parts.settings.time_zone),
            **shown | more,
        )

    def _kinds(self) -> dict[str, str]:
        told = told_or_none(lambda: self._parts.desk.visits.kinds(asker()))
        return {each["code"]: each["title"] for each in told or ()}
