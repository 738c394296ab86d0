"""What a private RabbitMQ node is told: ports, extras, its seat in a cluster."""

from dataclasses import dataclass

from minqing_local.ports import free_port


@dataclass(frozen=True)
class BrokerPorts:
    """Where the node listens: clients, other nodes, its name server, management."""

    amqp: int
    distribution: int
    names: int
    management: int

    @classmethod
    def anywhere(
        cls, amqp_port: int | None = None, management: int | None = None
    ) -> "BrokerPorts":
        """Take free ports, and those that are given."""
        wanted = amqp_port or free_port(), management or free_port()
        return cls(wanted[0], free_port(), free_port(), wanted[1])


@dataclass(frozen=True)
class BrokerExtras:
    """What a node has besides: plugins, lines of rabbitmq.conf, services' accounts."""

    plugins: tuple[str, ...] = ()
    conf: str = ""
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seat:
    """A node's place in a cluster: its name, the cookie that all share, more of Erlang.

    Who sits in a cluster shares its name server, which the cluster starts.
    """

    node: str = "minqing@localhost"
    cookie: str = ""
    erlang: str = ""


NOTHING_MORE = BrokerExtras()
ALONE = Seat()
