"""Fresh migrated databases for tests: migrate once, then copy, then use again."""

import fcntl
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.migration import migrate
from minqing_local.ports import free_port
from minqing_local.postgres import Postgres
from minqing_local.used_databases import FirstState


class FreshDatabases:
    """Hands out databases that are as if nobody had used them.

    One that is given back is emptied, and handed out again under another name, so that
    whoever still writes to the old name is refused. Several processes may hand out
    databases of one server: what is migrated is migrated by the first of them.
    """

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._templates: dict[str, FirstState] = {}
        self._clean: defaultdict[str, list[str]] = defaultdict(list)

    def database(self, service: str) -> str:
        """Return the address of a fresh database of that service, at the newest schema.

        The first call for a service runs its migrations; the others copy the result.
        """
        name = f"{service}_{uuid.uuid4().hex[:10]}"
        if self._clean[service]:
            self.server.rename_database(self._clean[service].pop(), name)
        else:
            with self._alone():
                self._copy(service, name)
        return self.server.address(service, name)

    def empty(self, service: str) -> str:
        """Return the address of a fresh database without any table."""
        with self._alone():
            name = f"e_{uuid.uuid4().hex[:10]}"
            return self.server.service_database(service, name)

    def give_back(self, url: str) -> None:
        """Take back a database that was handed out; nobody can use it any more."""
        name = url.rpartition("/")[2]
        service = name.rpartition("_")[0]
        first = self._templates.get(service)
        if first is not None and first.restored(self.server, name):
            self._clean[service].append(name)
        else:
            self.server.drop_database(name)

    def _copy(self, service: str, name: str) -> None:
        template = f"template_{service}"
        if service not in self._templates:
            if not self.server.has_database(template):
                self._migrate(service, f"raw_{service}")
                self.server.rename_database(f"raw_{service}", template)
            self._templates[service] = FirstState.of(self.server, template)
        self.server.create_database(name, owner=service, template=template)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes out: nobody may look at what is being copied."""
        with (self.server.folder / "copying").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _migrate(self, service: str, name: str) -> None:
        url = self.server.service_database(service, name)
        migrate(service, service_environ(service, self._surroundings(service, url)))

    def _surroundings(self, service: str, url: str) -> Surroundings:
        folder: Path = self.server.folder
        return Surroundings(
            agency="test",
            amqp_uri=f"amqp://nobody:none@127.0.0.1:{free_port()}//",
            database_urls={service: url},
            http_ports={service: free_port()},
            keys=keys_in(folder / "keys"),
            mail_folder=folder / "mail",
        )
