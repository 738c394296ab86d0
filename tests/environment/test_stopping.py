"""Whoever is asked to stop ends what he started."""

import os
import signal
import time

import pytest

from minqing_local.stopping import heeding

pytestmark = [pytest.mark.unit, pytest.mark.environment]
ASKED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.mark.parametrize("signum", ASKED)
def test_who_is_asked_to_stop_ends_what_he_started_and_is_not_cut_off_in_it(signum):
    before = [signal.getsignal(each) for each in ASKED]
    ended = []

    def work():
        try:
            os.kill(os.getpid(), signum)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            ended.append("all of it")
        return 0

    assert heeding(work) == 130
    assert ended == ["all of it"]
    assert [signal.getsignal(each) for each in ASKED] == before


def test_who_is_not_asked_to_stop_returns_what_came_of_it():
    assert heeding(lambda: 1) == 1
