"""Killed, stopped, cut off: nobody is left untold and nobody is told twice."""

import re
from uuid import uuid4

import pytest

from minqing_local.waiting import wait_until
from services.notify.tests.component.house import assigned

pytestmark = [pytest.mark.component, pytest.mark.slow]

MANY = 400


@pytest.fixture
def petitions(house):
    """Many petitions, of which some have been told of and the rest not yet."""
    petitions = [uuid4() for _ in range(MANY)]
    before = len(house.all_files())
    house.tell(*[assigned(each) for each in petitions])
    wait_until(
        lambda: len(house.all_files()) > before + 20, "the first letters", 90, 0.01
    )
    return petitions


def everybody_told_once(house, petitions):
    told = house.wait_until_told(2 * MANY, *petitions)
    assert len(told) == len({each["key"] for each in told}) == 2 * MANY
    assert house.count("notices", *petitions) == 2 * MANY
    assert len(house.all_files()) == house.count("notices where state = 'sent'")


def test_a_process_told_to_stop_hands_back_what_it_holds(house, petitions):
    house.notify.stop()
    assert house.count("notices where state = 'sending'") == 0
    log = (house.folder / "notify.log").read_text("utf-8")
    assert not re.search(r"Traceback|stumbled", log)
    house.notify.launch()
    everybody_told_once(house, petitions)


def test_a_process_killed_in_the_middle_loses_and_doubles_nothing(house, petitions):
    house.notify.kill()
    house.notify.launch()
    everybody_told_once(house, petitions)


def test_a_process_frozen_past_its_lease_goes_on_where_it_was(house, petitions):
    house.notify.pause()
    wait_until(
        lambda: (
            house.count("notices where state = 'sending' and leased_until > now()") == 0
        ),
        "the end of every lease",
        60,
    )
    house.notify.resume()
    everybody_told_once(house, petitions)


def test_a_database_that_drops_every_connection_loses_nothing(house, petitions):
    house.rows.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    everybody_told_once(house, petitions)
