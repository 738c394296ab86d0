"""The gallery: every part of which the pages are made, in each of its states.

For who builds the pages. It stands in the table like any page, for anybody, and answers
404 where the setting does not open it, which is everywhere but in development. What it
shows is made up (`gallery.json`), and its clock stands still.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from flask import Response, abort

from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.domain.due_days import DAYS
from portal.entrypoints.web.desk.beside import tasks_of
from portal.entrypoints.web.desk.bulk import DEEDS
from portal.entrypoints.web.desk.decisions import LOOKS as DOOR_LOOKS
from portal.entrypoints.web.desk.history import Clock, Told
from portal.entrypoints.web.desk.looks import LOOKS, Row
from portal.entrypoints.web.desk.movement import Movement
from portal.entrypoints.web.desk.schemas import CONTACTS, OUTCOMES, PURPOSES
from portal.entrypoints.web.desk.steering import OF_TASKS, SELDOM, TOGETHER
from portal.entrypoints.web.desk.waiting import chip_of
from portal.entrypoints.web.desk.worklists import LATE, TICKS
from portal.entrypoints.web.page import Page, draw
from portal.entrypoints.web.pages.tracking import CHIPS

SAMPLES: Final = Path(__file__).with_name("gallery.json")
CHIPS_OF_CLOCKS: Final = (
    ("overdue", "clock.over-days", 2),
    ("due", "clock.hours", 4),
    ("clock", "clock.days", 12),
    ("paused", "clock.paused", 0),
)
MAY: Final = (
    *("sign", "start", "contact", "resolve", "decide-extension", "decide-return"),
    *("return", "ask-extension", "assign", "urge", "comment"),
    *(act.offer for acts in (TOGETHER, SELDOM, OF_TASKS) for act in acts.values()),
)
WRONG: Final = {
    "title": "fault.name.empty",
    "outcome": "fault.outcome.empty",
    "reply": "fault.reply.empty",
    "purpose": "fault.purpose.empty",
}
"""Field -> its fault, on the parts that are shown filled in wrongly."""
ALWAYS: Final[dict[str, Any]] = {
    "clock_chips": CHIPS_OF_CLOCKS,
    "case_chips": LOOKS,
    "door_chips": DOOR_LOOKS,
    "public_chips": sorted({*CHIPS.values(), "working"}),
    "of_tasks": OF_TASKS,
    "outcomes": OUTCOMES,
    "contacts": CONTACTS,
    "together": TOGETHER,
    "seldom": SELDOM,
    "suggested": "",
    "leaders": [],
    "deeds": DEEDS,
    "chosen": {"state": "started", "mine": "1"},
    "without": {"state": "#filters", "mine": "#filters"},
    "states": ["started"],
    "lates": LATE,
    "days": DAYS,
    "ticks": TICKS,
    "purposes": PURPOSES,
    "wrong": WRONG,
    "moment": datetime.fromisoformat,
    "nonce": "",
    "preview": None,
}
"""What the parts ask for that is no sample."""


class GalleryPages:
    """One page; nothing on it does anything."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path="/_gallery", view=self.show, name="gallery")]

    def show(self) -> Response:
        """Show every part, or nothing where nobody develops."""
        if not self._parts.settings.has_gallery:
            abort(404)
        told = json.loads(SAMPLES.read_text("utf-8"))
        now, case = datetime.fromisoformat(told["now"]), _case(told)
        return draw(
            "gallery.html",
            of=told,
            rows=[_row(each, told, now) for each in told["rows"]],
            history=[Told(**_dated(each)) for each in told["history"]],
            clocks=[*(_clock(each, now) for each in told["clocks"]), _paused(told)],
            similar=[_dated(each) for each in told["similar"]],
            nearby=[_dated(each) for each in told["nearby"]],
            case=case,
            matter={"staff": {"contact": told["contact"]}, "others": 2},
            tasks=tasks_of(case, "own"),
            units={"own": told["unit"], "other": told["agency"]},
            phrases=told["phrases"],
            known={"categories": {"light": told["category"]}, "units": {}},
            now=now,
            **ALWAYS,
        )


def _case(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "receipt": told["receipt"],
        "revision": 3,
        "organisation_id": "own",
        "reachable": True,
        "dossier": {"co_tasks": told["tasks"]},
        "may": MAY,
    }


def _row(said: dict[str, Any], told: dict[str, Any], now: datetime) -> Row:
    due, moved = said["due_at"], said.get("moved")
    due_at = datetime.fromisoformat(due) if due else None
    case = {"escalation_level": 0, **said}
    return Row(
        receipt=said["receipt"],
        revision=3,
        title=said["title"],
        state=said["state"],
        clock=left(due_at, now, paused=due_at is None),
        category=told["category"],
        unit=told["unit"],
        due_at=due_at,
        mine=said["mine"],
        person=told["person"],
        chip=chip_of(case, {"other": told["agency"]}, LOOKS[said["state"]]),
        moved=Movement(key=f"moved.{moved}", at=now, by=told["person"])
        if moved
        else None,
    )


def _clock(said: dict[str, Any], now: datetime) -> Clock:
    dated = _dated(said)
    rest = None if said["met"] else left(dated["due_at"], now)
    return Clock(**dated, left=rest)


def _paused(told: dict[str, Any]) -> Clock:
    dated = _dated(told["clock_paused"])
    return Clock(
        **dated, met=False, left=left(dated["due_at"], dated["due_at"], paused=True)
    )


def _dated(said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said with its moments read."""
    moments = ("at", "due_at", "statutory", "received_at")
    return {
        name: datetime.fromisoformat(value) if name in moments else value
        for name, value in said.items()
    }
