"""专项: how many of how many, by when, out of which cases, for how much."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, category_names, unit_names
from portal.entrypoints.web.desk.project_forms import ACTS, stands
from portal.entrypoints.web.desk.rooms import offered
from portal.entrypoints.web.desk.told import told_at
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

LIST: Final = "/desk/projects"
ONE: Final = f"{LIST}/<uuid:project>"
LOOKS: Final = {"open": "working", "done": "done", "dropped": "paused"}
MOVED_ON: Final = "stale-revision"
MOST_CASES: Final = 10
"""So many cases are looked up by number; each is asked for, for it may accuse."""


class ProjectPages:
    """What who leads a project reads and writes down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=LIST, view=self.show, name="projects", roles=STAFF),
            Page(path=ONE, view=self.show_one, name="project", roles=STAFF),
            Page(
                path=f"{ONE}/<act>",
                view=self.act,
                name="project-act",
                method="POST",
                roles=STAFF,
            ),
        ]

    def show(self) -> Response:
        """Show the newest of one's line, and where problems gather."""
        door = self._parts.desk.projects
        return draw(
            "desk/projects.html",
            found=door.newest(asker()),
            suggested=door.suggested(asker()),
            places=self._parts.desk.units.divisions(asker())[0],
            names=category_names(self._parts),
            units=unit_names(self._parts),
            looks=LOOKS,
            today=self._today(),
        )

    def show_one(self, project: UUID) -> Response:
        """Show one whole, with what may be done."""
        return self._drawn(project)

    def act(self, project: UUID, act: str) -> Response:
        """Write one thing down, once; what was typed stays where it could not be."""
        wanted = ACTS.get(act)
        if wanted is None:
            abort(404)
        told, faults = loaded(wanted.form, form())
        if faults:
            return self._drawn(project, 422, faults=faults, open_act=act)
        door, where = self._parts.desk.projects, f"{LIST}/{project}?done={act}"
        body, seen = wanted.body(told) or {}, revision_of(form())
        try:
            door.act(asker(), project, act, body, seen)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            if no.code == MOVED_ON:
                if stands(door.one(asker(), project), act, told):
                    return go(where)
                return self._drawn(project, 409, open_act=act, moved=True)
            faults = told_at(no, wanted.form().fields)
            shown = {"faults": faults, "refusal": no.said, "open_act": act}
            return self._drawn(project, no.status, **shown)
        return go(where)

    def _drawn(self, project: UUID, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        one = self._parts.desk.projects.one(asker(), project)
        receipts, hidden = self._cases(one["petitions"])
        shown = {"faults": {}, "refusal": "", "open_act": "", "moved": False}
        return draw(
            "desk/project.html",
            status,
            one=one,
            look=LOOKS.get(one["state"], "working"),
            may=offered(ACTS, one["state"], staff().role),
            receipts=receipts,
            hidden=hidden,
            names=category_names(self._parts),
            units=unit_names(self._parts),
            today=self._today(),
            said=form(),
            **shown | more,
        )

    def _cases(self, petitions: list[UUID]) -> tuple[list[str], int]:
        """Return the numbers of the first cases, and how many stay without one.

        What accuses one's own side is not there to be found (条例第30条).
        """
        found = []
        for each in petitions[:MOST_CASES]:
            try:
                found.append(
                    self._parts.desk.cases.sheet(asker(), str(each))["receipt"]
                )
            except (Away, Refused):
                continue
        return found, len(petitions) - len(found)

    def _today(self) -> Any:  # noqa: ANN401
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()
