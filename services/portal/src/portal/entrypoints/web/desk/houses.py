"""一户一档: find people, read a home's file masked; whole only for a reason, logged."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, request
from marshmallow import fields, validate

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.desk.schemas import PURPOSES, RevealForm, StaffForm, one_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, View, draw, draw_faults, form
from portal.entrypoints.web.pages.tracking import loaded

HOUSES: Final = "/desk/households"
ONE: Final = f"{HOUSES}/<uuid:household>"
SUBJECTS: Final = ("household", "resident")
PDF: Final = "application/pdf"


class FindForm(StaffForm):
    """A name, pinyin, initials, or part of an address; it stands in no address."""

    text = fields.String(
        required=True,
        validate=validate.Length(min=1, max=60, error="fault.find.empty"),
        error_messages={"required": "fault.find.empty"},
    )


class SectionForm(RevealForm):
    """Which section is read whole, and what for."""

    subject = one_of(SUBJECTS, "fault.purpose.empty")
    subject_id = fields.UUID(
        required=True,
        error_messages={
            "required": "fault.purpose.empty",
            "invalid_uuid": "fault.purpose.empty",
        },
    )
    section = fields.String(
        required=True,
        validate=validate.Regexp(
            r"[a-z][a-z0-9-]{0,63}\Z", error="fault.purpose.empty"
        ),
        error_messages={"required": "fault.purpose.empty"},
    )


class HousePages:
    """Finding, reading, and the sheet."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        acts: list[tuple[str, str, View, str]] = [
            ("", "house-find", self.find, HOUSES),
            ("/whole", "house-whole", self.read_whole, ONE),
            ("/section", "house-section", self.read_section, ONE),
            ("/sheet", "house-sheet-whole", self.print_whole, ONE),
        ]
        return [
            Page(path=HOUSES, view=self.ask, name="houses", roles=STAFF),
            Page(path=ONE, view=self.show, name="house", roles=STAFF),
            Page(
                path=f"{ONE}/sheet",
                view=self.print_masked,
                name="house-sheet",
                roles=STAFF,
            ),
            *(
                Page(path=base + end, view=view, name=name, method="POST", roles=STAFF)
                for end, name, view, base in acts
            ),
        ]

    def ask(self) -> Response:
        """Show the empty search."""
        return draw("desk/houses.html", found=None, said={})

    def find(self) -> Response:
        """Show who was found, masked; registry has written the look down."""
        told, faults = loaded(FindForm, form())
        if faults:
            return draw_faults("desk/houses.html", faults, found=None, said=form())
        found = self._parts.desk.houses.find(asker(), told["text"])
        units = unit_names(self._parts)
        return draw("desk/houses.html", found=found, said=form(), units=units)

    def show(self, household: UUID) -> Response:
        """Show a home's file, masked; or as it stood at the end of an earlier day."""
        on, today = self._day(), self._today()
        if on is None or on >= today:
            return self._drawn(household)
        file = self._parts.desk.houses.file(asker(), household, on.isoformat())
        return self._drawn(household, file=file, on=on)

    def read_whole(self, household: UUID) -> Response:
        """Show it whole, once, for a reason."""
        told, faults = loaded(RevealForm, form())
        if faults:
            return self._drawn(household, status=422, faults=faults)
        houses = self._parts.desk.houses
        return self._drawn(
            household, file=houses.whole(asker(), household, told["purpose"])
        )

    def read_section(self, household: UUID) -> Response:
        """Show one section whole, once, for a reason; all others stay masked."""
        told, faults = loaded(SectionForm, form())
        if faults:
            return self._drawn(household, status=422, faults=faults)
        whole = self._parts.desk.houses.section(
            asker(),
            told["subject"],
            told["subject_id"],
            told["section"],
            told["purpose"],
        )
        key = (str(told["subject_id"]), told["section"])
        return self._drawn(household, revealed={key: whole})

    def print_masked(self, household: UUID) -> Response:
        """Give the sheet, masked."""
        return _pdf(self._parts.desk.houses.sheet(asker(), household), household)

    def print_whole(self, household: UUID) -> Response:
        """Give the sheet whole, for a reason that stands on it."""
        told, faults = loaded(RevealForm, form())
        if faults:
            return self._drawn(household, status=422, faults=faults)
        houses = self._parts.desk.houses
        return _pdf(houses.sheet(asker(), household, told["purpose"]), household)

    def _drawn(
        self,
        household: UUID,
        *,
        status: int = 200,
        file: dict[str, Any] | None = None,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        shown: dict[str, Any] = {"revealed": {}, "faults": {}, "on": None}
        return draw(
            "desk/house.html",
            status,
            file=file or self._parts.desk.houses.file(asker(), household),
            visits=self._visits(household),
            kinds=kind_names(self._parts),
            units=unit_names(self._parts),
            purposes=PURPOSES,
            today=self._today(),
            writable=self._writable(),
            **shown | more,
        )

    def _writable(self) -> dict[str, dict[str, Any]]:
        """Return the sections that this role may write into, by code."""
        try:
            asked = self._parts.desk.houses.asked(asker(), self._today())
        except (Away, Refused):
            return {}
        role = staff().role
        return {each["code"]: each for each in asked if role in each["writers"]}

    def _today(self) -> date:
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(request.args.get("on", ""))
        except ValueError:
            return None

    def _visits(self, household: UUID) -> list[dict[str, Any]] | None:
        """Return its visits; the file stands without them."""
        try:
            return self._parts.desk.houses.visits(asker(), household)
        except (Away, Refused):
            return None


def kind_names(parts: Parts) -> dict[str, str]:
    """Return what kinds of visits are called; codes stand where nobody says."""
    try:
        kinds = parts.desk.visits.kinds(asker())
    except (Away, Refused):
        return {}
    return {each["code"]: each["title"] for each in kinds}


def _pdf(content: bytes, household: UUID) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = PDF
    name = f'attachment; filename="household-{household}.pdf"'
    response.headers["Content-Disposition"] = name
    return response
