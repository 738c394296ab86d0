"""The gauges live as long as the service."""

import threading

import pytest

from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.keeper import GaugeKeeper

pytestmark = pytest.mark.unit


def test_gauges_are_refreshed_from_start_to_stop():
    asked = threading.Event()
    keeper = GaugeKeeper(lambda: GaugeRefresher([asked.set], every_seconds=0.01))
    keeper.start()
    assert asked.wait(10)
    keeper.stop()
    assert not any(thread.name == "gauges" for thread in threading.enumerate())


def test_a_keeper_that_never_began_can_be_stopped():
    GaugeKeeper(lambda: GaugeRefresher([])).stop()
