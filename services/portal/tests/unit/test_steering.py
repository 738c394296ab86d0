"""What stands beside a case: contributions, who may lead, dates, lines of history."""

from zoneinfo import ZoneInfo

import pytest

from portal.adapters.leader_door import LeaderDoor
from portal.application.ports import Away
from portal.domain.tiles import Unit
from portal.entrypoints.web.desk.beside import dated, line_of, tasks_of
from portal.entrypoints.web.desk.history import history_of
from services.portal.tests.desk_stand_in import due, sheet

pytestmark = pytest.mark.unit

HERE = ZoneInfo("Asia/Shanghai")


def unit(unit_id, parent_id):
    return Unit(unit_id=unit_id, name=unit_id, parent_id=parent_id, division="")


UNITS = [unit("city", None), unit("street", "city"), unit("court", "street")]


def test_leaders_are_sought_in_the_unit_and_all_above_it():
    assert line_of("court", UNITS) == {"court", "street", "city"}
    assert line_of("nowhere", UNITS) == {"nowhere"}
    assert line_of(None, UNITS) is None
    assert line_of("a", [unit("a", "b"), unit("b", "a")]) == {"a", "b"}


def test_a_day_lasts_until_its_end_at_the_agencys_place():
    told = dated({"asks": "x"}, {"due_on": "2026-12-01"}, HERE)
    assert told == {"asks": "x", "due_at": "2026-12-01T23:59:59+08:00"}
    assert dated(None, {}, HERE) is None
    assert dated({"a": 1}, {"due_on": ""}, HERE) == {"a": 1}


def task(number, unit_id="court", **more):
    told = {"number": number, "organisation_id": unit_id, "due_at": due(1)}
    return told | {"answer": None, "waived": None} | more


def test_what_is_owed_stands_first_with_the_acts_of_who_reads_it():
    may = ["answer-co-task", "waive-co-task"]
    tasks = [task(2, answer="好"), task(3, "street"), task(4)]
    told = tasks_of({"dossier": {"co_tasks": tasks}, "may": may}, "court")
    assert [(each["number"], each["owed"], each["acts"]) for each in told] == [
        (3, True, ["co-waive"]),
        (4, True, ["co-answer", "co-waive"]),
        (2, False, []),
    ]


def test_the_history_tells_of_pressure_helpers_and_pauses():
    case = sheet(
        assignments=[],
        remarks=[],
        dossier={
            "measures": [
                {"measure": "urge", "reason": "快", "by": "c", "at": due(-9)},
                {"measure": "red-card", "reason": "拖", "by": "c", "at": due(-3)},
            ],
            "co_tasks": [
                task(2, unit_name="城管", answer="好", answered_by="w")
                | {"answered_at": due(-8)},
                task(3, unit_name="住建"),
            ],
            "suspensions": [
                {"reason": "听证", "by": "w", "since": due(-7), "until": due(-6)},
                {"reason": "等人", "by": "w", "since": due(-5), "until": None},
            ],
            "sponsor": {"since": due(-4), "note": "", "leader_id": "chen.zhu"},
        },
    )
    told = [(each.kind, each.text) for each in reversed(history_of(case, None, {}))]
    assert told == [
        ("pressed", "快"),
        ("co-answered", "城管 · 好"),
        ("suspended", "听证"),
        ("resumed", ""),
        ("suspended", "等人"),
        ("sponsored", ""),
        ("red-card", "拖"),
    ]


class Register:
    """Registry, which may be away."""

    def __init__(self):
        self.asked, self.away = 0, False

    def everybody(self, asker, **query):
        self.asked += 1
        if self.away:
            raise Away("away")
        return [
            {"staff_id": "b", "name": "乙", "organisation_id": "court"},
            {"staff_id": "a", "name": "丙", "organisation_id": "city"},
        ]


def test_who_leads_is_asked_now_and_then_and_known_while_registry_is_away():
    clock = [0.0]
    door = LeaderDoor("http://x", now=lambda: clock[0])
    door._door = register = Register()
    assert [each["staff_id"] for each in door.of(None, {"court"})] == ["b"]
    assert [each["name"] for each in door.of(None, None)] == ["丙", "乙"]
    assert register.asked == 1
    clock[0], register.away = 301.0, True
    assert len(door.of(None, None)) == 2
    clock[0] = 310.0
    assert len(door.of(None, None)) == 2
    assert register.asked == 2
