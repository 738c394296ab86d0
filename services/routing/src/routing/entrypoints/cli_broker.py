"""Operator commands about the agency's own broker: `cli broker show|apply`.

An account for each service with its least rights, and every queue that is heard from.
`apply` is run before the services of a new version start. It asks the management
interface at BROKER_API_URL, declares at AMQP_URI (both as who may do all), and reads
each account's password in <SERVICE>_BROKER_PASSWORD.
"""

import json
import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from kombu.connection import Connection

from minqing_chassis import topology
from minqing_chassis.broker_rights import definitions, rights_of
from minqing_chassis.probe import broker_answers
from minqing_chassis.settings import SettingsError
from minqing_contracts.topology import SUBSCRIPTIONS
from routing.adapters.agencies.link.desk import Desk


def add_broker(commands: Any) -> None:  # noqa: ANN401
    """Add `broker` to routing's operator commands."""
    broker = commands.add_parser("broker", help="the services' accounts and queues")
    acts = broker.add_subparsers(required=True, metavar="show|apply")
    show = acts.add_parser("show", help="print what each account may do")
    show.set_defaults(run=lambda _: _show())
    apply = acts.add_parser("apply", help="bring the running broker to it")
    apply.add_argument("--wait", type=int, default=0, help="seconds for the broker")
    apply.set_defaults(run=lambda told: apply_rights(os.environ, told.wait))


def apply_rights(environ: Mapping[str, str], wait: int = 0) -> None:
    """Set every account and its rights, declare every queue; the same twice is once.

    Raises SettingsError that names what is missing, or BrokerRefuses.
    """
    told = {name: _told(environ, name) for name in ("BROKER_API_URL", "AMQP_URI")}
    passwords = {
        service: _told(environ, f"{service.upper()}_BROKER_PASSWORD")
        for service in SUBSCRIPTIONS
    }
    _await(told["AMQP_URI"], wait)
    with Connection(told["AMQP_URI"]) as connection:
        topology.put_in_order(connection, SUBSCRIPTIONS)
    Desk(told["BROKER_API_URL"]).take(definitions(passwords))
    sys.stdout.write(f"= {len(passwords)} accounts and their queues are in order\n")


def _await(amqp_uri: str, seconds: int) -> None:
    until = time.monotonic() + seconds
    while not broker_answers(amqp_uri):
        if time.monotonic() >= until:
            raise SettingsError("the broker at AMQP_URI does not answer")
        time.sleep(1)


def _told(environ: Mapping[str, str], name: str) -> str:
    if not environ.get(name):
        raise SettingsError(f"{name} is missing")
    return environ[name]


def _show() -> None:
    shown = {service: vars(rights_of(service)) for service in SUBSCRIPTIONS}
    sys.stdout.write(json.dumps(shown, indent=2) + "\n")
