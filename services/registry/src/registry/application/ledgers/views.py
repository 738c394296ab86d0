"""What is shown of ledgers; what was said in words is masked but for a full look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.domain.ledgers.item import LedgerItem, StepTaken
from registry.domain.ledgers.publication import Publication

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
    sent_back: str | None = None


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
class PublicChoices:
    """By what the public list may be narrowed: words and months that stand in it."""

    categories: tuple[str, ...]
    places: tuple[str, ...]
    months: tuple[str, ...]


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
        sent_back=publication.sent_back,
    )
