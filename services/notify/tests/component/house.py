"""Notify as a process of its own, between a real broker and a real database."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import requests
from kombu import Connection

from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_chassis.publisher import Outgoing, Publisher
from minqing_chassis.rpc import RpcClient
from minqing_chassis.topology import EVENTS, declare
from minqing_contracts.envelope import to_wire
from minqing_contracts.registry import OrganisationRecordedV1
from minqing_contracts.routing import CaseAssignedV1, CaseResolvedV1
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Role
from minqing_local import processes
from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.ports import free_port
from minqing_local.processes import Recipe
from minqing_local.service_process import ServiceProcess
from minqing_local.waiting import wait_until
from services.notify.tests.builders import COMMUNITY, NOON, STREET

SENT = "notices where state = 'sent'"
STAND_IN = Path(__file__).with_name("stand_in_intake.py")


class House:
    """One notify process and everything around it."""

    def __init__(self, folder: Path, amqp_uri: str, database_url: str, **extra: str):
        self.folder, self.uri = folder, amqp_uri
        self.rows = Database(database_url, pool_size=2)
        self.keys = keys_in(folder / "keys")
        port = free_port()
        self.environ = service_environ(
            "notify",
            Surroundings(
                agency="test",
                amqp_uri=amqp_uri,
                database_urls={"notify": database_url},
                http_ports={"notify": port},
                keys=self.keys,
                mail_folder=folder / "mail",
                extra={"LOG_LEVEL": "DEBUG"} | extra,
            ),
        )
        self.url = f"http://127.0.0.1:{port}"
        self.notify = ServiceProcess(
            "notify", self.url, self.environ, folder / "notify.log", folder
        )
        self.intake = None
        self._publisher = Publisher(amqp_uri)

    def open(self) -> None:
        """Start notify, and intake's stand-in beside it."""
        with Connection(self.uri) as connection:
            declare(connection, SUBSCRIPTIONS)
        self.open_intake()
        self.notify.launch()
        self.notify.wait_until_ready()

    def open_intake(self) -> None:
        argv = [sys.executable, str(STAND_IN), self.uri]
        recipe = Recipe(argv, dict(os.environ), self.folder / "intake.log")
        self.intake = processes.start("intake", recipe)

    def close(self) -> None:
        """Stop both; give back what was open."""
        self.notify.stop()
        if self.intake is not None:
            self.intake.kill()
        self._publisher.drop()
        self.rows.close()

    def tell(self, *events, story=None, twice=False) -> None:
        """Publish facts as their owners would."""
        outgoing = [self._outgoing(event, story or uuid4()) for event in events]
        self._publisher.publish(outgoing)
        if twice:
            self._publisher.publish(outgoing)

    @staticmethod
    def _outgoing(event, story: UUID) -> Outgoing:
        owner = event.routing_key().partition(".")[0]
        wire = to_wire(
            event,
            message_id=new_id(),
            source=f"test/{owner}",
            occurred_at=NOON,
            cause=Cause(correlation_id=story),
        )
        return Outgoing(
            message_id=wire.message_id,
            exchange=EVENTS.name,
            routing_key=wire.routing_key,
            headers=wire.headers,
            body=json.dumps(wire.body),
        )

    def publish_raw(self, headers, body: str) -> None:
        """Publish anything at all under the key of an assignment."""
        message = Outgoing(
            message_id=uuid4(),
            exchange=EVENTS.name,
            routing_key="routing.case.assigned.v1",
            headers=headers,
            body=body,
        )
        self._publisher.publish([message])

    def letters(self, *petitions: UUID) -> list[dict]:
        """Return the files that the file channel wrote about these petitions."""
        rows = self.rows.rows(
            "select notice_id from notices where petition_id = any(:ids)",
            ids=list(petitions),
        )
        paths = [self._path(row["notice_id"]) for row in rows]
        return [json.loads(each.read_text("utf-8")) for each in paths if each.exists()]

    def _path(self, notice_id: UUID) -> Path:
        return self.folder / "mail" / notice_id.hex[-2:] / f"{notice_id}.json"

    def all_files(self) -> list[Path]:
        """Return every file that the file channel wrote, for whatever petition."""
        return list((self.folder / "mail").glob("*/*"))

    def ask_timeline(self, petition_id: UUID) -> list[dict]:
        """Ask notify by RPC, as `cli trace` does."""
        client = RpcClient("notify", self.uri)
        try:
            return client.call("timeline", petition_id=str(petition_id))
        finally:
            client.close()

    def take_published(self, key: str) -> dict:
        """Return the next fact of that kind that stands in routing's queue."""
        with Connection(self.uri) as connection, connection.channel() as channel:
            message = channel.basic_get("routing.inbox", no_ack=True)
            while message and message.delivery_info["routing_key"] != key:
                message = channel.basic_get("routing.inbox", no_ack=True)
            return json.loads(message.body)

    def count(self, what: str, *petitions: UUID) -> int:
        """Count the rows of `what`: a table, perhaps with a condition."""
        sql = f"select count(*) as n from {what}"
        if petitions:
            sql += f" {'and' if ' where ' in what else 'where'} petition_id = any(:ids)"
        return int(self.rows.rows(sql, ids=list(petitions))[0]["n"])

    def wait_for(
        self, what: str, count: int, *petitions: UUID, timeout: float = 90.0
    ) -> None:
        """Wait until so many rows of `what` are there (about these petitions)."""
        wait_until(
            lambda: self.count(what, *petitions) == count,
            f"{count} x {what}",
            timeout,
            0.1,
        )

    def wait_until_told(self, count: int, *petitions: UUID, timeout: float = 90.0):
        """Wait until so many notices were sent; return their letters."""
        self.wait_for(SENT, count, *petitions, timeout=timeout)
        return self.letters(*petitions)

    def token(self, role: Role = Role.CLERK, organisation: str | None = STREET) -> str:
        issuer = Issuer(self.keys.jwt_private.read_bytes(), "test")
        actor = Actor(id="staff-1", role=role, organisation_id=organisation)
        return issuer.token(actor, timedelta(hours=1))

    def get(self, path: str, role: Role | None = Role.CLERK, **query):
        """GET with a bearer token of that role (None: without)."""
        headers = self._headers(role, query.pop("organisation", STREET))
        return requests.get(self.url + path, params=query, headers=headers, timeout=60)

    def post(
        self,
        path: str,
        body=None,
        role: Role | None = Role.CLERK,
        organisation: str | None = STREET,
    ):
        """POST with a bearer token of that role (None: without)."""
        headers = self._headers(role, organisation)
        return requests.post(self.url + path, json=body, headers=headers, timeout=60)

    def _headers(self, role: Role | None, organisation: str | None) -> dict[str, str]:
        if role is None:
            return {}
        return {"Authorization": f"Bearer {self.token(role, organisation)}"}


