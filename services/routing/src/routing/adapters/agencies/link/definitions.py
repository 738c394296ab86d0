"""What an agency's broker holds so that letters go to and come from its neighbours.

Out: exchange `agencies` (key: the neighbour) → `agency.out.<neighbour>`; a shovel
brings it to the far broker's `agencies.in`, acknowledged once that one confirmed. In:
`agencies.in` → `agency.in`. A neighbour's account may write to `agencies.in` under its
own id, and may do nothing else. It has no password: it is let in by its certificate.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from minqing_chassis.configuration import ConfigurationError
from routing.adapters.agencies.link.things import ACCOUNT, Kind, Thing
from routing.domain.agencies.directory import Agency, Directory

OUT, IN, DEAD = "agencies", "agencies.in", "agencies.dead"
INBOX, UNHANDLED, OUTBOX = "agency.in", "agency.dead", "agency.out."
NOTHING = "^$"
DELIVERY_LIMIT = 20
"""How often a letter is handed to a consumer that dies of it; then it is put aside."""
MOST_BYTES = 256 * 1024 * 1024
"""What neighbours may leave unread: they must not fill the disk of our own services."""
PREFETCH = 100
HEARTBEAT_SECONDS = 15
"""A frozen neighbour is noticed after three times this."""
CONNECTIONS, CHANNELS = 4, 16
"""A shovel needs one of each; the one that it lost may be counted for a while."""
NAME_SPACE = ".minqing.internal"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the broker finds its certificate, the virtual host, how soon it retries."""

    tls: PurePosixPath
    vhost: str = "/"
    reconnect_seconds: int = 5


def account(agency_id: str) -> str:
    """Return the name by which an agency logs in at its neighbours' brokers."""
    return f"{ACCOUNT}{agency_id}"


def server_name(agency_id: str) -> str:
    """Return the name in an agency's certificate, wherever its broker stands."""
    return f"{agency_id}{NAME_SPACE}"


def definitions(me: str, directory: Directory, place: Place) -> list[Thing]:
    """Return all that stands in that agency's broker for its neighbours, in order.

    Raises ConfigurationError for an agency that is not in the directory, or for a
    neighbour whose broker has no address there.
    """
    if directory.find(me) is None:
        raise ConfigurationError(f"{me} is not in the directory of agencies")
    held = [*_ground()]
    for each in sorted(directory.neighbours(me)):
        neighbour = directory.find(each)
        if neighbour is None or neighbour.broker is None:
            raise ConfigurationError(f"{each}: broker: its address is missing")
        held += _inward(each, place)
        held += _outward(me, neighbour, place)
    return sorted(held, key=lambda thing: thing.key)


def broker_conf(listen: str, place: Place) -> str:
    """Return the lines of rabbitmq.conf: TLS for neighbours, known by certificate."""
    tls = place.tls
    lines = [
        f"listeners.ssl.1 = {listen}",
        f"ssl_options.cacertfile = {tls / 'authority.pem'}",
        f"ssl_options.certfile = {tls / 'agency.pem'}",
        f"ssl_options.keyfile = {tls / 'agency-key.pem'}",
        "ssl_options.verify = verify_peer",
        "ssl_options.fail_if_no_peer_cert = true",
        "ssl_options.versions.1 = tlsv1.3",
        "ssl_options.versions.2 = tlsv1.2",
        "ssl_cert_login_from = common_name",
        "auth_mechanisms.1 = EXTERNAL",
        "auth_mechanisms.2 = PLAIN",
        "auth_mechanisms.3 = AMQPLAIN",
    ]
    return "\n".join(lines) + "\n"


