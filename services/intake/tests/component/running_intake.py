"""An intake that runs, between a real broker and a real database."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import requests
from kombu import Connection

from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_chassis.publisher import Outgoing, Publisher
from minqing_chassis.topology import EVENTS
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import read_envelope, read_event, to_wire
from minqing_kernel.messages import Actor, Cause, Role
from minqing_local.keys import Keys
from minqing_local.service_process import ServiceProcess
from services.intake.tests.builders import COMMUNITY, NOON, STREET

PETITION = {
    "text": "小区门口的路灯不亮，已经三天了。",
    "category": "street-lighting",
    "division_code": COMMUNITY,
    "organisation_id": COMMUNITY,
    "contact": {"name": "周小某", "telephone": "138 0000 8000"},
}


@dataclass
class Running:
    """An intake that runs, and what a test needs to talk to it."""

    process: ServiceProcess
    environ: dict[str, str]
    keys: Keys
    database: Database
    publisher: Publisher

    def cli(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "intake", "cli", *arguments]
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=False
        )

    def token(self, role: str, organisation: str | None = STREET) -> str:
        issuer = Issuer(self.keys.jwt_private.read_bytes(), "test")
        actor = Actor(id="li-na", role=Role(role), organisation_id=organisation)
        return issuer.token(actor, timedelta(hours=1))

    def call(self, method: str, path: str, token: str | None = None, **options):
        headers = options.pop("headers", {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.process.url + path
        return requests.request(method, url, headers=headers, timeout=60, **options)

    def submit(self, **changes) -> dict:
        result = self.call("POST", "/v1/petitions", json={**PETITION, **changes})
        assert result.status_code == 201, result.text
        return result.json()

    def track(self, submitted: dict) -> dict:
        path = f"/v1/petitions/{submitted['receipt']}"
        query = {"code": submitted["tracking_code"]}
        return self.call("GET", path, params=query).json()

    def tell(self, *events: Event, times: int = 1) -> None:
        """Publish facts as their owners would, perhaps more than once."""
        wires = [
            to_wire(
                event,
                message_id=uuid4(),
                source="test/elsewhere",
                occurred_at=NOON,
                cause=Cause(correlation_id=uuid4()),
            )
            for event in events
        ]
        for _ in range(times):
            self.publisher.publish([outgoing(wire) for wire in wires])

    def count(self, table: str) -> int:
        return int(self.database.rows(f"select count(*) as n from {table}")[0]["n"])

    def heard_by(self, service: str) -> list[Event]:
        """Take everything from another service's queue."""
        found = []
        with Connection(self.environ["AMQP_URI"]) as broker:
            channel = broker.channel()
            while message := channel.basic_get(f"{service}.inbox", no_ack=True):
                body = message.body
                found.append(read_event(read_envelope(message.headers), body))
        return found


def outgoing(wire) -> Outgoing:
    """A fact as its owner publishes it."""
    return Outgoing(
        message_id=wire.message_id,
        exchange=EVENTS.name,
        routing_key=wire.routing_key,
        headers=wire.headers,
        body=json.dumps(wire.body),
    )
