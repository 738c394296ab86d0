"""One unit: what it is and was, who continues it; said anew once the effect is seen."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.reach import MOVED, units_in_reach, unseen
from portal.entrypoints.web.admin.unit_forms import (
    KINDS,
    EndingForm,
    UnitForm,
    unit_body,
)
from portal.entrypoints.web.admin.units import UNITS, today_at
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, told_or_none, unit_names
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

ONE: Final = f"{UNITS}/<unit_id>"
DONE: Final = ("new", "said", "ended")
CONFIRMED: Final = "confirmed"


class UnitPages:
    """The page; each change is shown with its effect first, then done."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=ONE, view=self.show, name="unit", roles=GOVERNING),
            Page(
                path=ONE,
                view=self.say,
                name="unit-say",
                method="POST",
                roles=GOVERNING,
            ),
            Page(
                path=f"{ONE}/end",
                view=self.end,
                name="unit-end",
                method="POST",
                roles=GOVERNING,
            ),
        ]

    def show(self, unit_id: str) -> Response:
        """Show it."""
        return self._drawn(unit_id)

    def say(self, unit_id: str) -> Response:
        """Show what a change touches; said again with that seen, it is done."""
        said = form()
        told, faults = loaded(UnitForm, said)
        if faults:
            return self._drawn(unit_id, 422, faults=faults, said=said)
        if CONFIRMED not in said:
            return self._drawn(unit_id, said=said, asks="say", told=told)
        door, who = self._parts.desk.structure, asker()
        known = door.unit(who, unit_id)
        kept = {name: known[name] for name in ("area_m2", "population", "active")}
        try:
            body = kept | unit_body(told)
            door.say_unit(who, unit_id, body, revision_of(said) or 0)
        except Refused as no:
            return self._refused(unit_id, no, said=said)
        return go(f"{UNITS}/{unit_id}?done=said")

    def end(self, unit_id: str) -> Response:
        """Show what ends with it; said again with that seen, it ends (条例第24条)."""
        said = form()
        told, faults = loaded(EndingForm, said)
        if faults:
            faults = {f"end-{name}": each for name, each in faults.items()}
            return self._drawn(unit_id, 422, faults=faults, ending=said)
        heirs = [each for each in (told["heir"], told["second_heir"]) if each]
        if CONFIRMED not in said:
            more = {"asks": "end", "ending": said, "heirs_told": heirs, "told": told}
            return self._drawn(unit_id, **more)
        body = {
            "successors": list(dict.fromkeys(heirs)),
            "since": told["since"].isoformat(),
            "ground": told["ground"],
        }
        try:
            self._parts.desk.structure.say_succession(asker(), unit_id, body)
        except Refused as no:
            return self._refused(unit_id, no, ending=said)
        return go(f"{UNITS}/{unit_id}?done=ended")

    def _refused(self, unit_id: str, no: Refused, **more: Any) -> Response:  # noqa: ANN401
        if no.status in {401, 404}:
            raise no
        if no.code == MOVED:
            more = {name: unseen(said) for name, said in more.items()}
            return self._drawn(unit_id, 409, moved=True, **more)
        return self._drawn(unit_id, no.status, refusal=no.said, **more)

    def _drawn(self, unit_id: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        parts, who = self._parts, asker()
        door, work = parts.desk.structure, parts.desk.open_work
        past = soon(lambda: door.past(who, unit_id))
        heirs = soon(lambda: door.heirs(who, unit_id))
        held = soon(lambda: told_or_none(lambda: work.held(who, organisation=unit_id)))
        people = soon(
            lambda: told_or_none(
                lambda: parts.desk.register.everybody(who, organisation=unit_id)
            )
        )
        unit = door.unit(who, unit_id)
        reach = units_in_reach(parts)
        done = request.args.get("done", "") if request.method == "GET" else ""
        today = today_at(parts)
        shown: dict[str, Any] = {
            "said": said_of(unit) | {"since": today.isoformat()},
            "ending": {"since": today.isoformat()},
            "faults": {},
            "refusal": "",
            "moved": False,
            "asks": "",
            "told": {},
            "heirs_told": [],
        }
        whole = people()
        return draw(
            "admin/unit.html",
            status,
            unit=unit,
            past=past(),
            heirs=heirs(),
            held=held(),
            people=None if whole is None else _at(whole, unit_id),
            names=unit_names(parts),
            reach=reach,
            parents={k: v for k, v in reach.items() if k != unit_id},
            kinds=KINDS,
            may=unit_id in reach,
            today=today,
            done=done if done in DONE else "",
            **shown | more,
        )


def said_of(unit: Mapping[str, Any]) -> dict[str, str]:
    """Return the form as it stands."""
    return {
        "name": unit["name"],
        "kind": unit["kind"],
        "parent": unit["parent_id"] or "",
        "division": unit["division_code"],
        "desk": unit["desk_address"] or "",
        "telephone": unit["desk_telephone"] or "",
    }


def _at(people: list[dict[str, Any]], unit_id: str) -> int:
    return sum(each["organisation_id"] == unit_id for each in people)
