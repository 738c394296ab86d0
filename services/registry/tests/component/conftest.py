"""A registry that runs: one process for all tests of this folder."""

import os
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

import pytest
import requests

from minqing_chassis.database import Database
from minqing_chassis.http.auth import Issuer
from minqing_kernel.messages import Actor, Role
from minqing_local.broker_desk import BrokerDesk
from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.ports import free_port
from minqing_local.service_process import ServiceProcess
from registry.entrypoints import cli
from registry.entrypoints.main import main
from services.registry.tests.builders import (
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    OTHER,
    STREET,
)

REGISTER = f"""
organisations:
  - {{id: "{DISTRICT}", name: 金牛区, kind: district, division: "{DISTRICT}"}}
  - {{id: "{STREET}", name: 金泉街道, kind: street, parent: "{DISTRICT}",
     division: "{STREET}", desk: jinquan@desk.example}}
  - {{id: "{COMMUNITY}", name: 金科苑社区, kind: community, parent: "{STREET}",
     division: "{COMMUNITY}"}}
  - {{id: "{DEPARTMENT}", name: 民政局, kind: department, parent: "{DISTRICT}",
     division: "{DISTRICT}"}}
  - {{id: "{OTHER}", name: 老城街道, kind: street, division: "{OTHER}"}}
premises:
  - {{id: "65-9", name: 9栋, kind: building, organisation: "{COMMUNITY}"}}
staff:
  - id: wang-li
    name: 王丽
    organisation: "{COMMUNITY}"
    roles: [clerk]
    duties:
      - {{duty: building-captain, scope: building, of: "65-9", since: 2014-09-01}}
grids:
  - {{id: g-1, name: 第一网格, level: 1, organisation: "{COMMUNITY}",
     head: wang-li, head_since: 2014-09-01}}
"""


@dataclass
class Running:
    """A registry that runs, and what a test needs to talk to it."""

    process: ServiceProcess
    environ: dict[str, str]
    database: Database

    def cli(self, *arguments: str) -> CompletedProcess[str]:
        """Type a command; what it costs is what it does, not to load all it is made of.

        A process of its own runs the same: `test_commands.py` starts some.
        """
        said, moaned, code = StringIO(), StringIO(), 0
        with (
            patch.dict(os.environ, self.environ, clear=True),
            redirect_stdout(said),
            redirect_stderr(moaned),
        ):
            try:
                main(["cli", *arguments])
            except SystemExit as end:
                code = int(end.code or 0) if isinstance(end.code, int | None) else 1
                moaned.write(f"{end.code}\n" * isinstance(end.code, str))
            finally:
                forget_the_parts()
        return CompletedProcess(arguments, code, said.getvalue(), moaned.getvalue())

    def token(self, role: str, organisation: str | None = STREET) -> str:
        key = Path(self.environ["JWT_PRIVATE_KEY_FILE"]).read_bytes()
        actor = Actor(id="li-na", role=Role(role), organisation_id=organisation)
        return Issuer(key, "test").token(actor, timedelta(hours=1))

    def call(self, method: str, path: str, token: str | None = None, **options):
        headers = options.pop("headers", {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.process.url + path
        return requests.request(method, url, headers=headers, timeout=60, **options)

    def outbox_is_empty(self) -> bool:
        return not self.database.rows("select 1 from outbox limit 1")


def forget_the_parts() -> None:
    """Close what a command opened, as the end of its process would."""
    if cli._parts.cache_info().currsize:
        cli._parts().database.close()
        cli._parts.cache_clear()


@pytest.fixture(scope="package")
def running(postgres, broker_node, tmp_path_factory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("registry")
    desk = BrokerDesk(broker_node)
    vhost, database, port = desk.new_vhost(), postgres.database("registry"), free_port()
    around = Surroundings(
        agency="test",
        amqp_uri=vhost,
        database_urls={"registry": database},
        http_ports={"registry": port},
        keys=keys_in(folder / "keys"),
        mail_folder=folder / "mail",
        extra={"LOG_LEVEL": "DEBUG"},
    )
    environ = service_environ("registry", around)
    url = f"http://127.0.0.1:{port}"
    process = ServiceProcess("registry", url, environ, folder / "log", folder)
    opened = Database(database, pool_size=1)
    process.launch()
    try:
        process.wait_until_ready()
        yield Running(process, environ, opened)
    finally:
        process.stop()
        opened.close()
        postgres.give_back(database)
        desk.drop_vhost(vhost)


@pytest.fixture(scope="package")
def loaded(running, tmp_path_factory) -> Running:
    file = tmp_path_factory.mktemp("data") / "register.yml"
    file.write_text(REGISTER, "utf-8")
    for _ in range(2):
        done = running.cli("load", str(file))
        assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == "register.yml: 5 organisations, 1 premises, 1 staff, 1 grids, 0 counters\n"
    )
    return running
