"""What the page of a case needs beside it: who helps, who may lead, its ledgers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.bootstrap import Parts
from portal.domain.tiles import Unit
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.steering import OF_TASKS, SELDOM, TOGETHER
from portal.entrypoints.web.desk.steering_forms import moment_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.soon import soon

SAID: Final = {True: "yes", False: "no", None: "unknown"}
LED: Final = frozenset({"owners", "sponsor", "set-date", "park"})
"""What routing offers that is put in a leader's name."""


def beside(parts: Parts, case: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """Begin to ask for it; call what is returned to wait for it."""
    units = parts.desk.units.tree(asker())
    led = not LED.isdisjoint(case["may"])
    leaders = soon(lambda: _leaders(parts, case, units)) if led else list
    rated = soon(lambda: _rated(parts, case))
    ledgers = soon(lambda: _ledgers(parts, case))

    def told() -> dict[str, Any]:
        return {
            "together": TOGETHER,
            "seldom": SELDOM,
            "of_tasks": OF_TASKS,
            "tasks": tasks_of(case, staff().organisation_id),
            "leaders": leaders(),
            "rated": rated(),
            "ledgers": ledgers(),
        }

    return told


def _leaders(
    parts: Parts, case: dict[str, Any], units: list[Unit]
) -> list[dict[str, Any]]:
    return parts.desk.leaders.of(asker(), line_of(case["organisation_id"], units))


def _rated(parts: Parts, case: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the petitioner said of the answer; nothing before there is one."""
    if not case["resolutions"]:
        return None
    door, petition = parts.desk.calls, UUID(case["petition_id"])
    told = told_or_none(lambda: door.question(asker(), petition))
    return told and {
        "answered": told["solved"] is not None or told["satisfied"] is not None,
        "solved": SAID[told["solved"]],
        "satisfied": SAID[told["satisfied"]],
    }


def _ledgers(parts: Parts, case: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return where the case stands in ledgers, and what of it is public."""
    door, petition = parts.desk.publications, case["petition_id"]
    return told_or_none(lambda: door.about(asker(), petition))


def line_of(unit_id: str | None, units: list[Unit]) -> frozenset[str] | None:
    """Return a unit and all above it; None where nobody answers for the case."""
    if unit_id is None:
        return None
    above = {each.unit_id: each.parent_id for each in units}
    line: set[str] = set()
    at: str | None = unit_id
    while at and at not in line:
        line.add(at)
        at = above.get(at)
    return frozenset(line)


def tasks_of(case: Mapping[str, Any], unit_id: str) -> list[dict[str, Any]]:
    """Return what others contribute, what is owed first, then by number.

    `acts` are those of its forms that the reader may send.
    """
    found = []
    for task in case["dossier"].get("co_tasks") or []:
        owed = task.get("answer") is None and task.get("waived") is None
        may = [
            name
            for name, act in OF_TASKS.items()
            if owed and act.offer in case["may"]
            if name != "co-answer" or task["organisation_id"] == unit_id
        ]
        due = datetime.fromisoformat(task["due_at"])
        found.append({**task, "owed": owed, "due_at": due, "acts": may})
    return sorted(found, key=lambda task: (not task["owed"], task["number"]))


def dated(
    body: Mapping[str, Any] | None, told: Mapping[str, Any], zone: ZoneInfo
) -> Mapping[str, Any] | None:
    """Return what goes to the door, with the moment at which the typed day ends."""
    moment = moment_of(told.get("due_on", ""), zone)
    return body if moment is None else {**(body or {}), "due_at": moment}
