"""The channels that call another's HTTP door, against a provider that listens."""

import json
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from uuid import UUID

import pytest

from minqing_chassis.configuration import ConfigurationError
from minqing_local.ports import free_port
from minqing_local.provider_simulator import Behaviour, Provider, ProviderServer
from notify.adapters.channels.providers import load_providers
from notify.adapters.channels.sms import SmsChannel, SmsProvider
from notify.adapters.channels.webhook import WebhookChannel, signature
from notify.application.ports import (
    ChannelAway,
    ChannelRefused,
    ChannelUnsure,
    Contact,
    Hook,
)
from services.notify.tests.builders import a_message
from services.notify.tests.channel_promises import ChannelPromises

pytestmark = pytest.mark.integration

FENG = Contact(name="冯一", telephone="13800008000")
SECRET = "shared-with-the-other-system"
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@contextmanager
def an_endless_answer():
    """Listen; take what comes, say 200, and never come to an end of the answer."""
    listener = socket.create_server(("127.0.0.1", 0))
    held = []

    def answer():
        held.append(listener.accept()[0])
        held[0].recv(65_536)
        held[0].sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nx")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    thread.join(5)
    for each in (*held, listener):
        each.close()


DRIPPING = """
import eventlet
eventlet.monkey_patch()
import socket, time
from ipaddress import ip_network
from notify.adapters.channels.webhook import WebhookChannel
from notify.application.ports import ChannelUnsure, Hook
from services.notify.tests.builders import a_message
from notify.application.ports import Contact

listener = socket.create_server(("127.0.0.1", 0))

def drip():
    taken, _ = listener.accept()
    taken.recv(65536)
    for each in b"HTTP/1.1 200 OK" * 9:
        taken.send(bytes([each]))
        eventlet.sleep(0.05)

eventlet.spawn(drip)
url = "http://127.0.0.1:%d/" % listener.getsockname()[1]
channel = WebhookChannel(lambda key: key, (ip_network("127.0.0.0/8"),), within=0.3)
began = time.monotonic()
try:
    channel.send(a_message(to=Contact(hook=Hook(url=url, key="s:1"))))
except ChannelUnsure as reason:
    print(reason, time.monotonic() - began < 5)
"""


