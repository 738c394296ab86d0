"""How far the pages are behind, and what they show while a door is away."""

from pathlib import Path

import pytest

from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.settings import SettingsError
from minqing_kernel.clock import SystemClock
from portal.adapters.gauges import PortalProbe
from portal.adapters.lag import ProjectionLag
from portal.adapters.machine import Machine
from portal.adapters.remembered import MOST_KEYS, Remembered
from portal.application.ports import Away
from portal.settings import Settings, time_zone, yes_or_no

pytestmark = pytest.mark.unit


class Queue:
    """A queue whose depth and clock a test says."""

    def __init__(self):
        self.depth, self.now = 0, 100.0

    def __call__(self):
        if self.depth is None:
            raise ConnectionError
        return self.depth

    def lag(self):
        return ProjectionLag(self, lambda: self.now)


def test_an_empty_queue_is_not_behind():
    queue = Queue()
    lag = queue.lag()
    queue.now += 500
    assert lag.look() == 0


@pytest.mark.parametrize("depth", [7, None])
def test_what_waits_or_cannot_be_seen_counts_since_it_was_last_seen_empty(depth):
    queue = Queue()
    lag = queue.lag()
    queue.depth, queue.now = depth, 130.0
    assert lag.look() == 30
    queue.now = 190.0
    assert lag.look() == lag.seconds == 90
    queue.depth = 0
    assert lag.look() == 0


def test_operations_see_the_lag_and_what_is_kept():
    class Kept:
        def waiting(self):
            return 3, 61.5

    queue, metrics = Queue(), Metrics("portal")
    lag = queue.lag()
    queue.depth, queue.now = 1, 142.0
    machine = Machine((Path("no-such.pem"),), None, SystemClock())
    PortalProbe(metrics, Kept(), lag, machine)()
    shown = metrics.render().decode()
    assert 'minqing_portal_projection_lag_seconds{service="portal"} 42.0' in shown
    assert 'minqing_portal_kept_matters{service="portal"} 3.0' in shown
    assert 'minqing_portal_kept_oldest_seconds{service="portal"} 61.5' in shown
    assert 'minqing_backup_age_seconds{service="portal"} +Inf' in shown
    ended = 'minqing_certificate_days_left{file="no-such.pem",service="portal"} 0.0'
    assert ended in shown


class Door:
    """Answers with a count, or is away; a clock that a test moves."""

    def __init__(self):
        self.asked, self.away, self.now = 0, False, 0.0

    def __call__(self, key):
        self.asked += 1
        if self.away:
            raise Away
        return f"{key}{self.asked}"


def test_a_door_is_asked_once_a_minute_and_its_last_answer_is_kept():
    door = Door()
    known = Remembered(door, lambda: door.now)
    assert known.get("a").answer == known.get("a").answer == "a1"
    door.now, door.away = 61.0, True
    assert (known.get("a").answer, known.get("a").fresh) == ("a1", False)
    assert door.asked == 2
    door.now, door.away = 67.0, False
    assert (known.get("a").answer, known.get("a").fresh) == ("a3", True)


def test_what_may_be_taken_back_is_not_told_for_longer_than_it_lasts():
    door = Door()
    known = Remembered(door, lambda: door.now, lasts=1800.0)
    known.get("a")
    door.now, door.away = 1799.0, True
    assert known.get("a").answer == "a1"
    door.now = 1805.0
    assert known.get("a") is None
    assert known.get("a") is None
    door.now, door.away = 1811.0, False
    assert known.get("a").fresh
    known.forget(lambda answer: answer == "b1")
    assert known.get("a").fresh
    known.forget(lambda answer: answer.startswith("a"))
    door.away = True
    assert known.get("a") is None


def test_beyond_so_many_questions_the_answers_are_asked_anew():
    asked = []
    book = Remembered(lambda key: asked.append(key) or key)
    for number in range(MOST_KEYS + 1):
        book.get(str(number))
    assert book.get(str(MOST_KEYS)).fresh
    book.get("0")
    assert asked.count("0") == 2


def test_of_what_was_never_answered_nothing_is_shown_and_nobody_asks_again_at_once():
    door = Door()
    door.away = True
    known = Remembered(door, lambda: door.now)
    assert known.get("a") is None
    assert known.get("a") is None
    assert door.asked == 1


@pytest.mark.parametrize("value", ["Mars/Olympus", "../etc", "路"])
def test_a_time_zone_that_there_is_not_is_refused(value):
    with pytest.raises(ValueError, match="time zone"):
        time_zone(value)


def test_where_the_doors_are_must_be_said():
    with pytest.raises(SettingsError, match=r"INTAKE_URL.*NOTIFY_URL"):
        Settings.from_environ({"INTAKE_URL": "ftp://x"}, "portal")


def test_a_gallery_is_not_opened_where_residents_come_by_https():
    said = {each.name: None for each in Settings.__dataclass_fields__.values()}
    assert Settings(**said | {"has_gallery": True, "public_url": "http://x"})
    with pytest.raises(SettingsError, match="PORTAL_GALLERY"):
        Settings(**said | {"has_gallery": True, "public_url": "https://x"})
    assert (yes_or_no("yes"), yes_or_no("no")) == (True, False)
    with pytest.raises(ValueError, match="yes or no"):
        yes_or_no("true")
