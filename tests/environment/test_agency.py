"""A running agency: what dies comes back, what is stopped stays down."""

import os
import signal
import time

import pytest
import requests

from minqing_local.environment import SERVICES
from minqing_local.waiting import wait_until

pytestmark = [pytest.mark.environment, pytest.mark.slow]


def is_ready(agency, service):
    try:
        return requests.get(f"{agency.url(service)}/health/ready", timeout=30).ok
    except requests.RequestException:
        return False


def test_everything_is_ready_and_listed(agency):
    listed = agency.endpoints({"ops": "t"})
    assert set(listed["services"]) == set(SERVICES)
    for name, at in listed["services"].items():
        assert at["pid"] == agency.pid(name)
        assert requests.get(at["http"] + "/health/live", timeout=30).ok
        assert requests.get(at["metrics"], timeout=30).ok


def test_every_service_is_a_process_of_its_own(agency):
    pids = {agency.pid(name) for name in agency.services}
    assert len(pids) == len(agency.services)
    assert len({os.getsid(pid) for pid in pids}) == len(pids)


def test_a_killed_service_comes_back_by_itself(agency):
    before = agency.pid("routing")
    agency.kill("routing")
    wait_until(lambda: agency.pid("routing") != before, "a new process", 60)
    agency.wait_until_ready()
    assert agency.endpoints()["services"]["routing"]["pid"] == agency.pid("routing")


def test_a_service_that_was_stopped_stays_down_until_it_is_started(agency):
    agency.stop_part("notify")
    began = time.monotonic()
    wait_until(lambda: time.monotonic() - began > 1.5, "more than one pause", 5)
    assert not agency.part("notify").alive
    agency.start_part("notify")
    wait_until(lambda: is_ready(agency, "notify"), "notify to be ready", 60)


def test_a_killed_service_that_shall_not_come_back_stays_dead(agency):
    agency.kill("notify", come_back=False)
    began = time.monotonic()
    wait_until(lambda: time.monotonic() - began > 1.5, "more than one pause", 5)
    assert not agency.part("notify").alive
    agency.start_part("notify")


def test_a_frozen_service_answers_again_when_it_is_let(agency):
    agency.pause("registry")
    with pytest.raises(requests.Timeout):
        requests.get(agency.url("registry") + "/health/live", timeout=1)
    agency.resume("registry")
    wait_until(lambda: is_ready(agency, "registry"), "registry to be ready", 60)


def test_after_a_power_cut_of_the_database_all_are_ready_again(agency):
    before = agency.pid("postgres")
    agency.kill("postgres")
    wait_until(lambda: agency.pid("postgres") != before, "a new postmaster", 60)
    agency.wait_until_ready()


def test_after_a_power_cut_of_the_broker_all_are_ready_again(agency):
    before = agency.pid("broker")
    agency.kill("broker")
    wait_until(lambda: agency.pid("broker") != before, "a new node", 60)
    agency.wait_until_ready()


def test_after_all_connections_were_dropped_all_are_ready_again(agency):
    agency.drop_connections()
    agency.wait_until_ready()


def test_a_restarted_service_is_another_process(agency):
    before = agency.pid("intake")
    agency.restart("intake")
    assert agency.pid("intake") != before
    wait_until(lambda: is_ready(agency, "intake"), "intake to be ready", 60)


def test_a_token_opens_the_doors_of_its_role_only(agency):
    url = agency.url("routing") + "/v1/cases"
    ours = {"Authorization": f"Bearer {agency.token('supervisor', organisation='1')}"}
    assert requests.get(url, headers=ours, timeout=30).status_code != 401
    assert requests.get(url, timeout=30).status_code == 401


def test_a_service_that_ends_on_a_signal_leaves_in_good_order(agency):
    before = agency.pid("routing")
    os.kill(before, signal.SIGTERM)
    wait_until(lambda: agency.pid("routing") != before, "a new process", 60)
    agency.wait_until_ready()
