"""The clock of a demonstration."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from minqing_chassis.clock import SteerableClock, clock_at, clock_from, steer
from minqing_kernel.clock import FrozenClock, SystemClock

pytestmark = pytest.mark.unit

REAL = datetime(2026, 11, 21, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def real():
    return FrozenClock(REAL)


def test_without_a_file_the_real_time_holds(tmp_path, real):
    assert SteerableClock(tmp_path / "clock", real).now() == REAL


def test_a_steered_clock_says_that_moment_and_goes_on_from_it(tmp_path, real):
    path = tmp_path / "clock"
    steer(path, MAY, real)
    clock = SteerableClock(path, real)
    assert clock.now() == MAY
    real.advance(timedelta(minutes=3))
    assert clock.now() == MAY + timedelta(minutes=3)


def test_a_running_clock_follows_the_file_and_lets_it_go(tmp_path, real):
    path = tmp_path / "clock"
    clock = SteerableClock(path, real)
    assert clock.now() == REAL
    steer(path, MAY, real)
    assert clock.now() == MAY
    steer(path, MAY + timedelta(days=61), real)
    assert clock.now() == MAY + timedelta(days=61)
    path.unlink()
    assert clock.now() == REAL


def test_any_time_zone_is_read_as_the_moment_it_names(tmp_path, real):
    path = tmp_path / "clock"
    path.write_text(
        '{"now": "2026-05-04T17:00:00+08:00", "anchor": "2026-11-21T12:00:00+00:00"}'
    )
    now = SteerableClock(path, real).now()
    assert now == MAY
    assert now.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"now": 3, "anchor": 4}',
        '{"now": "2026-05-04T09:00:00", "anchor": "2026-11-21T12:00:00+00:00"}',
    ],
)
def test_a_file_that_says_nothing_leaves_the_clock_as_it_was(
    tmp_path, real, said, caplog
):
    path = tmp_path / "clock"
    steer(path, MAY, real)
    clock = SteerableClock(path, real)
    assert clock.now() == MAY
    path.write_text(said)
    assert clock.now() == MAY
    assert "cannot be read" in caplog.text


def test_steering_leaves_nothing_beside_the_file(tmp_path, real):
    steer(tmp_path / "clock", MAY, real)
    assert [each.name for each in tmp_path.iterdir()] == ["clock"]


def test_the_environment_says_which_clock_holds(tmp_path):
    path = tmp_path / "clock"
    assert isinstance(clock_from({}), SystemClock)
    assert isinstance(clock_from({"MINQING_CLOCK_FILE": ""}), SystemClock)
    assert isinstance(clock_from({"MINQING_CLOCK_FILE": str(path)}), SteerableClock)
    assert isinstance(clock_at(None), SystemClock)
    assert isinstance(clock_at(Path("x")), SteerableClock)
