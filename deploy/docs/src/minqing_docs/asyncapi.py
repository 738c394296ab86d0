"""Every event that services publish, as one AsyncAPI 3 document."""

import inspect
from collections.abc import Mapping
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from minqing_chassis.topology import EVENTS, inbox_name
from minqing_contracts.catalogue import Event, catalogue
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.headers import HEADERS, headers_of

Json = dict[str, Any]

AMQP = "0.3.0"
"""Version of the AMQP bindings."""

INTRODUCTION = """\
Every fact that one service of an agency tells the others. The channel's address is the
routing key on the topic exchange `minqing.events`; each service hears what it asked for
in one durable queue of its own, `<service>.inbox`.

Delivery is at least once, in no promised order: every message has an id that comes
again when it is sent again, and events about one matter carry a `revision`. A contract
is added to, never edited: readers pass over fields that they do not know. No event
carries personal data.

Generated from the code by `make docs`: do not edit.
"""


def document(samples: Mapping[str, Json]) -> Json:
    """Return the whole document; `samples` are its examples, by routing key."""
    contracts = list(catalogue())
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "民情 Minqing: events of an agency",
            "version": "1.0.0",
            "description": INTRODUCTION,
        },
        "defaultContentType": "application/json",
        "servers": {"agency": _server()},
        "channels": {key: _channel(key, event) for key, event, _ in contracts},
        "operations": _operations(),
        "components": {
            "messages": {
                event.__name__: _message(key, event, samples[key])
                for key, event, _ in contracts
            },
            "schemas": {"Headers": HEADERS} | _payloads(),
        },
    }


def as_yaml(whole: Json) -> str:
    """Return the document as text; the same document gives the same text."""
    return yaml.dump(
        whole, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=88
    )


class _Plain(yaml.SafeDumper):
    """Writes everything out, and longer texts as blocks."""

    def ignore_aliases(self, data: object) -> bool:
        """Never write `&id001`: a person reads this."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Plain.add_representer(str, _text)


def _server() -> Json:
    return {
        "host": "{host}:{port}",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "description": "The agency's own broker; no other agency speaks to it.",
        "variables": {"host": {"default": "localhost"}, "port": {"default": "5672"}},
    }


def _channel(key: str, event: type[Event]) -> Json:
    name = event.__name__
    return {
        "address": key,
        "summary": _summary(event),
        "servers": [{"$ref": "#/servers/agency"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {
                    "name": EVENTS.name,
                    "type": EVENTS.type,
                    "durable": True,
                    "autoDelete": False,
                },
                "bindingVersion": AMQP,
            }
        },
    }


def _operations() -> Json:
    operations: Json = {}
    for key, event, _ in catalogue():
        owner = key.partition(".")[0]
        operations[f"{owner}.sends.{key}"] = _sending(owner, key, event)
    for service, heard in SUBSCRIPTIONS.items():
        for event in heard:
            key = event.routing_key()
            operations[f"{service}.receives.{key}"] = _receiving(service, key, event)
    return operations


def _sending(owner: str, key: str, event: type[Event]) -> Json:
    return _operation("send", owner, key, event) | {
        "summary": f"{owner} tells: {_summary(event)}",
        "bindings": {
            "amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": AMQP}
        },
    }


def _receiving(service: str, key: str, event: type[Event]) -> Json:
    return _operation("receive", service, key, event) | {
        "summary": f"{service} hears it in its queue {inbox_name(service)}.",
        "bindings": {"amqp": {"ack": True, "bindingVersion": AMQP}},
        "x-queue": inbox_name(service),
    }


def _operation(action: str, service: str, key: str, event: type[Event]) -> Json:
    channel = f"#/channels/{key}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{event.__name__}"}],
        "tags": [{"name": service}],
    }


def _message(key: str, event: type[Event], sample: Json) -> Json:
    return {
        "name": key,
        "title": event.__name__,
        "summary": _summary(event),
        "description": inspect.getdoc(event),
        "contentType": "application/json",
        "correlationId": {"location": "$message.header#/correlation-id"},
        "headers": headers_of(key),
        "payload": {"$ref": f"#/components/schemas/{event.__name__}"},
        "examples": [
            {"name": "sample", "headers": sample["headers"], "payload": sample["body"]}
        ],
    }


def _payloads() -> Json:
    spec = APISpec("events", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    for _, event, schema in catalogue():
        spec.components.schema(event.__name__, schema=schema)
    payloads: Json = spec.to_dict()["components"]["schemas"]
    return payloads


def _summary(event: type[Event]) -> str:
    paragraph = (inspect.getdoc(event) or event.__name__).partition("\n\n")[0]
    return " ".join(paragraph.split())
