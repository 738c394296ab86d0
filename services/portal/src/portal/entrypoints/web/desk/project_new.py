"""A new 专项: of which kind and where, out of which open cases, by when."""

import re
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request
from marshmallow import ValidationError, fields, validates_schema

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import OWED, asker, category_names, titles_of
from portal.entrypoints.web.desk.projects import LIST
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional
from portal.entrypoints.web.desk.told import told_at
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

NEW: Final = f"{LIST}/new"
FEASTS: Final = ("spring-festival", "dragon-boat", "mid-autumn")
AHEAD: Final = 3
"""So many years from this one on can a feast be chosen of."""
LOOKED_THROUGH: Final = 200
"""So many open cases are looked through, those due first first."""
MOST_TYPED: Final = 20
APART: Final = re.compile(r"[\s,，、;；]+")
CODE: Final = re.compile(r"[a-z0-9-]{1,64}\Z")


class NewProjectForm(StaffForm):
    """What is to be done, and by when: a day, the eve of a feast, or open."""

    name = needed("project-name", 120)
    goal = needed("goal", 2_000)
    target_on = fields.Date(
        load_default=None, error_messages={"invalid": "fault.day"}, allow_none=True
    )
    festival = one_of(("", *FEASTS), "fault.day")
    festival_year = optional(4)
    others = optional(600)

    @validates_schema
    def _one_end(self, said: dict[str, Any], **_: object) -> None:
        if said.get("festival") and said.get("target_on"):
            raise ValidationError("fault.one-end", "target_on")
        year = said.get("festival_year", "")
        if said.get("festival") and not (year.isascii() and year.isdecimal()):
            raise ValidationError("fault.year", "festival_year")


class NewProjectPages:
    """One page: the kind first, then the cases that it is made of, and what for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=NEW, view=self.ask, name="project-new", roles=STAFF),
            Page(
                path=NEW,
                view=self.begin,
                name="project-begin",
                method="POST",
                roles=STAFF,
            ),
        ]

    def ask(self) -> Response:
        """Ask of which kind and where; then for the rest."""
        return self._drawn(request.args)

    def begin(self) -> Response:
        """Open it, once; what was typed stays where it could not be done."""
        said = form()
        told, faults = loaded(NewProjectForm, _filled(said))
        cases, unknown = self._cases(told.get("others", ""))
        if unknown and not faults:
            faults = {"others": "fault.cases.unknown"}
        if not cases and not faults:
            faults = {"others": "fault.cases.empty"}
        if faults:
            return self._drawn(said, 422, faults=faults, unknown=unknown)
        door, key = self._parts.desk.projects, f"desk-{nonce_of(said)}"
        try:
            made = door.begin(asker(), self._asked(told, said, cases), key)
        except Refused as no:
            if no.status == 401:
                raise
            faults = told_at(no, NewProjectForm().fields)
            return self._drawn(said, no.status, faults=faults, refusal=no.said)
        return go(f"{LIST}/{made}?done=begin")

    def _asked(
        self, told: Mapping[str, Any], said: Mapping[str, str], cases: list[str]
    ) -> dict[str, Any]:
        """Return what routing's door takes."""
        body: dict[str, Any] = {
            "name": told["name"],
            "goal": told["goal"],
            "category": said.get("category", ""),
            "division_code": said.get("division_code", ""),
            "organisation_id": staff().organisation_id,
            "petitions": cases,
        }
        if told["target_on"]:
            body["target_on"] = told["target_on"].isoformat()
        if told["festival"]:
            body["festival"] = told["festival"]
            body["festival_year"] = int(told["festival_year"])
        return body

    def _cases(self, typed: str) -> tuple[list[str], list[str]]:
        """Return the cases that are ticked or named, and which names nobody knows."""
        found = [each for each in request.form.getlist("case") if CODE.match(each)]
        unknown = []
        for each in [name for name in APART.split(typed) if name][:MOST_TYPED]:
            try:
                sheet = self._parts.desk.cases.sheet(asker(), read_number(each))
            except Refused as no:
                if no.status == 401:
                    raise
                unknown.append(each)
            else:
                found.append(sheet["petition_id"])
        return list(dict.fromkeys(found)), unknown

    def _drawn(
        self,
        said: Mapping[str, str],
        status: int = 200,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        names = category_names(self._parts)
        places, own = self._parts.desk.units.divisions(asker())
        kind = said.get("category", "") if said.get("category") in names else ""
        place = said.get("division_code", "")
        where = place if place in places else own
        gathered = self._gathered(kind, where) if kind else []
        titles = titles_of(self._parts, [each["receipt"] for each in gathered])
        shown = {"faults": {}, "refusal": "", "unknown": []}
        now = self._parts.clock.now().astimezone(self._parts.settings.time_zone)
        return draw(
            "desk/project-new.html",
            status,
            kind=kind,
            where=where,
            kinds=sorted(names.items(), key=lambda pair: pair[1]),
            places=places,
            gathered=[
                each | {"title": titles.get(each["receipt"])} for each in gathered
            ],
            ticked=request.form.getlist("case") if request.method == "POST" else None,
            said=said,
            feasts=FEASTS,
            years=range(now.year, now.year + AHEAD),
            nonce=nonce_of(said),
            **shown | more,
        )

    def _gathered(self, kind: str, place: str) -> list[dict[str, Any]]:
        """Return the open cases of one kind in one place, those due first first."""
        try:
            told = self._parts.desk.cases.worklist(asker(), limit=LOOKED_THROUGH)
        except Away:
            return []
        return [
            each
            for each in told["items"]
            if each["category"] == kind
            and each["state"] in OWED
            and each["division_code"].startswith(place)
        ]


def _filled(said: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form says; a day that is left open is none."""
    told: dict[str, Any] = dict(said)
    if not told.get("target_on", "").strip():
        told.pop("target_on", None)
    return {"festival": ""} | told
