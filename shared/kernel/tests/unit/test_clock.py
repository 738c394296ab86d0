"""Time is given, aware and in UTC."""

from datetime import UTC, datetime, timedelta

import pytest

from minqing_kernel.clock import FrozenClock, SystemClock

pytestmark = pytest.mark.unit

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_the_clock_on_the_wall_tells_aware_utc_and_goes_forward():
    clock = SystemClock()
    first = clock.now()
    assert first.utcoffset() == timedelta(0)
    assert clock.now() >= first


def test_a_frozen_clock_stands_still():
    clock = FrozenClock(NOON)
    assert clock.now() == clock.now() == NOON


def test_a_frozen_clock_goes_as_far_as_it_is_told():
    clock = FrozenClock(NOON)
    clock.advance(timedelta(days=60))
    assert clock.now() == NOON + timedelta(days=60)


def test_a_frozen_clock_can_be_set():
    clock = FrozenClock(NOON)
    clock.move_to(NOON - timedelta(hours=1))
    assert clock.now() == NOON - timedelta(hours=1)
