"""Fresh migrated databases for tests: migrate once, then copy, then use again."""

import uuid
from collections import defaultdict
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
    whoever still writes to the old name is refused.
    """

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._templates: dict[str, FirstState] = {}
        self._clean: defaultdict[str, list[str]] = defaultdict(list)

    def database(self, service: str) -> str:
        """Return the address of a fresh database of that service, at the newest schema.

        The first call for a service runs its migrations; the others copy the result.
        """
        template = f"template_{service}"
        if service not in self._templates:
            self._migrate(service, template)
            self._templates[service] = FirstState.of(self.server, template)
        name = f"{service}_{uuid.uuid4().hex[:10]}"
        if self._clean[service]:
            self.server.rename_database(self._clean[service].pop(), name)
        else:
            self.server.create_database(name, owner=service, template=template)
        return self.server.service_database(service, name)

    def empty(self, service: str) -> str:
        """Return the address of a fresh database without any table."""
        return self.server.service_database(service, f"e_{uuid.uuid4().hex[:10]}")

    def give_back(self, url: str) -> None:
        """Take back a database that was handed out; nobody can use it any more."""
        name = url.rpartition("/")[2]
        service = name.rpartition("_")[0]
        first = self._templates.get(service)
        if first is not None and first.restored(self.server, name):
            self._clean[service].append(name)
        else:
            self.server.drop_database(name)

    def _migrate(self, service: str, template: str) -> None:
        url = self.server.service_database(service, template)
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
