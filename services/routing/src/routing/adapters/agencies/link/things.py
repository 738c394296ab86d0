"""The words for what a broker holds, as RabbitMQ's management interface knows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from urllib.parse import quote

ACCOUNT = "agency."
"""A neighbour's account is `agency.<id>`: no person's and no service's is."""


class Kind(IntEnum):
    """What a broker holds, in the order in which it is made; removed in reverse."""

    EXCHANGE = 0
    POLICY = 1
    QUEUE = 2
    BINDING = 3
    USER = 4
    LIMIT = 5
    PERMISSION = 6
    TOPIC_PERMISSION = 7
    SHOVEL = 8


@dataclass(frozen=True)
class Thing:
    """One part of a broker: its kind, its name within the kind, what it says."""

    kind: Kind
    name: tuple[str, ...]
    about: Mapping[str, Any]

    def __str__(self) -> str:
        word = self.kind.name.lower().replace("_", "-")
        return f"{word} {' '.join(self.name)}"

    @property
    def key(self) -> tuple[Kind, tuple[str, ...]]:
        """What it is found by."""
        return self.kind, self.name


def path(*steps: str) -> str:
    """Return a path of the management interface; every step is quoted."""
    return "/".join(quote(step, safe="") for step in steps)


def exported(things: Iterable[Thing], vhost: str) -> dict[str, list[dict[str, Any]]]:
    """Return the things as a file that `rabbitmqctl import_definitions` takes."""
    held = list(things)

    def every(kind: Kind) -> list[Thing]:
        return [thing for thing in held if thing.kind is kind]

    here = {"vhost": vhost}
    limits: dict[str, dict[str, Any]] = {user.name[0]: {} for user in every(Kind.USER)}
    for limit in every(Kind.LIMIT):
        limits[limit.name[0]][limit.name[1]] = limit.about["value"]
    return {
        "users": [
            {"name": t.name[0], "limits": limits[t.name[0]], **t.about}
            for t in every(Kind.USER)
        ],
        "permissions": [
            {"user": t.name[0], "vhost": t.name[1], **t.about}
            for t in every(Kind.PERMISSION)
        ],
        "topic_permissions": [
            {"user": t.name[0], "vhost": t.name[1], **t.about}
            for t in every(Kind.TOPIC_PERMISSION)
        ],
        "exchanges": [
            {"name": t.name[0], **here, **t.about} for t in every(Kind.EXCHANGE)
        ],
        "queues": [{"name": t.name[0], **here, **t.about} for t in every(Kind.QUEUE)],
        "bindings": [_binding(t, vhost) for t in every(Kind.BINDING)],
        "policies": [
            {"name": t.name[0], **here, **t.about} for t in every(Kind.POLICY)
        ],
        "parameters": [
            {"component": "shovel", "name": t.name[0], **here, "value": dict(t.about)}
            for t in every(Kind.SHOVEL)
        ],
    }


def imported(told: Mapping[str, Any], vhost: str) -> list[Thing]:
    """Return the things of a broker's own export, of one virtual host.

    What accounts may do is read of every virtual host: a right elsewhere is one too
    many. Of a user its password is told, and its tags in the one way of writing them.
    """
    found = [_user(user) for user in told["users"]]
    found += [
        Thing(Kind.LIMIT, (user["name"], name), {"value": value})
        for user in told["users"]
        for name, value in (user.get("limits") or {}).items()
    ]
    for each in told.get("permissions", []):
        found.append(_right(Kind.PERMISSION, each))
    for each in told.get("topic_permissions", []):
        found.append(_right(Kind.TOPIC_PERMISSION, each))
    for name, kind in (
        ("exchanges", Kind.EXCHANGE),
        ("queues", Kind.QUEUE),
        ("policies", Kind.POLICY),
    ):
        found += [
            Thing(kind, (each["name"],), _without(each, "name", "vhost"))
            for each in told.get(name, [])
            if each["vhost"] == vhost
        ]
    found += [
        Thing(
            Kind.BINDING,
            (each["source"], each["destination"], each["routing_key"]),
            {"arguments": each["arguments"]},
        )
        for each in told.get("bindings", [])
        if each["vhost"] == vhost and each["destination_type"] == "queue"
    ]
    found += [
        Thing(Kind.SHOVEL, (each["name"],), each["value"])
        for each in told.get("parameters", [])
        if each["component"] == "shovel" and each["vhost"] == vhost
    ]
    return found


def _binding(thing: Thing, vhost: str) -> dict[str, Any]:
    source, queue, key = thing.name
    return {
        "source": source,
        "vhost": vhost,
        "destination": queue,
        "destination_type": "queue",
        "routing_key": key,
        **thing.about,
    }


def _user(told: Mapping[str, Any]) -> Thing:
    tags = told.get("tags") or []
    words = tags.split(",") if isinstance(tags, str) else list(tags)
    about = {"password_hash": told.get("password_hash") or "", "tags": words}
    return Thing(Kind.USER, (told["name"],), about)


def _right(kind: Kind, told: Mapping[str, Any]) -> Thing:
    name = (told["user"], told["vhost"])
    return Thing(kind, name, _without(told, "user", "vhost"))


def _without(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in names}
