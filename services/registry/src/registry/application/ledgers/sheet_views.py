"""What is shown of meetings, weekly lists and bulletins; words in full looks alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.application.ledgers.views import MASK
from registry.domain.ledgers.item import LedgerItem
from registry.domain.ledgers.lifecycle import Presence
from registry.domain.ledgers.meeting import LedgerMeeting
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.ledgers.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class MeetingCard:
    """A meeting without its minutes: who came by class, on which items it decided."""

    meeting_id: UUID
    organisation_id: str
    ledger: str
    held_on: date
    attendees: Mapping[str, int]
    items: Sequence[UUID]
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class FullMeeting:
    """A meeting with its minutes and decisions."""

    meeting: MeetingCard
    minutes: str
    decisions: Sequence[Mapping[str, Any]]
    public_minutes: str | None


@dataclass(frozen=True, kw_only=True)
class PublicMinutes:
    """What may be posted of a meeting: no sensitive status, nobody's story (C-10)."""

    organisation_id: str
    held_on: date
    attendees: Mapping[str, int]
    decisions: int
    minutes: str | None


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """A weekly list or bulletin as it was made."""

    sheet_id: UUID
    kind: str
    organisation_id: str
    ledger: str
    week: date
    made_by: str
    made_at: datetime
    figures: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def meeting_card(meeting: LedgerMeeting) -> MeetingCard:
    """Return a meeting without its words."""
    said = meeting.account
    return MeetingCard(
        meeting_id=meeting.meeting_id,
        organisation_id=said.organisation_id,
        ledger=said.ledger,
        held_on=said.held_on,
        attendees=dict(said.attendees),
        items=sorted(said.decisions),
        recorded_by=meeting.recorded_by,
        recorded_at=meeting.recorded_at,
    )


def full_meeting(meeting: LedgerMeeting) -> FullMeeting:
    """Return a meeting with its words."""
    said = meeting.account
    return FullMeeting(
        meeting=meeting_card(meeting),
        minutes=said.minutes,
        decisions=[
            {"item_id": key, "decision": said.decisions[key]}
            for key in sorted(said.decisions)
        ],
        public_minutes=said.public_minutes,
    )


def public_minutes(meeting: LedgerMeeting, policy: LedgerPolicy) -> PublicMinutes:
    """Return what may be posted of a meeting (C-10)."""
    said = meeting.account
    return PublicMinutes(
        organisation_id=said.organisation_id,
        held_on=said.held_on,
        attendees=said.public_attendees(policy),
        decisions=len(said.decisions),
        minutes=said.public_minutes,
    )


def sheet_view(sheet: Sheet, *, whole: bool = False) -> SheetView:
    """Return a sheet; its words are masked unless it is shown whole."""
    rows = [dict(each) for each in sheet.rows]
    if not whole:
        hide = dict.fromkeys(("question", "result"), MASK)
        rows = [each | {k: v for k, v in hide.items() if k in each} for each in rows]
    key = sheet.key
    return SheetView(
        sheet_id=sheet.sheet_id,
        kind=key.kind,
        organisation_id=key.organisation_id,
        ledger=key.ledger,
        week=key.week,
        made_by=sheet.made_by,
        made_at=sheet.made_at,
        figures=dict(sheet.figures),
        rows=rows,
    )


def list_row(item: LedgerItem) -> dict[str, Any]:
    """Return an item's row in the weekly list (D-07)."""
    said = item.account
    return {
        "item_id": str(item.item_id),
        "category": said.category,
        "question": said.question,
        "person": said.person,
        "unit": said.unit,
        "result": said.result,
        "due_on": said.due_on and said.due_on.isoformat(),
        "entered_on": item.entered_on.isoformat(),
        "state": item.state.value,
        "standing": item.presence is Presence.STANDING,
    }
