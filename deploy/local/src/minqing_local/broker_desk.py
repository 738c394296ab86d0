"""Virtual hosts and queues of a private node, over its management interface.

Only for nodes started with `management=True`: tests give each other no messages when
each has a virtual host of its own, and making one costs 20 ms.
"""

import uuid
from typing import Any
from urllib.parse import quote

import requests

from minqing_local.broker import Broker
from minqing_local.ports import LOOPBACK


class BrokerDesk:
    """Makes, empties and reads virtual hosts of one node."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def new_vhost(self, name: str | None = None) -> str:
        """Make an empty virtual host and return its AMQP address."""
        vhost = name or f"v{uuid.uuid4().hex[:12]}"
        self._ask("PUT", f"vhosts/{quote(vhost, safe='')}")
        return self._broker.uri_of(vhost)

    def drop_vhost(self, uri: str) -> None:
        """Delete the virtual host of that address with all it holds."""
        self._ask("DELETE", f"vhosts/{uri.rpartition('/')[2]}")

    def take(self, definitions: dict[str, Any]) -> None:
        """Let the node import users, their rights, and whatever else they hold."""
        self._ask("POST", "definitions", definitions)

    def queues(self, uri: str) -> list[dict[str, Any]]:
        """Return name, type and arguments of the queues of that virtual host."""
        answer = self._ask("GET", f"queues/{uri.rpartition('/')[2]}")
        found: list[dict[str, Any]] = answer.json()
        return found

    def _ask(self, method: str, path: str, told: Any = None) -> requests.Response:  # noqa: ANN401
        answer = requests.request(
            method,
            f"http://{LOOPBACK}:{self._broker.ports.management}/api/{path}",
            auth=(self._broker.user, self._broker.password),
            json=told,
            timeout=30,
        )
        answer.raise_for_status()
        return answer
