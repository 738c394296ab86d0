"""`cli broker`: accounts and queues are put in order before the services start."""

import argparse
import json

import pytest
from kombu.connection import Connection

from minqing_chassis.settings import SettingsError
from minqing_contracts.topology import SUBSCRIPTIONS
from routing.entrypoints import cli_broker

pytestmark = pytest.mark.integration


class Desk:
    """Stands for the management interface: accounts are one node's, not a test's."""

    told = None

    def __init__(self, address):
        self.address = address

    def take(self, told):
        Desk.told = told


def environ(vhost):
    passwords = {
        f"{name.upper()}_BROKER_PASSWORD": f"of-{name}" for name in SUBSCRIPTIONS
    }
    return {"BROKER_API_URL": "http://a:b@c:1", "AMQP_URI": vhost} | passwords


def test_every_queue_and_every_account_is_there_afterwards(vhost, monkeypatch, capsys):
    monkeypatch.setattr(cli_broker, "Desk", Desk)
    for _ in range(2):
        cli_broker.apply_rights(environ(vhost))
    assert {user["name"] for user in Desk.told["users"]} == set(SUBSCRIPTIONS)
    assert "of-intake" not in str(Desk.told)
    with Connection(vhost) as connection, connection.channel() as channel:
        for service in SUBSCRIPTIONS:
            channel.queue_declare(f"{service}.dead", passive=True)
    assert capsys.readouterr().out.count("are in order") == 2


@pytest.mark.parametrize(
    "name", ["BROKER_API_URL", "AMQP_URI", "PORTAL_BROKER_PASSWORD"]
)
def test_what_is_missing_is_named(name):
    told = environ("amqp://nobody:none@127.0.0.1:1//") | {name: ""}
    with pytest.raises(SettingsError, match=f"{name} is missing"):
        cli_broker.apply_rights(told)


def test_a_broker_that_is_away_is_waited_for_so_long():
    with pytest.raises(SettingsError, match="does not answer"):
        cli_broker.apply_rights(environ("amqp://nobody:none@127.0.0.1:1//"), wait=1)


def test_what_each_account_may_do_can_be_read(capsys):
    parser = argparse.ArgumentParser()
    cli_broker.add_broker(parser.add_subparsers())
    told = parser.parse_args(["broker", "show"])
    told.run(told)
    shown = json.loads(capsys.readouterr().out)
    assert set(shown) == set(SUBSCRIPTIONS)
    assert "staff_pass" in str(shown["portal"])
