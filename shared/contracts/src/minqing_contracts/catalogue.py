"""The register of contracts: one name and one version, one shape, for ever."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast

from marshmallow import EXCLUDE, Schema, ValidationError, post_load

from minqing_contracts.reading import reader_of
from minqing_contracts.writing import Write, writer_of


class UnknownContract(Exception):
    """No event is published under that name."""


class BrokenContract(Exception):
    """The body does not have the shape that its contract promises."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of every published event."""

    contract: ClassVar[str]
    version: ClassVar[int]

    @classmethod
    def routing_key(cls) -> str:
        """Return the key that the event travels under."""
        return f"{cls.contract}.v{cls.version}"

    def subject(self) -> str:
        """Return the id of the matter that the event tells of."""
        raise UnknownContract(f"{type(self).__name__} names no subject")


class EventSchema(Schema):
    """Tolerant reader: unknown fields are passed over."""

    event: ClassVar[type[Event]]

    class Meta:
        """Consumers must outlive additions."""

        unknown = EXCLUDE

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Event:
        """Return the event that the data tells of."""
        return self.event(**data)


_SCHEMAS: dict[str, EventSchema] = {}
_READERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {}
_WRITERS: dict[str, Write] = {}
E_ = TypeVar("E_", bound=type[Event])


def published(name: str, version: int, schema: type[EventSchema]) -> Callable[[E_], E_]:
    """Enter an event into the catalogue."""

    def enter(event: E_) -> E_:
        event.contract, event.version, schema.event = name, version, event
        if event.routing_key() in _SCHEMAS:
            raise ValueError(f"{event.routing_key()} is published twice")
        _SCHEMAS[event.routing_key()] = schema()
        _READERS[event.routing_key()] = reader_of(schema())
        _WRITERS[event.routing_key()] = writer_of(schema())
        return event

    return enter


def dump(event: Event) -> dict[str, Any]:
    """Return the body of an event as it goes on the wire."""
    return _WRITERS[event.routing_key()](event)


def load(routing_key: str, body: Mapping[str, Any]) -> Event:
    """Read a body from the wire.

    Raises UnknownContract for a name that is not in the catalogue, BrokenContract for
    a body of another shape.
    """
    schema = _SCHEMAS.get(routing_key)
    if schema is None:
        raise UnknownContract(f"no event is published as {routing_key!r}")
    with contextlib.suppress(Exception):
        return schema.event(**_READERS[routing_key](body))
    try:
        return cast(Event, schema.load(body))
    except ValidationError as error:
        raise BrokenContract(f"{routing_key}: {error.messages}") from error


def is_published(routing_key: str) -> bool:
    """Say whether an event is published under that name."""
    return routing_key in _SCHEMAS


def catalogue() -> Iterator[tuple[str, type[Event], EventSchema]]:
    """Yield every contract: its routing key, its class and its schema."""
    for key in sorted(_SCHEMAS):
        yield key, _SCHEMAS[key].event, _SCHEMAS[key]
