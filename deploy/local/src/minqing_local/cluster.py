"""Three RabbitMQ nodes that are one broker, on loopback: what a cluster loses, we see.

A node that cannot see the others pauses itself (`pause_minority`): its clients go to
another node, and what it had not confirmed is published there.
"""

import json
import secrets
from pathlib import Path

from minqing_local.broker import Broker
from minqing_local.broker_place import BrokerExtras, BrokerPorts, Seat
from minqing_local.ports import free_port
from minqing_local.processes import Process
from minqing_local.secret_files import password_in, write_secret
from minqing_local.waiting import wait_until

NODES = 3
TICK_SECONDS = 12
"""How long a node may be silent before the others go on without it (60 unsaid)."""
FORMED_SECONDS = 120.0


class Cluster:
    """Three nodes whose whole life is in `folder`; each can be hurt alone.

    >>> cluster = Cluster(Path(".run/cluster"))
    >>> cluster.start()
    >>> cluster.uri                       # three addresses, with semicolons
    >>> cluster.nodes[0].kill()           # as a power cut
    >>> cluster.nodes[1].pause()          # cut off: alive, and nobody hears it
    >>> cluster.nodes[0].start()          # it comes back to the others
    >>> cluster.stop()
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        names = free_port()
        cookie = _kept(self.folder / "cookie")
        password = password_in(self.folder / "password")
        self.nodes = [
            self._node(number, names, cookie, password) for number in range(NODES)
        ]
        self._names: Process | None = None

    @property
    def uri(self) -> str:
        """The addresses of all nodes, for who may do all."""
        return ";".join(node.uri for node in self.nodes)

    def start(self) -> None:
        """Start all nodes and wait until each sees the others."""
        for node in self.nodes:
            node.prepare()
        self._names = self.nodes[0].start_names()
        for node in self.nodes:
            node.launch()
        for node in self.nodes:
            node.wait_until_ready(FORMED_SECONDS)
        wait_until(self.is_whole, "the nodes to see each other", FORMED_SECONDS, 1.0)

    def is_whole(self) -> bool:
        """Say whether the first node that runs sees every other."""
        alive = next(node for node in self.nodes if node.alive)
        told = json.loads(alive.ctl("cluster_status", "--formatter", "json"))
        return len(told["running_nodes"]) == NODES

    def named(self, name: str) -> Broker:
        """Return the node of that name."""
        return self.nodes[[_name(each) for each in range(NODES)].index(name)]

    def cut_off(self, node: Broker) -> "Gap":
        """Part one node from the others, all alive, until the gap is closed."""
        return Gap(self.nodes, node)

    def stop(self) -> None:
        """End all nodes at once; their data remain."""
        for node in self.nodes:
            node.resume()
            node.kill()
        if self._names is not None:
            self._names.kill()

    def _node(self, number: int, names: int, cookie: str, password: str) -> Broker:
        folder = self.folder / f"node-{number}"
        write_secret(folder / "password", password)
        ports = BrokerPorts(free_port(), free_port(), names, free_port())
        seat = Seat(_name(number), cookie, f"-kernel net_ticktime {TICK_SECONDS}")
        return Broker(folder, ports, extras=BrokerExtras(conf=_conf()), seat=seat)


class Gap:
    """A partition: Erlang on no node may reach out, and one left the others at once.

    Were it left by one after the other, the first would find a partial partition, and
    all of the cluster would pause until it is whole.
    """

    def __init__(self, nodes: list[Broker], alone: Broker) -> None:
        self._nodes = nodes
        for node in nodes:
            node.ctl("eval", "application:set_env(kernel, dist_auto_connect, never).")
        alone.ctl("eval", "[erlang:disconnect_node(N) || N <- nodes()].")

    def close(self) -> None:
        """Let the nodes find each other again."""
        for node in self._nodes:
            node.ctl("eval", "application:unset_env(kernel, dist_auto_connect).")


def _name(number: int) -> str:
    return f"minqing{number}@localhost"


def _conf() -> str:
    lines = [
        "cluster_partition_handling = pause_minority",
        "cluster_formation.peer_discovery_backend = classic_config",
        *(
            f"cluster_formation.classic_config.nodes.{number + 1} = {_name(number)}"
            for number in range(NODES)
        ),
    ]
    return "\n".join(lines) + "\n"


def _kept(file: Path) -> str:
    if not file.exists():
        write_secret(file, secrets.token_hex(16).upper())
    return file.read_text("ascii")
