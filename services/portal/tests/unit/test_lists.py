"""Which chips a line carries, which days work falls due on, who moved a case last."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.due_days import counts_of, ends_of, spans_of
from portal.entrypoints.web.desk.movement import movement_of
from portal.entrypoints.web.desk.waiting import chip_of

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Shanghai")
UNITS = {"s-1": "金泉街道"}


def chip(**about):
    case = {"state": "started", "escalation_level": 0, "waits_on": None} | about
    found = chip_of(case, UNITS, "working")
    return found.look, found.key, dict(found.slots).get("unit")


@pytest.mark.parametrize(
    ("about", "look", "key", "unit"),
    [
        ({}, "working", "state.started", None),
        ({"redo": True}, "redo", "desk.redo", None),
        ({"redo": True, "waits_on": "s-1"}, "waiting", "waits.other", "金泉街道"),
        ({"redo": True, "escalation_level": 2}, "escalated", "desk.escalated", None),
        (
            {"state": "return-pending", "waits_on": "s-1", "escalation_level": 1},
            "waiting",
            "waits.return-pending",
            "金泉街道",
        ),
        (
            {"state": "arbitration", "waits_on": "x"},
            "waiting",
            "waits.arbitration",
            "x",
        ),
        ({"state": "arbitration"}, "working", "state.arbitration", None),
        ({"state": "suspended", "stands": "hearing"}, "paused", "stands.hearing", None),
        ({"state": "suspended", "stands": "?"}, "working", "state.suspended", None),
    ],
)
def test_beside_its_clock_a_line_tells_what_weighs_most(about, look, key, unit):
    assert chip(**about)[:2] == (look, key)
    assert (chip(**about)[2] or None) == unit


@pytest.mark.parametrize(
    ("day", "between", "told"),
    [
        (23, [9, 14, 17], {"today": 9, "tomorrow": 14, "week": 40}),
        (28, [9, 14], {"today": 9, "tomorrow": 14, "week": 23}),
        (29, [9, 14], {"today": 9, "tomorrow": 14, "week": 9}),
    ],
)
def test_what_falls_due_is_told_by_day_and_until_sunday(day, between, told):
    now = datetime(2026, 11, day, 3, tzinfo=UTC)
    spans = spans_of(now, ZONE)
    assert spans["today"][0] == now
    assert ends_of(spans)[0] == datetime(2026, 11, day, 16, tzinfo=UTC)
    assert counts_of(spans, between) == told


def test_the_last_movement_is_in_words_and_names_a_person_where_there_is_one():
    at, names = datetime(2026, 11, 23, tzinfo=UTC), {"wang.min": "王敏"}
    said = {"last_step": "started", "last_at": at, "last_by": "handler:wang.min"}
    found = movement_of(said, names)
    assert (found.key, found.by) == ("moved.started", "王敏")
    by_system = movement_of(said | {"last_by": "system:system"}, names)
    assert by_system.by == ""
    gone = movement_of(said | {"last_step": "agency-returned"}, names)
    assert gone.key == "moved.agency"
    assert movement_of(said | {"last_step": "of-next-year"}, names).key == "moved.other"
    assert movement_of({"last_step": None}, names) is None