def the_community(**changes) -> OrganisationRecordedV1:
    usual = {
        "organisation_id": COMMUNITY,
        "revision": 1,
        "name": "金科苑社区",
        "kind": "community",
        "parent_id": STREET,
        "division_code": COMMUNITY,
        "desk_address": "jinkeyuan@example.org",
        "active": True,
    }
    return OrganisationRecordedV1(**(usual | changes))


def assigned(petition_id: UUID, **changes) -> CaseAssignedV1:
    usual = {
        "petition_id": petition_id,
        "receipt": "TEST-2603-0003474",
        "revision": 1,
        "organisation_id": COMMUNITY,
        "reachable": True,
        "handler_id": None,
        "due_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
        "rule": "r1",
        "why": "金科苑",
        "assigned_at": NOON,
    }
    return CaseAssignedV1(**(usual | changes))


def resolved(
    petition_id: UUID, revision: int = 3, resolved_by: str | None = None
) -> CaseResolvedV1:
    return CaseResolvedV1(
        petition_id=petition_id,
        receipt="TEST-2603-0003474",
        revision=revision,
        organisation_id=COMMUNITY,
        reachable=True,
        outcome="resolved",
        reply="路灯已修好",
        resolved_at=NOON,
        resolved_by=resolved_by,
    )
