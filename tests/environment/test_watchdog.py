"""What dies unasked is started again, after a pause that grows."""

import threading
from functools import partial

import pytest

from minqing_local.agency import Agency
from minqing_local.watchdog import Backoff, Watchdog

pytestmark = [pytest.mark.unit, pytest.mark.environment]


class FakePart:
    pid = 1

    def __init__(self, trouble=None):
        self.alive = False
        self.starts = 0
        self.trouble = trouble

    def launch(self):
        if self.trouble:
            raise self.trouble
        self.starts += 1
        self.alive = True


@pytest.fixture
def scene():
    part, events = FakePart(), []
    dog = Watchdog({"routing": part}, lambda name, what: events.append((name, what)))
    return part, dog, events


def look_often(dog, start, seconds):
    for tenth in range(int(seconds * 10)):
        dog.look(start + tenth / 10)


def test_a_dead_part_is_started_again_after_half_a_second(scene):
    part, dog, events = scene
    dog.want("routing")
    look_often(dog, 1000, 0.4)
    assert part.starts == 0
    look_often(dog, 1000.4, 0.3)
    assert part.starts == 1
    assert events == [("routing", "had died and was started again")]


def test_a_part_that_was_stopped_on_purpose_stays_dead(scene):
    part, dog, _ = scene
    dog.want("routing")
    dog.unwant("routing")
    look_often(dog, 1000, 20)
    assert part.starts == 0


def test_a_part_that_cannot_start_is_tried_again_and_spoken_of(scene):
    part, dog, events = scene
    part.trouble = OSError("no disk")
    dog.want("routing")
    look_often(dog, 1000, 2)
    assert ("routing", "could not be started again: no disk") in events
    part.trouble = None
    look_often(dog, 1002, 10)
    assert part.starts == 1


def test_the_pause_doubles_for_a_part_that_dies_at_once():
    backoff, now, pauses = Backoff(), 1000.0, []
    backoff.started(now)
    for _ in range(7):
        backoff.died(now)
        died = now
        while not backoff.is_due(now):
            now += 0.125
        backoff.started(now)
        pauses.append(now - died)
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]


def test_the_pause_is_short_again_after_a_calm_half_minute():
    backoff = Backoff()
    backoff.started(1000)
    for now in (1001, 1003, 1006):
        backoff.died(now)
        backoff.started(now)
    backoff.died(1006 + 31)
    assert backoff.is_due(1006 + 31.5)


def test_after_a_power_cut_nothing_starts_before_all_is_dead(tmp_path):
    agency, log = Agency(tmp_path, services=()), []
    parts = {name: FakePart() for name in ("broker", "postgres")}

    def kill(name):
        parts[name].alive = False
        dog = threading.Thread(target=agency._watchdog.look, args=(1000,))
        dog.start()
        dog.join(0.1)
        log.append((name, dog.is_alive(), sum(each.starts for each in parts.values())))

    for name, part in parts.items():
        part.alive, part.kill = True, partial(kill, name)
    agency._parts = parts
    agency._watchdog = Watchdog(parts, lambda *_: None)
    agency._watchdog.want("broker")
    agency.lose_power()
    assert log == [("broker", True, 0), ("postgres", True, 0)], "it waits its turn"
