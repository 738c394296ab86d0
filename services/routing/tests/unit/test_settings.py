"""What a process must be told."""

from datetime import timedelta

import pytest

from minqing_chassis.settings import SettingsError
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
    clocks = Settings.read(environ | {"ESCALATION_DAYS": "5"}).clocks
    assert clocks.handling == timedelta(days=60)
    assert clocks.step == timedelta(days=5)


def test_all_faults_are_named_at_once(environ):
    del environ["AMQP_URI"]
    with pytest.raises(SettingsError, match=r"AMQP_URI is missing.*GRACE_DAYS"):
        Settings.read(environ | {"GRACE_DAYS": "-1"})


def test_a31_hazard_desks_are_named_by_kind(environ):
    said = {"HAZARD_DESKS": "fire=s-1-fire+d-1, *=d-1"}
    desks = Settings.read(environ | said).hazard_desks
    assert desks.units == {"fire": ("s-1-fire", "d-1"), "*": ("d-1",)}
    assert Settings.read(environ).hazard_desks.units == {}


@pytest.mark.parametrize("wrong", ["fire", "flood=d-1", "fire=d-1+", "=d-1"])
def test_hazard_desks_that_mean_nothing_are_refused(environ, wrong):
    with pytest.raises(SettingsError, match="HAZARD_DESKS must read like"):
        Settings.read(environ | {"HAZARD_DESKS": wrong})
