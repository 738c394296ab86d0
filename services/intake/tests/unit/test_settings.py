"""A process is told everything, or says in one sentence what is missing."""

import pytest

from intake.bootstrap import settings_from
from minqing_chassis.settings import SettingsError


@pytest.fixture
def environ(tmp_path):
    for name in ("public.pem", "keys"):
        (tmp_path / name).write_text("x")
    return {
        "AMQP_URI": "amqp://a:b@127.0.0.1:5672//",
        "DATABASE_URL_INTAKE": "postgresql://a:b@127.0.0.1/intake",
        "HTTP_ADDRESS": "127.0.0.1:8000",
        "JWT_PUBLIC_KEY_FILE": str(tmp_path / "public.pem"),
        "SEALING_KEY_FILE": str(tmp_path / "keys"),
    }


def test_what_is_usual_need_not_be_told(environ):
    settings = settings_from(environ)
    assert (settings.agency, settings.receipt_prefix) == ("demo", "MQ")
    assert str(settings.time_zone) == "Asia/Shanghai"


def test_an_agency_has_a_prefix_and_a_time_zone_of_its_own(environ):
    told = environ | {"RECEIPT_PREFIX": "jk", "TIME_ZONE": "Asia/Taipei"}
    settings = settings_from(told)
    assert settings.receipt_prefix == "JK"
    assert str(settings.time_zone) == "Asia/Taipei"


@pytest.mark.parametrize(
    "wrong",
    [
        {"RECEIPT_PREFIX": "9A"},
        {"RECEIPT_PREFIX": "ABCDEFGHI"},
        {"RECEIPT_PREFIX": "A-B"},
        {"RECEIPT_PREFIX": "金科"},
        {"TIME_ZONE": "Asia/Nowhere"},
        {"TIME_ZONE": "../etc/passwd"},
        {"SEALING_KEY_FILE": ""},
    ],
)
def test_a_wrong_value_is_named(environ, wrong):
    [name] = wrong
    with pytest.raises(SettingsError, match=name):
        settings_from(environ | wrong)
