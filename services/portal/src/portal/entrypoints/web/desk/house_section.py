"""One section of a file, written by one; two at once are shown side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.field_shapes import Shape, shape_of
from portal.entrypoints.web.desk.houses import ONE
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go

EDIT: Final = f"{ONE}/edit/<subject>/<uuid:subject_id>/<section>"
BY_CASES: Final = "outcomes"
"""What the office's own cases write, and nobody by hand."""
MOVED_ON: Final = "stale-revision"
YES_NO: Final = {"yes": True, "no": False}
LONGEST: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Box:
    """One field of the form: what is asked, what was read, what stands in it now.

    `hidden`: something stands there that is not shown to this reader; left empty, it
    stays.
    """

    asked: Mapping[str, Any]
    was: str
    said: str
    hidden: bool
    wrong: str = ""

    @property
    def chosen(self) -> list[str]:
        """Return what is ticked, where many may be."""
        return self.said.split("\n")

    @property
    def shape(self) -> Shape:
        """Return how it is typed."""
        return shape_of(self.asked)

    @property
    def is_changed(self) -> bool:
        """Tell whether something else was typed than was read."""
        return self.said != self.was


class SectionPages:
    """The form of a section, and what another wrote meanwhile."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=EDIT, view=self.ask, name="section-edit", roles=STAFF),
            Page(
                path=EDIT,
                view=self.write,
                name="section-write",
                method="POST",
                roles=STAFF,
            ),
        ]

    def ask(
        self, household: UUID, subject: str, subject_id: UUID, section: str
    ) -> Response:
        """Show a section as it stands, to be written into."""
        held = self._held(household, subject, subject_id, section)
        boxes = [_box(each, held["rows"]) for each in held["edition"]["rows"]]
        return draw("desk/house-section.html", **_shown(held, boxes))

    def write(
        self, household: UUID, subject: str, subject_id: UUID, section: str
    ) -> Response:
        """Write what was changed, and nothing else; 409 shows both."""
        held = self._held(household, subject, subject_id, section)
        boxes = [_typed(each) for each in held["edition"]["rows"]]
        changed = [each for each in boxes if each.is_changed]
        back = f"/desk/households/{household}?done=section"
        if not changed:
            return go(back)
        values = {each.asked["code"]: _value(each) for each in changed}
        seen = revision_of(form()) or 0
        door = self._parts.desk.houses
        try:
            door.write(asker(), subject, subject_id, section, values, seen)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            if no.code == MOVED_ON:
                now = self._held(household, subject, subject_id, section)
                return go(back) if _stands(now, changed) else self._compared(now, boxes)
            wrong = [_wronged(each, no.fields) for each in boxes]
            shown = _shown(held, wrong) | {"refusal": no.said, "seen": seen}
            return draw("desk/house-section.html", no.status, **shown)
        return go(back)

    def _compared(self, held: dict[str, Any], mine: Sequence[Box]) -> Response:
        """Show mine beside theirs; sent again, mine is written on top of theirs."""
        both, merged = [], []
        for box in mine:
            theirs = _box(box.asked, held["rows"])
            said = box.said if box.is_changed else theirs.said
            merged.append(
                Box(asked=box.asked, was=theirs.was, said=said, hidden=theirs.hidden)
            )
            if box.is_changed or theirs.was != box.was:
                both.append((box, theirs))
        shown = _shown(held, merged) | {"both": both}
        return draw("desk/house-section.html", 409, **shown)

    def _held(
        self, household: UUID, subject: str, subject_id: UUID, section: str
    ) -> dict[str, Any]:
        """Return a section as it stands in the file, and what it asks today."""
        if not section.replace("-", "").isalnum() or not section.isascii():
            abort(404)
        file = self._parts.desk.houses.file(asker(), household)
        whose = _whose(file, subject, subject_id)
        edition = self._edition(section, subject)
        kept = [each for each in whose["sections"] if each["section"] == section]
        return {
            "base": f"/desk/households/{household}",
            "path": request.path,
            "whose": whose["name"],
            "edition": edition,
            "kept": kept[0] if kept else None,
            "rows": {row["code"]: row for row in kept[0]["rows"]} if kept else {},
            "may": staff().role in edition["writers"],
        }

    def _edition(self, section: str, subject: str) -> dict[str, Any]:
        today = self._today()
        begun = [
            each
            for each in self._parts.desk.houses.editions(asker(), section)
            if each["valid_from"] <= today and each["subject"] == subject
        ]
        if not begun:
            abort(404)
        found: dict[str, Any] = begun[-1]
        return found

    def _today(self) -> date:
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()


def _whose(file: dict[str, Any], subject: str, subject_id: UUID) -> dict[str, Any]:
    home = file["household"]
    if subject == "household" and home["household_id"] == subject_id:
        return {"name": home["address"], "sections": file["sections"]}
    for member in file["members"]:
        if subject == "resident" and member["resident"]["resident_id"] == subject_id:
            name = member["resident"]["name"]
            return {"name": name, "sections": member["sections"]}
    return abort(404)


def _box(asked: Mapping[str, Any], kept: Mapping[str, dict[str, Any]]) -> Box:
    """Return a field as it stands; what is masked is not put into the form."""
    row = kept.get(asked["code"])
    hidden = row is not None and row["masked"] and row["value"] is not None
    said = "" if row is None or hidden else plain(row["value"])
    return Box(asked=asked, was=said, said=said, hidden=hidden)


def _typed(asked: Mapping[str, Any]) -> Box:
    code = asked["code"]
    said = "\n".join(request.form.getlist(f"f-{code}")) if _is_asked(asked) else ""
    was = request.form.get(f"was-{code}", "") if _is_asked(asked) else ""
    hidden = bool(request.form.get(f"hidden-{code}"))
    return Box(asked=asked, was=_tidy(was), said=_tidy(said)[:LONGEST], hidden=hidden)


def _tidy(said: str) -> str:
    return said.replace("\r\n", "\n").strip()


def _is_asked(asked: Mapping[str, Any]) -> bool:
    return bool(asked["type"] != BY_CASES)


def plain(value: Any) -> str:  # noqa: ANN401
    """Return a kept value as the form says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _value(box: Box) -> Any:  # noqa: ANN401
    """Return what is written of what was typed; nothing typed empties the field."""
    kind, said = box.asked["type"], box.said
    if not said:
        return None
    if kind == "yes-no":
        return YES_NO.get(said)
    if kind == "number":
        return (
            int(said)
            if said.isascii() and said.isdecimal() and len(said) < 12
            else said
        )
    return box.chosen if kind == "choices" else said


def _wronged(box: Box, faults: Mapping[str, str]) -> Box:
    said = faults.get(f"values.{box.asked['code']}", "")
    return Box(
        asked=box.asked, was=box.was, said=box.said, hidden=box.hidden, wrong=said
    )


def _stands(held: dict[str, Any], changed: Sequence[Box]) -> bool:
    """Tell whether all that was typed stands there already: a form sent twice."""
    return all(box.said == _box(box.asked, held["rows"]).was for box in changed)


def _shown(held: dict[str, Any], boxes: Sequence[Box]) -> dict[str, Any]:
    kept = held["kept"]
    asked = [each for each in boxes if _is_asked(each.asked)]
    return {
        **held,
        "boxes": asked,
        "seen": kept["revision"] if kept else 0,
        "both": [],
        "refusal": "",
    }
