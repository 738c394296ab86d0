"""Fresh migrated databases for tests: migrate once, then copy."""

import uuid
from pathlib import Path

from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import keys_in
from minqing_local.migration import migrate
from minqing_local.ports import free_port
from minqing_local.postgres import Postgres


class FreshDatabases:
    """Hands out databases that nobody has used (a copy costs some 50-100 ms)."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._templates: set[str] = set()

    def database(self, service: str) -> str:
        """Return the address of a fresh database of that service, at the newest schema.

        The first call for a service runs its migrations; the others copy the result.
        """
        template = f"template_{service}"
        if service not in self._templates:
            self._migrate(service, template)
            self._templates.add(service)
        name = f"{service}_{uuid.uuid4().hex[:10]}"
        self.server.create_database(name, owner=service, template=template)
        return self.server.service_database(service, name)

    def empty(self, service: str) -> str:
        """Return the address of a fresh database without any table."""
        return self.server.service_database(service, f"e_{uuid.uuid4().hex[:10]}")

    def drop(self, url: str) -> None:
        """Delete a database that was handed out."""
        self.server.drop_database(url.rpartition("/")[2])

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
