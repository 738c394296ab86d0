"""What ledgers can be asked to do."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.ledgers.item import ItemAccount
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.meeting import MeetingAccount
from registry.domain.ledgers.publication import PublicWords, WithdrawalReason
from registry.domain.ledgers.sheet import SheetKey


@dataclass(frozen=True, kw_only=True, repr=False)
class EnterItem(RegistryCommand):
    """Enter an item, or say it otherwise; `seen` is the revision that was read."""

    item_id: UUID
    account: ItemAccount
    seen: int = 0


@dataclass(frozen=True, kw_only=True, repr=False)
class StepItem(RegistryCommand):
    """Report an item upward, strike it off, or enter it again; the client makes ids."""

    item_id: UUID
    step_id: UUID
    step: LedgerStep
    on: date
    reason: str | None = None
    note: str | None = None
    result: str | None = None
    to: str | None = None
    number: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReadItem(RegistryCommand):
    """See an item with its words and its whole way; the look is written down."""

    item_id: UUID
    purpose: Purpose


@dataclass(frozen=True, kw_only=True, repr=False)
class RecordLedgerMeeting(RegistryCommand):
    """Write a meeting down; each item that it decided on goes a step."""

    meeting_id: UUID
    account: MeetingAccount


@dataclass(frozen=True, kw_only=True)
class ReadLedgerMeeting(RegistryCommand):
    """See a meeting with its minutes; the look is written down."""

    meeting_id: UUID
    purpose: Purpose


@dataclass(frozen=True, kw_only=True)
class ReadPublicMinutes(RegistryCommand):
    """See what may be posted of a meeting."""

    meeting_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReadPublication(RegistryCommand):
    """See a publication with the words that are meant for the public."""

    publication_id: UUID


@dataclass(frozen=True, kw_only=True, repr=False)
class WritePublication(RegistryCommand):
    """Write what the public is to read of an item, or write it anew."""

    publication_id: UUID
    item_id: UUID
    words: PublicWords


@dataclass(frozen=True, kw_only=True)
class DecidePublication(RegistryCommand):
    """Approve the draft that was read (`seen`), or send it back, and say why."""

    publication_id: UUID
    approve: bool
    seen: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawPublication(RegistryCommand):
    """Take a publication from the public."""

    publication_id: UUID
    reason: WithdrawalReason


@dataclass(frozen=True, kw_only=True)
class MakeSheet(RegistryCommand):
    """Make a week's list or bulletin, once."""

    key: SheetKey


@dataclass(frozen=True, kw_only=True)
class ReadSheet(RegistryCommand):
    """See a sheet with its words; the look is written down."""

    sheet_id: UUID
    purpose: Purpose


@dataclass(frozen=True, kw_only=True)
class ExportLedger(RegistryCommand):
    """Write down that a ledger leaves, and which items; then it may be written."""

    export_id: UUID
    ledger: str
    form: str
    organisation_id: str
    purpose: str
