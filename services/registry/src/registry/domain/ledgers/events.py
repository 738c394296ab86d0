"""What happened in ledgers. Nothing personal is told, and no reason in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class ItemStepped(Recorded):
    """An item was entered, corrected, or went a step."""

    item_id: UUID
    step: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PublicationStepped(Recorded):
    """A publication was written, approved, rejected or withdrawn."""

    publication_id: UUID
    step: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class LedgerMeetingHeld(Recorded):
    """A meeting on a ledger was written down (议账)."""

    meeting_id: UUID
    decisions: int


@dataclass(frozen=True, kw_only=True)
class SheetFrozen(Recorded):
    """A weekly list or bulletin was made, and changes no more."""

    sheet_id: UUID
    kind: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class LedgerWordsForgotten(Recorded):
    """The words of a meeting or of a sheet were forgotten, by rule."""

    subject: str
