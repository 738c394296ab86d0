"""The weekly list (D-07) and the weekly bulletin (D-08): made once, then frozen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.ledgers.commands import MakeSheet, ReadSheet
from registry.application.ledgers.looks import whom
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import (
    must_have_ground,
    must_work_at,
    readable_ledger,
)
from registry.application.ledgers.sheet_views import SheetView, list_row, sheet_view
from registry.application.rules import Rules
from registry.domain.access import Access
from registry.domain.ledgers.errors import ColumnsMissing, NothingInWeek, WeekOpen
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.ledgers.sheet import (
    EVERY_LEDGER,
    Sheet,
    SheetKey,
    SheetKind,
    monday_of,
)
from registry.domain.values import civil_day

BULLETIN_FIGURES = ("new", "closed", "overdue")
WEEK = timedelta(days=7)
Rows = Sequence[Mapping[str, Any]]


def make_sheet(
    command: MakeSheet, work: LedgersWork, *, clock: Clock, rules: Rules
) -> SheetView:
    """Make a week's list or bulletin; one that was made is returned as it is.

    Raises ColumnsMissing, which names each item and what it lacks; WeekOpen; and
    NothingInWeek, for an empty sheet would stay empty whatever is entered after it.
    """
    key, now = command.key, clock.now()
    policy, today = rules.ledgers_at(now), civil_day(now)
    if command.actor.role is not Role.SYSTEM:
        must_work_at(command.actor, work, key.organisation_id)
        _must_read(command, policy)
    known = work.ledger_sheets.find(key.id)
    if known is not None:
        return sheet_view(known)
    if key.kind is SheetKind.LIST:
        rows, figures = _list(key, work, today)
    else:
        rows, figures = _bulletin(key, work, today)
    if not rows:
        raise NothingInWeek
    sheet = Sheet(
        sheet_id=key.id,
        key=key,
        made_by=command.actor.id,
        made_at=now,
        figures=figures,
        rows=rows,
    )
    work.ledger_sheets.add(sheet)
    sheet.freeze()
    return sheet_view(sheet)


def read_sheet(
    command: ReadSheet, work: LedgersWork, *, clock: Clock, wall: Clock, rules: Rules
) -> SheetView:
    """Return a sheet with its words; the look is stored before anybody sees it."""
    must_have_ground(command.purpose)
    sheet = work.ledger_sheets.get(command.sheet_id)
    must_work_at(command.actor, work, sheet.key.organisation_id)
    if sheet.key.ledger != EVERY_LEDGER:
        policy = rules.ledgers_at(clock.now())
        readable_ledger(policy, sheet.key.ledger, command.actor)
    for subject_id in [sheet.sheet_id, *_told_of(sheet, work)]:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=command.purpose,
                resident_id=subject_id,
                fields=(f"ledger-{sheet.key.kind}", f"items:{len(sheet.rows)}"),
                at=wall.now(),
            )
        )
    return sheet_view(sheet, whole=True)


def _told_of(sheet: Sheet, work: LedgersWork) -> Sequence[UUID]:
    """Return whom the words of a list concern; a bulletin has nobody's words."""
    if sheet.key.kind is not SheetKind.LIST:
        return ()
    items = work.ledgers.get_many(sorted(UUID(row["item_id"]) for row in sheet.rows))
    return whom((each.account for each in items.values()), work)


def _must_read(command: MakeSheet, policy: LedgerPolicy) -> None:
    if command.key.kind is SheetKind.LIST:
        readable_ledger(policy, command.key.ledger, command.actor)
    elif command.key.ledger != EVERY_LEDGER:
        raise Invalid(fields={"ledger": "unknown-ledger"})


def _list(
    key: SheetKey, work: LedgersWork, today: date
) -> tuple[Rows, Mapping[str, int]]:
    """Return what stands now, for this week or the next: the past is told no more."""
    this = monday_of(today)
    if key.week not in (this, this + WEEK):
        raise Invalid(fields={"week": "not-this-week"})
    items = work.ledgers.standing(key.organisation_id, key.ledger)
    missing = {
        f"{each.item_id}.{column}": "required"
        for each in items
        for column in each.account.missing
    }
    if missing:
        raise ColumnsMissing(fields=missing)
    states = Counter(each.state.value for each in items)
    return [list_row(each) for each in items], {"items": len(items), **states}


def _bulletin(
    key: SheetKey, work: LedgersWork, today: date
) -> tuple[Rows, Mapping[str, int]]:
    if today < key.ends:
        raise WeekOpen
    rows = work.ledgers.week(key)
    counts = Counter(row["why"] for row in rows)
    return rows, {name: counts[name] for name in BULLETIN_FIGURES}
