"""What every event carries: CloudEvents 1.0, binary mode over AMQP."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from minqing_contracts.catalogue import Event, dump, load
from minqing_contracts.moments import EARLIEST, LATEST
from minqing_kernel.messages import Actor, Cause, Role

PREFIX = "cloudEvents:"
ID = PREFIX + "id"
SOURCE = PREFIX + "source"
TYPE = PREFIX + "type"
TIME = PREFIX + "time"
SUBJECT = PREFIX + "subject"


class BrokenEnvelope(Exception):
    """The headers are not those of an event of ours."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A fact, who says it, when it happened, and what led to it."""

    message_id: UUID
    source: str
    type: str
    occurred_at: datetime
    subject: str
    cause: Cause


@dataclass(frozen=True, kw_only=True)
class Wire:
    """An event ready for the broker: routing key, AMQP headers, JSON body."""

    message_id: UUID
    routing_key: str
    headers: dict[str, str]
    body: dict[str, Any]


def to_wire(
    event: Event, *, message_id: UUID, source: str, occurred_at: datetime, cause: Cause
) -> Wire:
    """Wrap an event for the broker; `source` is `agency/service`."""
    key = event.routing_key()
    headers = {
        PREFIX + "specversion": "1.0",
        ID: str(message_id),
        SOURCE: source,
        TYPE: key,
        TIME: occurred_at.isoformat(),
        SUBJECT: event.subject(),
        PREFIX + "dataschema": f"urn:minqing:schema:{key}",
        "correlation-id": str(cause.correlation_id),
        "actor": f"{cause.actor.role}:{cause.actor.id}",
    }
    if cause.causation_id is not None:
        headers["causation-id"] = str(cause.causation_id)
    return Wire(
        message_id=message_id, routing_key=key, headers=headers, body=dump(event)
    )


def read_envelope(headers: Mapping[str, Any]) -> Envelope:
    """Read the headers of a message, or raise BrokenEnvelope."""
    try:
        return Envelope(
            message_id=UUID(_text(headers, ID)),
            source=_text(headers, SOURCE),
            type=_text(headers, TYPE),
            occurred_at=_moment(_text(headers, TIME)),
            subject=_text(headers, SUBJECT),
            cause=_cause(headers),
        )
    except (KeyError, ValueError, OverflowError) as error:
        raise BrokenEnvelope(f"not an event of ours: {error!r}") from error


def read_event(envelope: Envelope, raw: bytes | str) -> Event:
    """Read the body that came with an envelope.

    Raises BrokenEnvelope when it is not a JSON object, and what `load` raises.
    """
    try:
        body = orjson.loads(raw)
    except ValueError as error:
        raise BrokenEnvelope(f"the body is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise BrokenEnvelope("the body is not a JSON object")
    return load(envelope.type, body)


def _text(headers: Mapping[str, Any], name: str) -> str:
    text = headers[name]
    if not isinstance(text, str):
        raise KeyError(name)
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    if not EARLIEST <= moment < LATEST:
        raise ValueError(f"the year {moment.year} is not one of ours")
    return moment


def _cause(headers: Mapping[str, Any]) -> Cause:
    role, _, name = _text(headers, "actor").partition(":")
    causation = headers.get("causation-id")
    known = isinstance(causation, str) and causation
    return Cause(
        correlation_id=UUID(_text(headers, "correlation-id")),
        causation_id=UUID(causation) if known else None,
        actor=Actor(id=name, role=Role(role)),
    )
