"""What can happen in the portal: a frozen dataclass for each fact (DomainEvent)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import DomainEvent


@dataclass(frozen=True, kw_only=True)
class MatterKept(DomainEvent):
    """A matter was taken in and lies here until intake has it."""

    matter_id: UUID
    number: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MatterHandedOver(DomainEvent):
    """Intake wrote the matter down, under its own number."""

    matter_id: UUID
    receipt: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MatterTurnedAway(DomainEvent):
    """Intake cannot write the matter down as it is; `reason` is its code."""

    matter_id: UUID
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkIssued(DomainEvent):
    """A clerk gave somebody a personal link."""

    link_id: UUID
    revision: int
    kind: str
    holder_id: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkUsed(DomainEvent):
    """A matter came by a personal link, or a month's form; `matter_id` is its key."""

    link_id: UUID
    revision: int
    matter_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkRevoked(DomainEvent):
    """A personal link was taken back, by a clerk or by giving its holder another."""

    link_id: UUID
    revision: int
    by: str
    at: datetime
