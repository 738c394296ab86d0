"""Complete, or refused with every reason."""

from dataclasses import dataclass

import pytest

from minqing_chassis.settings import (
    BaseSettings,
    SettingsError,
    setting,
    text,
    url,
    whole_number,
)

pytestmark = pytest.mark.unit


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(BaseSettings):
    receipt_prefix: str = setting("RECEIPT_PREFIX", text)
    smtp_url: str | None = setting("SMTP_URL", url("smtp", "smtps"), default=None)
    days: int = setting("DAYS", whole_number(1, 90), default=14)


@pytest.fixture
def environ(tmp_path):
    key = tmp_path / "key.pem"
    key.write_text("key")
    return {
        "AMQP_URI": "amqp://a:secret@localhost:5672/v",
        "DATABASE_URL_INTAKE": "postgresql://a:secret@localhost:5432/intake",
        "HTTP_ADDRESS": "127.0.0.1:8001",
        "JWT_PUBLIC_KEY_FILE": str(key),
        "RECEIPT_PREFIX": "QS",
    }


def read(environ):
    return IntakeSettings.from_environ(environ, "intake")


def test_what_is_not_said_has_its_default(environ):
    settings = read(environ)
    assert settings.agency == "demo"
    assert settings.log_level == "INFO"
    assert settings.pool_size == 10
    assert settings.days == 14
    assert settings.smtp_url is settings.sealing_key_file is settings.clock_file is None


def test_what_is_said_holds(environ):
    more = {"AGENCY": " qs ", "LOG_LEVEL": "debug", "POOL_SIZE": "4", "DAYS": "7"}
    settings = read(environ | more | {"SMTP_URL": "smtp://localhost:25"})
    assert (settings.agency, settings.log_level) == ("qs", "DEBUG")
    assert (settings.pool_size, settings.days) == (4, 7)
    assert settings.database_url.endswith("/intake")
    assert settings.smtp_url == "smtp://localhost:25"


def test_an_empty_variable_counts_as_absent(environ):
    assert read(environ | {"POOL_SIZE": ""}).pool_size == 10
    with pytest.raises(SettingsError, match="AMQP_URI is missing"):
        read(environ | {"AMQP_URI": ""})


def test_each_service_has_a_database_variable_of_its_own(environ):
    with pytest.raises(SettingsError, match="DATABASE_URL_NOTIFY is missing"):
        IntakeSettings.from_environ(environ, "notify")


def test_every_fault_is_named_at_once(environ):
    with pytest.raises(SettingsError) as refusal:
        read({"HTTP_ADDRESS": "8001", "POOL_SIZE": "0", "JWT_PUBLIC_KEY_FILE": "/none"})
    said = str(refusal.value)
    for fault in (
        "the environment of intake is incomplete or wrong",
        "AMQP_URI is missing",
        "DATABASE_URL_INTAKE is missing",
        "HTTP_ADDRESS must be host:port",
        "JWT_PUBLIC_KEY_FILE names no file",
        "POOL_SIZE must be a whole number from 1 to 200",
        "RECEIPT_PREFIX is missing",
    ):
        assert fault in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AMQP_URI", "http://localhost"),
        ("AMQP_URI", "localhost:5672"),
        ("DATABASE_URL_INTAKE", "mysql://localhost/x"),
        ("HTTP_ADDRESS", ":8001"),
        ("HTTP_ADDRESS", "127.0.0.1:x"),
        ("HTTP_ADDRESS", "127.0.0.1:70000"),
        ("LOG_LEVEL", "LOUD"),
        ("POOL_SIZE", "ten"),
        ("POOL_SIZE", "-1"),
        ("RECEIPT_PREFIX", "  "),
        ("SEALING_KEY_FILE", "/none"),
        ("SMTP_URL", "smtp://"),
    ],
)
def test_a_wrong_value_is_refused_by_name(environ, name, value):
    with pytest.raises(SettingsError, match=name):
        read(environ | {name: value})


def test_secrets_are_not_shown(environ):
    assert ":secret@" not in repr(read(environ))


def test_a_fault_never_repeats_a_secret(environ):
    with pytest.raises(SettingsError) as refusal:
        read(environ | {"AMQP_URI": "http://a:secret@localhost"})
    assert ":secret@" not in str(refusal.value)


def test_what_bears_the_services_name_comes_before_what_all_may_read(environ):
    own = {"AMQP_URI_INTAKE": "amqp://intake:own@localhost:5672/v"}
    own |= {"AMQP_URI_NOTIFY": "amqp://notify:own@localhost:5672/v"}
    assert read(environ | own).amqp_uri == own["AMQP_URI_INTAKE"]
    assert read(environ | {"AMQP_URI_INTAKE": ""}).amqp_uri == environ["AMQP_URI"]


def test_a_broker_may_have_several_addresses(environ):
    both = "amqp://a:b@one:5672//;amqps://a:b@two:5671//"
    assert read(environ | {"AMQP_URI": both}).amqp_uri == both
    with pytest.raises(SettingsError, match="AMQP_URI must be a URL"):
        read(environ | {"AMQP_URI": both + ";http://a:b@three"})
