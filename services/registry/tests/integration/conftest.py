"""A register on a fresh database."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from falcon import testing

from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_chassis.sealing import Sealer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from registry.adapters.read_model import SqlRegistryReader
from registry.bootstrap import Parts, assemble
from registry.entrypoints.http import build_door
from services.registry.tests.builders import (
    NOON,
    a_cause,
    the_tree,
)
from services.registry.tests.integration.obligation_place import Place, parts_by
from services.registry.tests.obligation_builders import every_site
from services.registry.tests.real import a_bus

KEY = bytes(range(32))


@pytest.fixture
def sealer():
    return Sealer([KEY])


@pytest.fixture
def url(database) -> str:
    return database("registry")


@pytest.fixture
def db(url) -> Iterator[Database]:
    opened = Database(url, pool_size=4)
    yield opened
    opened.close()


@pytest.fixture
def bus(db, sealer):
    return a_bus(db, sealer)


@pytest.fixture
def reader(db, sealer):
    return SqlRegistryReader(db, sealer)


@pytest.fixture
def say(bus):
    for command in the_tree():
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    (folder / "sealing-keys").write_bytes(urlsafe_b64encode(KEY))
    return keys_in(folder)


@pytest.fixture
def parts(url, keys, tmp_path) -> Iterator[Parts]:
    """Registry's parts as bootstrap puts them together, at noon."""
    environ = {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_REGISTRY": url,
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
        "SEALING_KEY_FILE": str(keys.sealing),
        "PICTURES_DIR": str(tmp_path / "pictures"),
    }
    made = assemble(environ, clock=FrozenClock(NOON))
    yield made
    made.database.close()


@pytest.fixture
def place(url, keys, tmp_path) -> Iterator[Place]:
    """A street by the obligations of all four sites."""
    made = Place(parts_by(url, keys, every_site(tmp_path)))
    made.settle()
    yield made
    made.parts.database.close()


@pytest.fixture
def call(parts, keys) -> Callable[..., testing.Result]:
    """Knock at a door in this process, as nobody or as (role, organisation)."""
    return knocking(parts, keys)


def knocking(parts: Parts, keys: Any) -> Callable[..., testing.Result]:
    client = testing.TestClient(build_door(parts))

    def knock(
        method: str,
        path: str,
        who: tuple | None = None,
        body: Any = None,
        media_type: str | None = None,
        language: str = "zh-CN",
        seen: int | None = None,
    ) -> testing.Result:
        headers = {"Accept-Language": language}
        headers |= {} if seen is None else {"If-Match": f'"{seen}"'}
        headers |= {"Content-Type": media_type} if media_type else {}
        if who is not None:
            role, organisation, *rest = who
            name = rest[0] if rest else "li-na"
            actor = Actor(id=name, role=Role(role), organisation_id=organisation)
            issuer = Issuer(keys.jwt_private.read_bytes(), "test")
            token = issuer.token(actor, timedelta(hours=1))
            headers["Authorization"] = f"Bearer {token}"
        sent = {"body": body} if isinstance(body, bytes) else {"json": body}
        return client.simulate_request(method, path, headers=headers, **sent)

    return knock
