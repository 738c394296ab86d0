"""A process that is told too little does not start, and says what is missing."""

import pytest

from minqing_chassis.settings import SettingsError
from notify.adapters.channels.file import FileChannel
from notify.adapters.channels.smtp import SmtpChannel
from notify.bootstrap.telling import channels_of
from notify.settings import Settings

pytestmark = pytest.mark.unit


@pytest.fixture
def environ(tmp_path):
    for name in ("jwt", "sealing"):
        (tmp_path / name).write_text("x")
    return {
        "AMQP_URI": "amqp://guest:guest@127.0.0.1:5672//",
        "DATABASE_URL_NOTIFY": "postgresql://n:secret@127.0.0.1/notify",
        "HTTP_ADDRESS": "127.0.0.1:8004",
        "JWT_PUBLIC_KEY_FILE": str(tmp_path / "jwt"),
        "SEALING_KEY_FILE": str(tmp_path / "sealing"),
        "MAIL_OUT_DIR": str(tmp_path),
    }


def test_a_complete_environment_is_read_and_its_secrets_are_not_shown(environ):
    environ["SMTP_URL"] = "smtp://mq:geheim@127.0.0.1:2525"
    environ["NOTICE_LANGUAGE"] = "zh-TW"
    settings = Settings.read(environ)
    assert (settings.follow_up_days, settings.language) == (14, "zh-TW")
    assert "geheim" not in repr(settings)
    assert "secret" not in repr(settings)


def kinds(settings):
    return [type(channel) for channel in channels_of(settings)]


def test_the_channels_are_those_that_are_configured_mail_first(environ):
    file = Settings.read(environ)
    assert kinds(file) == [FileChannel]
    both = Settings.read(environ | {"SMTP_URL": "smtp://127.0.0.1"})
    assert kinds(both) == [SmtpChannel, FileChannel]
    mail = Settings.read(environ | {"SMTP_URL": "smtp://h", "MAIL_OUT_DIR": ""})
    assert kinds(mail) == [SmtpChannel]


def test_providers_of_texts_go_before_everything_else(environ, tmp_path):
    providers = tmp_path / "sms.yml"
    providers.write_text("providers: [{name: sms-1, url: 'http://localhost:1/s'}]")
    settings = Settings.read(environ | {"SMS_PROVIDERS_FILE": str(providers)})
    assert [each.name for each in channels_of(settings)][:2] == ["sms-1", "file"]


def test_networks_of_the_house_are_let_in_by_name_alone(environ):
    assert Settings.read(environ).hook_networks == ()
    told = {"HOOK_NETWORKS": "10.1.0.0/16, fd00::/8"}
    let_in = Settings.read(environ | told).hook_networks
    assert [str(each) for each in let_in] == ["10.1.0.0/16", "fd00::/8"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEALING_KEY_FILE", ""),
        ("MAIL_OUT_DIR", ""),
        ("SMTP_URL", "http://mail"),
        ("NOTICE_LANGUAGE", "fr"),
        ("TIME_ZONE", "Mars/Base"),
        ("HOOK_NETWORKS", "10.1.0.1/16"),
        ("FOLLOW_UP_DAYS", "0"),
        ("SEND_LEASE_SECONDS", "1"),
    ],
)
def test_a_wrong_setting_is_named(environ, name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.read(environ | {name: value})
