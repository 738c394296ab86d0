"""A broker's management interface: reads what it holds, brings it to what is wanted."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import requests

from minqing_chassis.settings import SettingsError
from routing.adapters.agencies.link.differences import Act, Difference, differences
from routing.adapters.agencies.link.things import Kind, Thing, imported, path

SECONDS = 20.0
NOT_THERE = 404
"""Somebody else removed it at the same time."""


class BrokerRefuses(SettingsError):
    """The broker does not do what it was asked; the message says what, and why."""


class Desk:
    """One virtual host of a running broker."""

    def __init__(self, address: str, vhost: str = "/") -> None:
        """Take `http(s)://user:password@host:port`."""
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError("the broker's API is at http(s)://user:password@host")
        self._root = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/api"
        self._vhost = vhost
        self._asker = requests.Session()
        self._asker.trust_env = False
        login = (parts.username or "", parts.password or "")
        self._asker.auth = (unquote(login[0]), unquote(login[1]))

    def running(self) -> list[Thing]:
        """Return what the broker holds now."""
        return imported(self._ask("GET", "definitions").json(), self._vhost)

    def take(self, told: Mapping[str, Any]) -> None:
        """Let the broker import definitions: it adds and changes, removes nothing."""
        self._ask("POST", "definitions", told)

    def compare(self, wanted: Iterable[Thing]) -> list[Difference]:
        """Return how the broker differs from what is wanted."""
        return differences(wanted, self.running())

    def bring(self, wanted: Iterable[Thing]) -> list[str]:
        """Do away with every difference; return what was done, a line each.

        A queue that still holds letters is not removed: a person decides about them.
        """
        return [self._settle(each) for each in self.compare(wanted)]

    def _settle(self, found: Difference) -> str:
        thing = found.thing
        if found.act is not Act.REMOVE:
            self._make(thing, again=found.act is Act.CHANGE)
        elif thing.kind is Kind.QUEUE and self._holds_letters(thing.name[0]):
            return f"! {thing} still holds letters and was kept"
        else:
            self._remove(thing)
        return str(found)

    def _make(self, thing: Thing, *, again: bool) -> None:
        about: Mapping[str, Any] = thing.about
        if thing.kind is Kind.BINDING:
            exchange, queue, key = thing.name
            told = {"routing_key": key, **about}
            self._ask("POST", self._binding(exchange, queue), told)
            return
        if thing.kind is Kind.USER:
            about = {**about, "tags": ",".join(about["tags"])}
        if thing.kind is Kind.SHOVEL:
            about = {"value": dict(about)}
        if again and thing.kind is Kind.TOPIC_PERMISSION:
            self._remove(thing)
        self._ask("PUT", self._place(thing), about)

    def _remove(self, thing: Thing) -> None:
        if thing.kind is Kind.BINDING:
            exchange, queue, key = thing.name
            # The name of a binding without arguments is its key, quoted once more.
            where = (
                f"{self._binding(exchange, queue)}/{path(quote(key, safe='') or '~')}"
            )
            self._ask("DELETE", where)
        else:
            self._ask("DELETE", self._place(thing))

    def _place(self, thing: Thing) -> str:
        name = thing.name
        match thing.kind:
            case Kind.USER:
                return path("users", *name)
            case Kind.LIMIT:
                return path("user-limits", *name)
            case Kind.PERMISSION:
                return path("permissions", name[1], name[0])
            case Kind.TOPIC_PERMISSION:
                return path("topic-permissions", name[1], name[0])
            case Kind.SHOVEL:
                return path("parameters", "shovel", self._vhost, *name)
            case Kind.POLICY:
                return path("policies", self._vhost, *name)
        return path(f"{thing.kind.name.lower()}s", self._vhost, *name)

    def _binding(self, exchange: str, queue: str) -> str:
        return path("bindings", self._vhost, "e", exchange, "q", queue)

    def _holds_letters(self, queue: str) -> bool:
        """Look for one letter and leave it there: counts in this API are old ones."""
        look = {"count": 1, "ackmode": "ack_requeue_true", "encoding": "auto"}
        where = path("queues", self._vhost, queue, "get")
        return bool(self._ask("POST", where, look).json())

    def _ask(
        self, method: str, where: str, told: Mapping[str, Any] | None = None
    ) -> requests.Response:
        answer = self._asker.request(
            method, f"{self._root}/{where}", json=told, timeout=SECONDS
        )
        if method == "DELETE" and answer.status_code == NOT_THERE:
            return answer
        if not answer.ok:
            raise BrokerRefuses(
                f"the broker refuses {method} {where}: {answer.status_code} "
                f"{_reason(answer)}"
            )
        return answer


def _reason(answer: requests.Response) -> str:
    try:
        told = answer.json()
    except ValueError:
        return "without a reason"
    return str(told.get("reason", "") if isinstance(told, dict) else "")[:300]
