"""The follow-ups' doors over a real database; nothing listens, nothing is sent."""

from datetime import timedelta

from falcon.testing import TestClient

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Incoming, Role
from minqing_local.keys import keys_in
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.application.commands import RecordOrganisation, TellOfStep
from notify.bootstrap import assemble
from notify.domain.occurrence import Step
from notify.entrypoints.http import build_door
from services.notify.tests.builders import (
    NOON,
    PETITION,
    STORY,
    STREET,
    an_occurrence,
    an_organisation,
)

CAUSE = Cause(correlation_id=STORY)
GLAD = {"handling": "已更换", "basis": "12号", "solved": True, "satisfied": True}
SAD = GLAD | {"satisfied": False, "reason": "=等得太久"}
POLICY = """
code: here
title: 本处
editions:
  - valid_from: 2022-05-01
    notify:
      follow_up: {objections: supervisor, supervisor_checks: true, attempts: 1}
"""


class Place:
    """Notify's doors over a real database; nothing listens, nothing is sent."""

    def __init__(self, folder, database_url):
        self.keys = keys_in(folder / "keys")
        (folder / "here.yml").write_text(POLICY, "utf-8")
        self.clock = FrozenClock(NOON)
        environ = {
            "AGENCY": "test",
            "AMQP_URI": "amqp://guest:guest@127.0.0.1:1//",
            "DATABASE_URL_NOTIFY": database_url,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "JWT_PUBLIC_KEY_FILE": str(self.keys.jwt_public),
            "SEALING_KEY_FILE": str(self.keys.sealing),
            "MAIL_OUT_DIR": str(folder / "mail"),
            "POLICY_FILE": str(folder / "here.yml"),
        }
        self.parts = assemble(environ, clock=self.clock)
        self.door = TestClient(build_door(self.parts))
        self.rows = self.parts.database.rows
        units = (an_organisation(), an_organisation(organisation_id=STREET))
        for unit in units:
            self.do(RecordOrganisation(organisation=unit))

    def work(self):
        return SqlNotifyWork(self.parts.database, source="test/notify")

    def do(self, command):
        return self.parts.bus.handle(command, CAUSE)

    def hear(self, **changes):
        told = an_occurrence(**{"message_id": new_id()} | changes)
        self.take(TellOfStep(occurrence=told))

    def take(self, *commands):
        self.parts.bus.handle_group(
            [
                Incoming(command=each, cause=CAUSE, message_id=new_id())
                for each in commands
            ]
        )

    def resolve(self, petition_id=PETITION, revision=3, **changes):
        said = {"resolved_by": "li-na", "params": {"outcome": "explained"}}
        self.hear(
            step=Step.RESOLVED,
            petition_id=petition_id,
            case_revision=revision,
            **said | changes,
        )

    def close(self, petition_id=PETITION, revision=4):
        self.hear(step=Step.CLOSED, petition_id=petition_id, case_revision=revision)

    def ask(self, method, path, body=None, role=Role.CLERK, staff="wang", **query):
        headers = {}
        if role is not None:
            issuer = Issuer(self.keys.jwt_private.read_bytes(), "test")
            actor = Actor(id=staff, role=role, organisation_id=STREET)
            signed = issuer.token(actor, timedelta(hours=1))
            headers["Authorization"] = f"Bearer {signed}"
        return self.door.simulate_request(
            method, path, json=body, headers=headers, params=query
        )

    def get(self, path, **how):
        found = self.ask("GET", path, **how)
        assert found.status_code == 200, found.text
        return found.json

    def post(self, path, body, status=200, **how):
        done = self.ask("POST", path, body, **how)
        assert done.status_code == status, done.text
        return done.json
