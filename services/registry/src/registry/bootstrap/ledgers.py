"""The room of ledgers: its handlers, and who answers questions about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minqing_chassis.database import Database
from minqing_kernel.messages import Command
from registry.adapters.exporting.printing import TablePress
from registry.adapters.ledgers.audit import SqlLedgerAudit
from registry.adapters.ledgers.printing import SheetPress
from registry.adapters.ledgers.reader import SqlLedgerReader, SqlPublicReader
from registry.application.ledgers import items, looks, meetings, publishing, sheets
from registry.application.ledgers.commands import (
    DecidePublication,
    EnterItem,
    ExportLedger,
    MakeSheet,
    ReadItem,
    ReadLedgerMeeting,
    ReadPublication,
    ReadPublicMinutes,
    ReadSheet,
    RecordLedgerMeeting,
    StepItem,
    WithdrawPublication,
    WritePublication,
)
from registry.application.ledgers.exporting import export_ledger

LEDGERS: dict[type[Command], Callable[..., Any]] = {
    EnterItem: items.enter_item,
    StepItem: items.step_item,
    RecordLedgerMeeting: meetings.record_ledger_meeting,
    WritePublication: publishing.write_publication,
    DecidePublication: publishing.decide_publication,
    WithdrawPublication: publishing.withdraw_publication,
    MakeSheet: sheets.make_sheet,
    ReadPublication: publishing.read_publication,
    ReadPublicMinutes: meetings.read_public_minutes,
}
LEDGER_LOOKS: dict[type[Command], Callable[..., Any]] = {
    ReadItem: looks.read_item,
    ReadLedgerMeeting: meetings.read_ledger_meeting,
    ReadSheet: sheets.read_sheet,
    ExportLedger: export_ledger,
}
"""Those that are stamped by the clock on the wall, whatever day is rehearsed."""


@dataclass(frozen=True, kw_only=True)
class LedgerRoom:
    """Who answers questions about ledgers, about what is public, and checks them."""

    items: SqlLedgerReader
    public: SqlPublicReader
    press: SheetPress
    audit: SqlLedgerAudit


def ledger_room(database: Database, press: TablePress) -> LedgerRoom:
    """Put the room together."""
    return LedgerRoom(
        items=SqlLedgerReader(database),
        public=SqlPublicReader(database),
        press=SheetPress(press),
        audit=SqlLedgerAudit(database),
    )