def test_a_door_that_drips_its_answer_is_cut_off():
    """A byte now and then keeps every socket's limit from running out."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DRIPPING],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout.strip() == "the call took too long True"


@pytest.fixture
def provider():
    return Provider()


@pytest.fixture
def server(provider):
    server = ProviderServer(provider)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def arrived(provider):
    return lambda: [
        (UUID(each["reference"]), each["body"]["title"], each["body"]["text"])
        for each in provider.delivered
    ]


def sms(url, **changes):
    usual = {"name": "sms-1", "url": url, "idempotency_key": True, "token": "geheim"}
    return SmsChannel(SmsProvider(**(usual | changes)))


class TestKeyedSms(ChannelPromises):
    """A provider that knows Idempotency-Key."""

    @pytest.fixture
    def reachable(self):
        return FENG

    @pytest.fixture
    def channel(self, server):
        channel = sms(server.url)
        yield channel
        channel.rest()

    def test_the_second_of_two_under_one_key_is_dropped(self, channel, provider):
        message = a_message(to=FENG)
        channel.send(message)
        channel.send(message)
        assert (provider.requests, len(provider.delivered)) == (2, 1)
        (taken,) = provider.delivered
        assert taken["body"]["to"] == "13800008000"
        assert taken["headers"]["Authorization"] == "Bearer geheim"
        assert channel.window > 1

    @pytest.mark.parametrize(
        ("behaviour", "error"),
        [
            (Behaviour.FAIL, ChannelAway),
            (Behaviour.REFUSE, ChannelRefused),
            (Behaviour.DROP, ChannelUnsure),
            (Behaviour.BREAK, ChannelUnsure),
        ],
    )
    def test_what_the_provider_says_decides_what_becomes_of_it(
        self, channel, provider, behaviour, error
    ):
        provider.behaviour = behaviour
        with pytest.raises(error) as raised:
            channel.send(a_message(to=FENG))
        assert type(raised.value) is error
        assert "127.0.0.1" not in str(raised.value)
        provider.behaviour = Behaviour.WELL
        channel.send(a_message(to=FENG))

    def test_a_provider_that_does_not_listen_took_nothing(self):
        channel = sms(f"http://127.0.0.1:{free_port()}/send")
        with pytest.raises(ChannelAway) as raised:
            channel.send(a_message(to=FENG))
        assert type(raised.value) is ChannelAway

    def test_an_address_that_is_none_is_refused(self):
        with pytest.raises(ChannelRefused):
            sms("sms.example/send").send(a_message(to=FENG))

    def test_a_provider_too_slow_to_answer_may_have_taken_it(
        self, channel, provider, monkeypatch
    ):
        monkeypatch.setattr("notify.adapters.channels.posting.ANSWER_SECONDS", 0.05)
        provider.delay = 0.2
        with pytest.raises(ChannelUnsure):
            channel.send(a_message(to=FENG))
        assert len(provider.delivered) == 1


class TestUnkeyedSms(ChannelPromises):
    """A provider that does not."""

    @pytest.fixture
    def reachable(self):
        return FENG

    @pytest.fixture
    def channel(self, server):
        channel = sms(server.url, idempotency_key=False, token="")
        yield channel
        channel.rest()

    def test_only_one_call_may_be_in_doubt(self, channel, provider):
        channel.send(a_message(to=FENG))
        assert channel.window == 1
        assert "Idempotency-Key" not in provider.delivered[0]["headers"]


class TestWebhook(ChannelPromises):
    """Another system."""

    @pytest.fixture
    def reachable(self, server):
        return Contact(hook=Hook(url=server.url, key="s:1"))

    @pytest.fixture
    def channel(self):
        channel = WebhookChannel({"s:1": SECRET}.__getitem__, LOOPBACK)
        yield channel
        channel.rest()

    @pytest.fixture
    def arrived(self, provider):
        return lambda: [
            (UUID(each["body"]["id"]), each["body"]["title"], each["body"]["text"])
            for each in provider.delivered
        ]

    def written(self, message):
        body = {"title": message.subject, "text": message.body, "id": str(message.key)}
        return json.dumps(body, ensure_ascii=False)

    def test_a_message_is_signed_for_who_hears(self, channel, provider, reachable):
        message = a_message(to=reachable, body=json.dumps({"id": "1", "a": "路灯"}))
        channel.send(message)
        (taken,) = provider.delivered
        told = {name.lower(): value for name, value in taken["headers"].items()}
        assert told["content-type"].startswith("application/cloudevents+json")
        expected = signature(
            SECRET, told["webhook-id"], told["webhook-timestamp"], taken["raw"]
        )
        assert told["webhook-signature"] == expected
        assert signature("other", "k", "1", b"") != signature(SECRET, "k", "1", b"")

    @pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
    def test_nobody_is_sent_into_our_own_house(self, server, provider, name):
        """A name is no way around it: the address that was reached is judged."""
        url = server.url.replace("127.0.0.1", name)
        channel = WebhookChannel({"s:1": SECRET}.__getitem__)
        with pytest.raises(ChannelRefused, match="no operator"):
            channel.send(a_message(to=Contact(hook=Hook(url=url, key="s:1"))))
        assert provider.requests == 0

    def test_an_answer_without_an_end_is_not_waited_for(self, channel, monkeypatch):
        monkeypatch.setattr("notify.adapters.channels.posting.ANSWER_SECONDS", 0.3)
        with an_endless_answer() as url:
            channel.send(a_message(to=Contact(hook=Hook(url=url, key="s:1"))))

    def test_nobody_to_tell_is_refused(self, channel):
        with pytest.raises(ChannelRefused):
            channel.send(a_message())


def test_the_providers_stand_in_a_file(tmp_path):
    path = tmp_path / "sms.yml"
    path.write_text(
        "providers:\n- {name: a, url: 'https://a.example/x', token: geheim,"
        " idempotency_key: true}\n- {name: b, url: 'http://localhost:1/y'}\n"
    )
    first, second = load_providers(path)
    assert (first.name, first.idempotency_key) == ("a", True)
    assert (second.name, second.idempotency_key) == ("b", False)
    assert "geheim" not in repr(first)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("providers: []", "Shorter"),
        ("providers: [{name: a, url: nowhere}]", "url: Not a valid URL"),
        (
            "providers: [{name: a, url: 'http://x'}, {name: a, url: 'http://y'}]",
            "two have the same name",
        ),
    ],
)
def test_a_wrong_file_of_providers_is_refused(tmp_path, text, told):
    path = tmp_path / "sms.yml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=told):
        load_providers(path)
