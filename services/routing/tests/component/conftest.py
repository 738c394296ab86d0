"""Routing, whole, as a process of its own, with people and units to talk to it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests
from kombu.connection import Connection

from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_chassis.publisher import Outgoing, Publisher
from minqing_chassis.rpc import RpcClient
from minqing_chassis.topology import EVENTS, declare
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Wire, read_envelope, to_wire
from minqing_contracts.intake import PetitionAcceptedV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Role
from minqing_local.broker_desk import BrokerDesk
from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.ports import free_port
from minqing_local.service_process import ServiceProcess
from minqing_local.waiting import wait_until
from services.routing.tests.builders import (
    CODE,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_cause,
)


@dataclass
class Running:
    """A routing service that runs, and what a test needs to talk to it."""

    process: ServiceProcess
    environ: dict[str, str]
    database: Database
    issuer: Issuer
    told: list[Wire] = field(default_factory=list)

    def cli(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "routing", "cli", *arguments]
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=False
        )

    def token(self, role: Role, organisation_id: str | None = COMMUNITY) -> str:
        actor = Actor(id=f"{role}.1", role=role, organisation_id=organisation_id)
        return self.issuer.token(actor, timedelta(hours=1))

    def call(self, method: str, path: str, token: str | None = None, **options: Any):
        headers = options.pop("headers", {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.process.url + path
        return requests.request(method, url, headers=headers, timeout=60, **options)

    def tell(self, *events: Event) -> list[Wire]:
        """Publish facts of other services."""
        wires = [
            to_wire(
                event,
                message_id=uuid4(),
                source="test/other",
                occurred_at=NOON,
                cause=a_cause(),
            )
            for event in events
        ]
        self.send(wires)
        return wires

    def send(self, wires: list[Wire]) -> None:
        publisher = Publisher(self.environ["AMQP_URI"])
        receipts = publisher.publish(
            Outgoing(
                message_id=wire.message_id,
                exchange=EVENTS.name,
                routing_key=wire.routing_key,
                headers=wire.headers,
                body=json.dumps(wire.body),
            )
            for wire in wires
        )
        publisher.drop()
        assert len(receipts.confirmed) == len({wire.message_id for wire in wires})

    def ask(self, method: str, **values: Any) -> Any:
        client = RpcClient("routing", self.environ["AMQP_URI"])
        try:
            return client.call(method, **values)
        finally:
            client.close()

    def count(self, table: str, where: str = "true") -> int:
        sql = f"select count(*) as n from {table} where {where}"
        return int(self.database.rows(sql)[0]["n"])

    def heard(self, queue: str) -> list[tuple[Any, dict[str, Any]]]:
        """Take what lies in another service's queue: envelopes and bodies."""
        with Connection(self.environ["AMQP_URI"]) as connection:
            channel = connection.channel()
            found = []
            while message := channel.basic_get(queue, no_ack=True):
                found.append((read_envelope(message.headers), json.loads(message.body)))
            return found


@pytest.fixture(scope="module")
def running(postgres, broker_node, tmp_path_factory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("routing")
    desk = BrokerDesk(broker_node)
    vhost, database, port = desk.new_vhost(), postgres.database("routing"), free_port()
    keys = keys_in(folder / "keys")
    around = Surroundings(
        agency="test",
        amqp_uri=vhost,
        database_urls={"routing": database},
        http_ports={"routing": port},
        keys=keys,
        mail_folder=folder / "mail",
    )
    environ = service_environ("routing", around)
    url = f"http://127.0.0.1:{port}"
    process = ServiceProcess("routing", url, environ, folder / "log", folder)
    opened = Database(database, pool_size=1)
    issuer = Issuer(keys.jwt_private.read_bytes(), "test")
    with Connection(vhost) as connection:
        declare(connection, SUBSCRIPTIONS)
    process.launch()
    try:
        process.wait_until_ready()
        yield Running(process, environ, opened, issuer)
    finally:
        process.stop()
        opened.close()
        postgres.give_back(database)
        desk.drop_vhost(vhost)


def a_told_unit(name: str, parent: str | None, **changes: Any):
    return OrganisationRecordedV1(
        **{
            "organisation_id": name,
            "revision": 1,
            "name": name,
            "kind": "community",
            "parent_id": parent,
            "division_code": CODE,
            "desk_address": None,
            "active": True,
        }
        | changes
    )


def an_accepted(petition_id: UUID | None = None, **changes: Any):
    petition_id = petition_id or new_id()
    return PetitionAcceptedV1(
        **{
            "petition_id": petition_id,
            "receipt": f"T-{petition_id.hex[-12:]}",
            "revision": 1,
            "channel": "web",
            "division_code": CODE,
            "organisation_id": None,
            "reachable": True,
            "category": "road",
            "received_at": NOON,
            "accepted_at": NOON,
        }
        | changes
    )


RULES = f"""
rules:
  - {{code: all, category: "*", organisation_id: {COMMUNITY}}}
  - {{code: lamps, category: "lamp*", division_prefix: "5101",
     organisation_id: {STATION}, handle_within_days: 14, note: 市政}}
"""


@pytest.fixture(scope="module")
def house(running, tmp_path_factory) -> Running:
    """A district over a street over two communities, staff, and two rules."""
    running.tell(
        a_told_unit(DISTRICT, None),
        a_told_unit(STREET, DISTRICT),
        a_told_unit(COMMUNITY, STREET),
        a_told_unit(STATION, STREET),
        StaffRecordedV1(
            staff_id="wang.wu",
            revision=1,
            organisation_id=STATION,
            roles=["handler"],
            active=True,
        ),
    )
    file = tmp_path_factory.mktemp("data") / "rules.yml"
    file.write_text(RULES, "utf-8")
    for _ in range(2):
        done = running.cli("rules", "load", str(file), "--wait", "20")
        assert done.returncode == 0, done.stderr
    return running


@pytest.fixture
def opened(house) -> Callable[..., str]:
    """Returns a function that lets a petition come and waits for its case."""

    def open_case(**changes: Any) -> str:
        event = an_accepted(**changes)
        house.tell(event)
        where = f"petition_id = '{event.petition_id}'"
        wait_until(lambda: house.count("cases", where) == 1, "the case to be open", 20)
        return str(event.petition_id)

    return open_case
