"""Who asks for figures at notify's door, and the facts that are counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from falcon.testing import TestClient

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Cause, Role
from minqing_local.keys import keys_in
from notify.application.commands import RecordOrganisation
from notify.bootstrap import assemble
from notify.entrypoints.http import build_door
from services.notify.tests.builders import STORY, STREET, an_organisation
from services.notify.tests.figure_facts import answered, pieces

POLICIES = Path(__file__).parents[3] / "deploy/policies"
CAUSE = Cause(correlation_id=STORY)
NOON = datetime(2026, 3, 31, 4, tzinfo=UTC)
WIRE = {"since": "from", "until": "to"}
STATIONS = [f"{STREET}{number:03}" for number in (19, 21, 22, 23, 24, 25, 26)]


@pytest.fixture
def keys(tmp_path):
    return keys_in(tmp_path / "keys")


@pytest.fixture
def opened(tmp_path, database_url, keys):
    made = []

    def open_with(site="default", now=NOON):
        environ = {
            "AMQP_URI": "amqp://guest:guest@127.0.0.1:1//",
            "AGENCY": "test",
            "DATABASE_URL_NOTIFY": database_url,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
            "SEALING_KEY_FILE": str(keys.sealing),
            "MAIL_OUT_DIR": str(tmp_path / "mail"),
            "POLICY_FILE": str(POLICIES / f"{site}.yml"),
        }
        made.append(assemble(environ, clock=FrozenClock(now)))
        return made[-1]

    yield open_with
    for parts in made:
        parts.database.close()


@pytest.fixture
def parts(opened):
    return opened()


class Desk:
    """Asks at the door, as somebody."""

    def __init__(self, parts, keys):
        self._client = TestClient(build_door(parts))
        self._issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def get(self, path, role=Role.OPS, unit=None, **query):
        actor = Actor(id="somebody", role=role, organisation_id=unit)
        token = self._issuer.token(actor, timedelta(hours=1))
        query = {WIRE.get(name, name): said for name, said in query.items()}
        headers = {"Authorization": f"Bearer {token}"}
        return self._client.simulate_get(path, params=query, headers=headers)

    def figures(self, since, until, **query):
        found = self.get("/v1/figures", since=since, until=until, **query)
        assert found.status_code == 200, found.text
        return found.json

    def report(self, name, on, **query):
        found = self.get(f"/v1/reports/{name}", on=on, **query)
        assert found.status_code == 200, found.text
        return found.json


@pytest.fixture
def desk(parts, keys):
    return Desk(parts, keys)


@pytest.fixture
def take(unit):
    def take_in(many, at, **values):
        told = [p for _ in range(many) for p in pieces(at=at, **values)]
        with unit() as work:
            work.figures.take(*told)
            work.figures.fold(500)
            work.commit()

    return take_in


def day(text, hour=4):
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=UTC)


def done(at, **values):
    return answered(at, dispatched_at=None, contact_by=None, **values)


def know_the_street(parts):
    units = [(STREET, None), *((each, STREET) for each in STATIONS)]
    for organisation_id, parent in units:
        command = RecordOrganisation(
            organisation=an_organisation(
                organisation_id=organisation_id,
                parent_id=parent,
                name=f"第{organisation_id}站",
            )
        )
        parts.bus.handle(command, CAUSE)