def _ground() -> list[Thing]:
    letters = {"overflow": "reject-publish", "dead-letter-exchange": DEAD}
    letters |= {"dead-letter-strategy": "at-least-once"}
    limits = {"delivery-limit": DELIVERY_LIMIT, "max-length-bytes": MOST_BYTES}
    return [
        *(_exchange(name) for name in (OUT, IN, DEAD)),
        _queue(INBOX),
        _queue(UNHANDLED),
        _binding(IN, INBOX, "#"),
        _binding(DEAD, UNHANDLED, "#"),
        _policy("agency.in", INBOX, letters | limits),
        # No limit: what cannot be brought is brought later, however often it failed.
        _policy("agency.out", OUTBOX, letters),
    ]


def _inward(neighbour: str, place: Place) -> list[Thing]:
    name = account(neighbour)
    # A user of RabbitMQ without a password hash cannot log in by any password.
    return [
        Thing(Kind.USER, (name,), {"password_hash": "", "tags": []}),
        Thing(Kind.LIMIT, (name, "max-connections"), {"value": CONNECTIONS}),
        Thing(Kind.LIMIT, (name, "max-channels"), {"value": CHANNELS}),
        Thing(
            Kind.PERMISSION,
            (name, place.vhost),
            {"configure": NOTHING, "write": _exactly(IN), "read": NOTHING},
        ),
        Thing(
            Kind.TOPIC_PERMISSION,
            (name, place.vhost),
            {"exchange": IN, "write": _exactly(neighbour), "read": NOTHING},
        ),
    ]


def _outward(me: str, neighbour: Agency, place: Place) -> list[Thing]:
    queue = OUTBOX + neighbour.agency_id
    return [
        _queue(queue),
        _binding(OUT, queue, neighbour.agency_id),
        Thing(
            Kind.SHOVEL,
            (queue,),
            {
                "src-protocol": "amqp091",
                "src-uri": f"amqp:///{quote(place.vhost, safe='')}",
                "src-queue": queue,
                "src-prefetch-count": PREFETCH,
                "src-delete-after": "never",
                "dest-protocol": "amqp091",
                "dest-uri": _address(neighbour, place.tls),
                "dest-exchange": IN,
                "dest-exchange-key": me,
                "dest-add-forward-headers": False,
                "ack-mode": "on-confirm",
                "reconnect-delay": place.reconnect_seconds,
            },
        ),
    ]


def _address(neighbour: Agency, tls: PurePosixPath) -> str:
    parts = urlsplit(neighbour.broker or "")
    options = {
        "cacertfile": str(tls / "authority.pem"),
        "certfile": str(tls / "agency.pem"),
        "keyfile": str(tls / "agency-key.pem"),
        "verify": "verify_peer",
        "server_name_indication": server_name(neighbour.agency_id),
        "auth_mechanism": "external",
        "heartbeat": str(HEARTBEAT_SECONDS),
        "connection_timeout": "10000",
    }
    asked = "&".join(f"{name}={quote(value)}" for name, value in options.items())
    return f"amqps://{parts.netloc}{parts.path or '/%2f'}?{asked}"


def _exactly(name: str) -> str:
    return f"^{re.escape(name)}$"


def _exchange(name: str) -> Thing:
    about: dict[str, Any] = {"type": "topic", "durable": True, "auto_delete": False}
    # Were the inbox unbound by mistake, the broker would confirm letters and drop them.
    astray = {"alternate-exchange": DEAD} if name == IN else {}
    return Thing(
        Kind.EXCHANGE, (name,), about | {"internal": name == DEAD, "arguments": astray}
    )


def _queue(name: str) -> Thing:
    about = {"durable": True, "auto_delete": False}
    return Thing(Kind.QUEUE, (name,), about | {"arguments": {"x-queue-type": "quorum"}})


def _binding(exchange: str, queue: str, key: str) -> Thing:
    return Thing(Kind.BINDING, (exchange, queue, key), {"arguments": {}})


def _policy(name: str, queues: str, definition: dict[str, Any]) -> Thing:
    end = "" if queues.endswith(".") else "$"
    about: dict[str, Any] = {"pattern": f"^{re.escape(queues)}{end}", "priority": 100}
    return Thing(
        Kind.POLICY, (name,), about | {"apply-to": "queues", "definition": definition}
    )
