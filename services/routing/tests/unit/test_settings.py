"""What a process must be told."""

from datetime import timedelta

import pytest

from minqing_chassis.settings import SettingsError
from minqing_kernel.working_time import WorkCalendar
from routing.domain.policy import STATUTE, RoutingPolicy
from routing.settings import Settings

pytestmark = pytest.mark.unit


@pytest.fixture
def environ(tmp_path):
    key = tmp_path / "key.pem"
    key.write_text("a key")
    return {
        "AMQP_URI": "amqp://broker",
        "DATABASE_URL_ROUTING": "postgresql://database/routing",
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(key),
    }


def test_the_lengths_of_time_have_defaults_and_can_be_set(environ):
    settings = Settings.read(environ | {"ESCALATION_DAYS": "5", "HANDLING_DAYS": "30"})
    clocks = settings.clocks_under(STATUTE, WorkCalendar())
    assert clocks.handling == timedelta(days=30)
    assert clocks.step == timedelta(days=5)
    assert clocks.grace == STATUTE.grace


def test_without_a_setting_the_place_s_policy_says_how_long(environ):
    policy = RoutingPolicy(grace=timedelta(days=2), step=timedelta(days=4))
    clocks = Settings.read(environ).clocks_under(policy, WorkCalendar())
    assert (clocks.grace, clocks.step) == (timedelta(days=2), timedelta(days=4))
    assert clocks.handling == timedelta(days=60)


def test_a_policy_and_a_calendar_that_are_not_there_are_named(environ, tmp_path):
    told = {"POLICY_FILE": str(tmp_path / "none"), "CALENDAR_FILE": "/nowhere"}
    with pytest.raises(SettingsError, match=r"POLICY_FILE names.*CALENDAR_FILE names"):
        Settings.read(environ | told)


def test_all_faults_are_named_at_once(environ):
    del environ["AMQP_URI"]
    with pytest.raises(SettingsError, match=r"AMQP_URI is missing.*GRACE_DAYS"):
        Settings.read(environ | {"GRACE_DAYS": "-1"})


def test_a31_hazard_desks_are_named_by_kind(environ):
    said = {"HAZARD_DESKS": "fire=s-1-fire+d-1, *=d-1"}
    desks = Settings.read(environ | said).hazard_desks
    assert desks.units == {"fire": ("s-1-fire", "d-1"), "*": ("d-1",)}
    assert Settings.read(environ).hazard_desks.units == {}
    assert Settings.read(environ).gathered_cases is None


@pytest.mark.parametrize("wrong", ["fire", "flood=d-1", "fire=d-1+", "=d-1"])
def test_hazard_desks_that_mean_nothing_are_refused(environ, wrong):
    with pytest.raises(SettingsError, match="HAZARD_DESKS must read like"):
        Settings.read(environ | {"HAZARD_DESKS": wrong})
