"""Intake's parts over a real database; no broker is asked for anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from falcon.testing import Result, TestClient
from sqlalchemy import event

from intake.adapters.tables import METADATA
from intake.application.commands import RecordOrganisation
from intake.bootstrap import Parts, assemble, settings_from
from intake.entrypoints.http import build
from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Incoming, Role
from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import Keys, keys_in
from minqing_local.ports import free_port
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    STORY,
    a_category,
    a_listing,
    a_street_with_two_communities,
)


@pytest.fixture(scope="session")
def keys(session_folder: Path) -> Keys:
    return keys_in(session_folder / "intake-keys")


@pytest.fixture(scope="session")
def swept(postgres) -> Iterator[Callable[[], str]]:
    """A database for the whole session, and the act of emptying it."""
    url = postgres.database("intake")
    opened = Database(url, pool_size=1)
    tables = ", ".join(each.name for each in METADATA.sorted_tables)

    def sweep() -> str:
        opened.rows(f"truncate {tables} restart identity")
        return url

    yield sweep
    opened.close()
    postgres.give_back(url)


@pytest.fixture
def environ(swept: Callable[[], str], keys: Keys, tmp_path: Path):
    around = Surroundings(
        agency="test",
        amqp_uri=f"amqp://nobody:none@127.0.0.1:{free_port()}//",
        database_urls={"intake": swept()},
        http_ports={"intake": free_port()},
        keys=keys,
        mail_folder=tmp_path / "mail",
    )
    return service_environ("intake", around)


@pytest.fixture
def steered() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
def intake(environ: dict[str, str], steered: FrozenClock) -> Iterator[Parts]:
    """The parts, with two categories and a street's organisations known."""
    parts = assemble(settings_from(environ), clock=steered)
    tell_reference(parts)
    yield parts
    parts.database.close()


def tell_reference(parts: Parts) -> None:
    categories = [a_category(), a_category("general")]
    commands = [a_listing(each) for each in categories]
    commands += [
        RecordOrganisation(organisation=each)
        for each in a_street_with_two_communities()
    ]
    parts.bus.handle_group([Incoming(command=each, cause=STORY) for each in commands])


@dataclass
class Statements:
    """What was asked of the database, one entry for each round trip."""

    seen: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seen)


@pytest.fixture
def statements(intake: Parts) -> Statements:
    counted = Statements()

    def count(_connection, _cursor, statement, *_rest):
        counted.seen.append(statement)

    database = intake.database
    for engine in (database.engine, database.autocommit, database.units):
        event.listen(engine, "before_cursor_execute", count)
    return counted


class Door:
    """Intake's HTTP door, without a socket."""

    def __init__(self, parts: Parts, keys: Keys) -> None:
        self._client = TestClient(build(parts))
        self._issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def token(
        self,
        role: Role | str = Role.CLERK,
        organisation: str | None = COMMUNITY,
        subject: str = "li-na",
    ) -> str:
        actor = Actor(id=subject, role=Role(role), organisation_id=organisation)
        return self._issuer.token(actor, timedelta(hours=1))

    def call(
        self, method, path, body=None, *, token=None, raw=None, **options
    ) -> Result:
        headers = options.pop("headers", {})
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if raw is not None:
            headers.setdefault("Content-Type", "application/json")
            options["body"] = raw
        elif body is not None:
            options["json"] = body
        return self._client.simulate_request(method, path, headers=headers, **options)

    def submit(self, key=None, token=None, headers=None, **changes) -> Result:
        said = {
            "text": "小区门口的路灯不亮。",
            "category": "street-lighting",
            "division_code": COMMUNITY,
        }
        body = {name: value for name, value in {**said, **changes}.items() if value}
        headers = ({"Idempotency-Key": key} if key else {}) | (headers or {})
        return self.call("POST", "/v1/petitions", body, token=token, headers=headers)


@pytest.fixture
def door(intake: Parts, keys: Keys) -> Door:
    return Door(intake, keys)
