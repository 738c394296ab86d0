"""任务: where one stands oneself, who in a place is behind, and who is missing."""

from datetime import date, timedelta
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.looks import asker, told_or_none, unit_names
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw
from portal.entrypoints.web.soon import soon

DUTIES: Final = "/desk/obligations"
UNIT: Final = "/desk/obligations/unit"
MISSING: Final = "/desk/obligations/missing"
AHEAD: Final = timedelta(days=13)
STANDINGS: Final = ("met", "excused", "open", "behind", "closing", "missed")
LOOKS: Final = {
    "met": "done",
    "excused": "paused",
    "open": "working",
    "behind": "due",
    "closing": "waiting",
    "missed": "overdue",
}
"""State -> look of its chip; its words are `duty.state.<state>`."""


class DutyPages:
    """What workers and their heads look at on Mondays."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=DUTIES, view=self.show, name="duties", roles=STAFF),
            Page(path=UNIT, view=self.show_unit, name="duties-unit", roles=DECIDING),
            Page(path=MISSING, view=self.show_missing, name="missing", roles=STAFF),
        ]

    def show(self) -> Response:
        """Show where one stands as of a day, and what is due in a fortnight."""
        day = self._day()
        door = self._parts.desk.duties
        query = {"on": day.isoformat()} | ({"closed": "true"} if _closed() else {})
        tasks = soon(lambda: self._tasks(day))
        return draw(
            "desk/duties.html",
            rows=door.mine(asker(), **query),
            tasks=tasks(),
            day=day,
            today=self._today,
            closed=_closed(),
            looks=LOOKS,
            may_oversee=staff().role in DECIDING,
            me=staff().staff_id,
        )

    def show_unit(self) -> Response:
        """Show who of one's unit and below is behind, and how each rule is kept."""
        day, door = self._day(), self._parts.desk.duties
        rule, after = _said("rule"), request.args.get("after", "")[:100]
        behind = request.args.get("all") != "1"
        query: dict[str, str | int] = {"on": day.isoformat()}
        query |= {"behind": "true"} if behind else {}
        query |= {"rule": rule} if rule else {}
        query |= {"closed": "true"} if _closed() else {}
        rules, periods = soon(self._rules), soon(lambda: self._periods(rule))
        try:
            told = door.standings(asker(), **query, **_after(after))
        except Refused as no:
            if no.status != 422:
                raise
            told, rule = door.standings(asker()), ""
        return draw(
            "desk/duties-unit.html",
            rows=told["items"],
            more=told["next"],
            rules=rules(),
            rule=rule,
            periods=periods() if rule else [],
            behind=behind,
            day=day,
            today=self._today,
            closed=_closed(),
            looks=LOOKS,
            units=unit_names(self._parts),
        )

    def show_missing(self) -> Response:
        """Show whom somebody has not seen yet, masked; each opens its file."""
        bearer = request.args.get("bearer", "")[:36] or staff().staff_id
        day, after = self._day(), request.args.get("after", "")[:36]
        query = {"on": day.isoformat()} | _after(after)
        told = self._parts.desk.duties.missing(asker(), _said("rule"), bearer, **query)
        return draw(
            "desk/duties-missing.html",
            told=told,
            more=told["next"],
            bearer=bearer,
            day=day,
            looks=LOOKS,
            units=unit_names(self._parts),
        )

    def _tasks(self, day: date) -> Any:  # noqa: ANN401
        until = (day + AHEAD).isoformat()
        door, day_said = self._parts.desk.duties, day.isoformat()
        return told_or_none(lambda: door.tasks(asker(), day_said, until))

    def _rules(self) -> list[dict[str, Any]]:
        return told_or_none(lambda: self._parts.desk.duties.rules(asker())) or []

    def _periods(self, rule: str) -> list[dict[str, Any]]:
        if not rule:
            return []
        door = self._parts.desk.duties
        return told_or_none(lambda: door.history(asker(), rule)) or []

    def _day(self) -> date:
        try:
            day = date.fromisoformat(request.args.get("on", ""))
        except ValueError:
            return self._today
        return day if 2000 <= day.year < 2100 else self._today

    @property
    def _today(self) -> date:
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()


def _closed() -> bool:
    return request.args.get("closed") == "1"


def _said(name: str) -> str:
    plain = request.args.get(name, "")[:32]
    return plain if plain.replace("-", "").isalnum() else ""


def _after(after: str) -> dict[str, str]:
    return {"after": after} if after else {}
