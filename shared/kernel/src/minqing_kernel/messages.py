"""A command asks, a domain event tells; each knows on whose account it happens."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Command:
    """A request to change something; it may be refused."""


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """A fact inside one service; it is never refused."""


class Role(StrEnum):
    """What a person may be at an agency's doors."""

    RESIDENT = "resident"
    CLERK = "clerk"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"
    OPS = "ops"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: an id, the role they act in, the organisation they act for."""

    id: str
    role: Role
    organisation_id: str | None = None


SYSTEM = Actor(id="system", role=Role.SYSTEM)
ANYONE = Actor(id="anyone", role=Role.RESIDENT)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What led to a change: the story's id, the message before it, who acts."""

    correlation_id: UUID
    causation_id: UUID | None = None
    actor: Actor = SYSTEM


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A command as it arrives: once per `message_id`, on account of `cause`."""

    command: Command
    cause: Cause
    message_id: UUID | None = None
