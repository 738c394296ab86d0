"""What is shown of ledgers; what was said in words is masked but for a full look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.domain.ledgers.item import LedgerItem, StepTaken
from registry.domain.ledgers.lifecycle import Presence
from registry.domain.ledgers.meeting import LedgerMeeting
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.ledgers.publication import Publication
from registry.domain.ledgers.sheet import Sheet

MASK = "***"


@dataclass(frozen=True, kw_only=True)
class ItemCard:
    """An item; question and result are `***` but in a full look."""

    item_id: UUID
    ledger: str
    organisation_id: str
    about_kind: str
    about_id: str
    home_id: UUID | None
    category: str
    person: str | None
    unit: str | None
    due_on: date | None
    entry_reason: str
    state: str
    presence: str
    round: int
    entered_on: date
    exited_on: date | None
    exit_reason: str | None
    solved: bool
    last_on: date
    recorded_by: str
    recorded_at: datetime
    question: str | None
    result: str | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step of an item; its note is shown in a full look alone."""

    no: int
    step: str
    state: str
    presence: str
    on: date
    at: datetime
    by: str
    role: str
    reason: str | None
    detail: Mapping[str, Any]
    question: str | None = None
    result: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class FullItem:
    """An item with its words, and its whole way."""

    item: ItemCard
    steps: Sequence[StepView]


@dataclass(frozen=True, kw_only=True)
class MatterCard:
    """A matter with every ledger that it stands or stood in (A-15)."""

    matter: str
    about_kind: str
    about_id: str
    ledgers: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class PublicationCard:
    """A publication; its words are in it for who writes and decides on them."""

    publication_id: UUID
    item_id: UUID
    organisation_id: str
    state: str
    author: str
    approver: str | None
    drafted_at: datetime
    decided_at: datetime | None
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    reason: str | None
    personal: bool
    consent_on: date | None
    public_id: UUID | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class FullPublication:
    """A publication with the words that its author wrote."""

    publication: PublicationCard
    done: str
    result: str
    consent_ref: str | None


@dataclass(frozen=True, kw_only=True)
class PublicNotice:
    """What the public is shown of one item."""

    id: UUID
    category: str
    place: str
    unit: str
    done: str
    result: str
    entered_on: date
    finished_on: date | None
    published_at: datetime


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


def item_card(item: LedgerItem, *, whole: bool = False) -> ItemCard:
    """Return an item, without its words unless it is shown whole."""
    said = item.account
    result = said.result if whole else said.result and MASK
    return ItemCard(
        item_id=item.item_id,
        ledger=said.ledger,
        organisation_id=said.organisation_id,
        about_kind=said.about.kind,
        about_id=said.about.id,
        home_id=said.home_id,
        category=said.category,
        person=said.person,
        unit=said.unit,
        due_on=said.due_on,
        entry_reason=said.reason,
        state=item.state,
        presence=item.presence,
        round=item.round,
        entered_on=item.entered_on,
        exited_on=item.exited_on,
        exit_reason=item.exit_reason,
        solved=item.solved,
        last_on=item.last_on,
        recorded_by=item.recorded_by,
        recorded_at=item.recorded_at,
        question=said.question if whole else MASK,
        result=result,
        revision=item.revision,
    )


def step_view(taken: StepTaken) -> StepView:
    """Return a step with its words."""
    move = taken.move
    return StepView(
        no=taken.no,
        step=move.step,
        state=taken.state,
        presence=taken.presence,
        on=move.on,
        at=move.at,
        by=move.by.id,
        role=move.by.role,
        reason=move.reason,
        detail=move.detail,
        question=taken.words.get("question"),
        result=taken.words.get("result"),
        note=taken.words.get("note"),
    )


def publication_view(publication: Publication) -> FullPublication:
    """Return a publication with its words."""
    words = publication.words
    names = PublicationCard.__dataclass_fields__.keys() - {"consent_on"}
    card = {name: getattr(publication, name) for name in names}
    return FullPublication(
        publication=PublicationCard(**card, consent_on=words.consent_on),
        done=words.done,
        result=words.result,
        consent_ref=words.consent_ref,
    )


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
