"""Partitions between agencies: the way of the letters cut, a broker frozen.

>>> to_district = Link(street.broker, "jinniu-district")
>>> with parted(to_district, Link(district.broker, "jinquan-street")):
...     ...                                # three days without a link
>>> with frozen(district.broker):
...     ...                                # it is there, and answers nobody
>>> if can_drop():
...     with dropped(8113, 8213):
...         ...                            # no packet reaches or leaves them
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import requests
from amqp import Connection

from minqing_local.broker import Broker
from minqing_local.ports import LOOPBACK
from minqing_local.waiting import wait_until

OUTBOX = "agency.out."
IPTABLES = "iptables"


class Link:
    """The way of letters from one agency's broker to a neighbour, and only that way.

    The broker must have been started with its management interface.
    """

    def __init__(self, broker: Broker, neighbour: str) -> None:
        self._broker = broker
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
        with Connection(
            host=f"{LOOPBACK}:{self._broker.ports.amqp}",
            userid=self._broker.user,
            password=self._broker.password,
        ) as connection:
            declared = connection.channel().queue_declare(self.queue, passive=True)
            return int(declared.message_count)

    @property
    def _place(self) -> str:
        return f"parameters/shovel/%2F/{self.queue}"

    def _ask(self, method: str, where: str, told: object = None) -> requests.Response:
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


def can_drop() -> bool:
    """Say whether this machine lets us drop packets."""
    return os.geteuid() == 0 and shutil.which(IPTABLES) is not None


@contextmanager
def dropped(*ports: int) -> Iterator[None]:
    """Drop every packet to and from these ports: nobody hears that a link is cut."""
    _rule("-I", ports)
    try:
        yield
    finally:
        _rule("-D", ports)


def _rule(what: str, ports: tuple[int, ...]) -> None:
    """Insert or delete the one rule; its comment says whose it is."""
    listed = ",".join(map(str, ports))
    rule = f"INPUT -i lo -p tcp -m multiport --ports {listed}"
    mark = "-m comment --comment minqing-faults -j DROP"
    subprocess.run([IPTABLES, "-w", what, *rule.split(), *mark.split()], check=True)
