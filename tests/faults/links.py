"""Partitions between agencies: the way of the letters cut, a broker frozen.

>>> to_district = Link(street.broker, "jinniu-district")
>>> with parted(to_district, Link(district.broker, "jinquan-street")):
...     ...                                # three days without a link
>>> with frozen(district.broker):
...     ...                                # it is there, and answers nobody
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

import requests
from amqp import Connection

from minqing_local.broker import Broker
from minqing_local.ports import LOOPBACK
from minqing_local.waiting import wait_until

OUTBOX = "agency.out."


class Link:
    """The way of letters from one agency's broker to a neighbour, and only that way.

    The broker must have been started with its management interface; `at` puts us
    into its network.
    """

    def __init__(
        self,
        broker: Broker,
        neighbour: str,
        at: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._broker, self._at = broker, at
        self.queue = f"{OUTBOX}{neighbour}"
        self._shovel: object = None

    def cut(self) -> None:
        """Stop the shovel: letters stay in their queue from now on."""
        self._shovel = self._ask("GET", self._place).json()["value"]
        self._ask("DELETE", self._place)

    def heal(self) -> None:
        """Start the shovel as it was."""
        self._ask("PUT", self._place, {"value": self._shovel})

    def is_up(self) -> bool:
        """Say whether the shovel has reached both its ends."""
        states = self._ask("GET", "shovels").json()
        return any(s["name"] == self.queue and s["state"] == "running" for s in states)

    def wait_until_up(self, timeout: float = 30) -> None:
        """Wait until letters can pass. Raises `TooLate`."""
        wait_until(self.is_up, f"the link of {self.queue}", timeout, every=0.1)

    def waiting(self) -> int:
        """Count the letters that wait to be brought."""
        with (
            self._at(),
            Connection(
                host=f"{LOOPBACK}:{self._broker.ports.amqp}",
                userid=self._broker.user,
                password=self._broker.password,
            ) as connection,
        ):
            declared = connection.channel().queue_declare(self.queue, passive=True)
            return int(declared.message_count)

    @property
    def _place(self) -> str:
        return f"parameters/shovel/%2F/{self.queue}"

    def _ask(self, method: str, where: str, told: object = None) -> requests.Response:
        with self._at():
            answer = requests.request(
                method,
                f"http://{LOOPBACK}:{self._broker.ports.management}/api/{where}",
                auth=(self._broker.user, self._broker.password),
                json=told,
                timeout=30,
            )
        answer.raise_for_status()
        return answer


@contextmanager
def parted(*links: Link) -> Iterator[None]:
    """Cut these ways, and heal them at the end."""
    with ExitStack() as after:
        for link in links:
            link.cut()
            after.callback(link.heal)
        yield


@contextmanager
def frozen(broker: Broker) -> Iterator[None]:
    """Freeze a broker (SIGSTOP): its connections stay open, nobody answers."""
    broker.pause()
    try:
        yield
    finally:
        broker.resume()
