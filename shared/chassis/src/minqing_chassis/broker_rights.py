"""What each service's account may do at the broker: what it hears, says, asks; no more.

An account bears its service's name. It reads its own queues, tells facts under its own
name, asks what stands in QUESTIONS, and declares nothing but the queues of its RPC. The
default exchange, by which any queue can be written to, is closed to it.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from minqing_chassis.topology import EVENTS, dead_name, inbox_name, ladder_name
from minqing_contracts.topology import QUESTIONS

RPC: Final = "nameko-rpc"
REPLY: Final = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""The key of an answer: the random name of a caller's queue."""
LETTERS_OUT, LETTERS_IN = "agencies", "agency.in"
CARRIER: Final = "routing"
"""Who exchanges letters with other agencies."""
HASHING: Final = "rabbit_password_hashing_sha256"


@dataclass(frozen=True)
class Rights:
    """Patterns as RabbitMQ takes them; `topics`: exchange -> (write, read)."""

    configure: str
    write: str
    read: str
    topics: Mapping[str, tuple[str, str]]


def rights_of(service: str) -> Rights:
    """Return what a service's account may do."""
    asks = (re.escape(method) for method in QUESTIONS.get(service, ()))
    asked, answers = f"rpc-{service}", rf"rpc\.reply-{service}-{REPLY}"
    rpc = (asked, answers, RPC)
    letters = ((LETTERS_OUT,), (LETTERS_IN,)) if service == CARRIER else ((), ())
    writes = (EVENTS.name, ladder_name(service), *letters[0])
    reads = (inbox_name(service), dead_name(service), *letters[1])
    return Rights(
        configure=_any(rpc),
        write=_any((*rpc, *map(re.escape, writes))),
        read=_any((*rpc, *map(re.escape, reads))),
        topics={
            EVENTS.name: (rf"^{service}\.", "^$"),
            RPC: (_any((REPLY, *asks)), _any((rf"{service}\.\*", REPLY))),
        },
    )


def definitions(
    passwords: Mapping[str, str],
    *,
    admin: tuple[str, str] | None = None,
    vhost: str = "/",
) -> dict[str, list[dict[str, Any]]]:
    """Return the accounts as RabbitMQ's definitions.

    `passwords` are those of the services; `admin`, a name and a password, may do all.
    """
    users = [_user(name, password, "") for name, password in sorted(passwords.items())]
    permissions = [_permission(name, vhost) for name in sorted(passwords)]
    if admin is not None:
        users.append(_user(*admin, "administrator"))
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        permissions.append({"user": admin[0], "vhost": vhost} | everything)
    return {
        "vhosts": [{"name": vhost}],
        "users": users,
        "permissions": permissions,
        "topic_permissions": [
            {"user": name, "vhost": vhost, "exchange": at, "write": write, "read": read}
            for name in sorted(passwords)
            for at, (write, read) in rights_of(name).topics.items()
        ],
    }


def password_hash(password: str, salt: bytes | None = None) -> str:
    """Return a password as RabbitMQ keeps it: salted, so that no two are the same."""
    salt = secrets.token_bytes(4) if salt is None else salt
    digest = hashlib.sha256(salt + password.encode()).digest()
    return base64.b64encode(salt + digest).decode()


def _user(name: str, password: str, tags: str) -> dict[str, Any]:
    kept = {"password_hash": password_hash(password), "hashing_algorithm": HASHING}
    return {"name": name, **kept, "tags": tags}


def _permission(service: str, vhost: str) -> dict[str, Any]:
    rights = rights_of(service)
    return {
        "user": service,
        "vhost": vhost,
        "configure": rights.configure,
        "write": rights.write,
        "read": rights.read,
    }


def _any(patterns: Iterable[str]) -> str:
    return f"^({'|'.join(patterns)})$"
