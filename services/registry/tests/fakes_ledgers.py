"""Ledgers in memory, over the same store as the rest of the register."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from registry.application.rules import STATUTORY_RULES, Rules
from registry.bootstrap.handling import timed
from registry.domain.ledgers.errors import (
    ItemStands,
    ItemUnknown,
    MeetingUnknown,
    PublicationUnknown,
    SheetUnknown,
)
from registry.domain.ledgers.item import About, LedgerItem
from registry.domain.ledgers.lifecycle import Presence
from registry.domain.ledgers.publication import PublicationState
from registry.domain.privacy.policy import LEDGER_LISTS, LEDGER_MEETINGS
from registry.domain.values import civil_day
from services.registry.tests.builders import LATER, NOON
from services.registry.tests.fakes import InMemoryWork, Shelf, Store


@dataclass
class LedgerStore(Store):
    """What is lasting of ledgers, too; `answers` are those of class 3."""

    ledgers: dict[UUID, LedgerItem] = field(default_factory=dict)
    publications: dict[UUID, Any] = field(default_factory=dict)
    meetings: dict[UUID, Any] = field(default_factory=dict)
    sheets: dict[UUID, Any] = field(default_factory=dict)
    exports: list[Any] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    weeks: list[dict[str, Any]] = field(default_factory=list)


class LedgerItems(Shelf):
    def __init__(self, store: LedgerStore) -> None:
        super().__init__(store.ledgers, "item_id", ItemUnknown)
        self._store = store

    def about_of(self, item_id: UUID) -> About | None:
        found = self.stored.get(item_id)
        return found.account.about if found else None

    def lock_matter(self, about: About) -> None: ...

    def is_restricted(self, about: About) -> bool:
        return any(e.restricted for e in self.stored.values() if _is(e, about))

    def taken(self, step_id: UUID) -> tuple[UUID, str] | None:
        steps = (step for each in self.stored.values() for step in each.taken)
        found = [e for e in steps if e.move.step_id == step_id]
        return (found[0].item_id, found[0].move.step.value) if found else None

    def way(self, item_id: UUID) -> Sequence[Any]:
        return list(self.stored[item_id].taken)

    def about_person(self, resident_id: UUID) -> Sequence[UUID]:
        return [
            key
            for key, each in self.stored.items()
            if each.account.about.id == str(resident_id) and not each.account.forgotten
        ]

    def papers_of(self, item_id: UUID) -> Sequence[tuple[str, UUID]]:
        held = self._store.meetings.items()
        met = [key for key, each in held if item_id in each.account.decisions]
        lists = [(LEDGER_LISTS, key) for key in self._store.sheets]
        return [(LEDGER_MEETINGS, key) for key in met] + lists

    def forget_steps(self, item_id: UUID) -> None:
        item = self.get(item_id)
        item.taken = [replace(each, words={}) for each in item.taken]

    def standing(self, organisation_id: str, ledger: str) -> Sequence[LedgerItem]:
        return [
            each
            for each in self.stored.values()
            if each.presence is Presence.STANDING
            if each.account.organisation_id == organisation_id
            if each.account.ledger == ledger
        ]

    def listed(self, organisation_id: str, ledger: str) -> Sequence[UUID]:
        return [each.item_id for each in self.standing(organisation_id, ledger)]

    def week(self, _key: Any) -> Sequence[dict[str, Any]]:
        return list(self._store.weeks)

    def name_of(self, organisation_id: str) -> str:
        return str(self._store.organisations[organisation_id].profile.name)

    def sensitive_words(self) -> Sequence[str]:
        return self._store.answers

    def check(self) -> None:
        everything = (self.stored | self.held).values()
        keys = [
            (e.account.organisation_id, e.account.ledger, e.account.about)
            for e in everything
            if e.presence is Presence.STANDING
        ]
        if len(keys) != len(set(keys)):
            raise ItemStands


class Publications(Shelf):
    def __init__(self, store: LedgerStore) -> None:
        super().__init__(store.publications, "publication_id", PublicationUnknown)
        self._store = store

    def item_of(self, publication_id: UUID) -> UUID | None:
        found = self.stored.get(publication_id)
        return found.item_id if found else None

    def of_item(self, item_id: UUID) -> Sequence[Any]:
        return [self.get(k) for k, e in self.stored.items() if e.item_id == item_id]

    def public_of(self, about: About) -> Sequence[tuple[UUID, UUID]]:
        return [
            (each.publication_id, each.item_id)
            for each in self.stored.values()
            if each.state is PublicationState.PUBLISHED
            if _is(self._store.ledgers[each.item_id], about)
        ]

    def consent_ended(self, item_id: UUID) -> Any:
        ended = [
            civil_day(each.withdrawn_at)
            for each in self.stored.values()
            if (each.item_id, each.reason) == (item_id, "consent-withdrawn")
        ]
        return max(ended, default=None)


class LedgerWork(InMemoryWork):
    def __init__(self, store: LedgerStore) -> None:
        super().__init__(store)
        self.ledgers = LedgerItems(store)
        self.publications = Publications(store)
        self.ledger_meetings = Shelf(store.meetings, "meeting_id", MeetingUnknown)
        self.ledger_sheets = Shelf(store.sheets, "sheet_id", SheetUnknown)
        self.exports = self
        self.kept: list[Any] = []

    def papers(self, section: str) -> Shelf:
        kinds = {
            LEDGER_MEETINGS: self.ledger_meetings,
            LEDGER_LISTS: self.ledger_sheets,
        }
        return kinds[section]

    def keep(self, export: Any) -> None:
        self.kept.append(export)

    def commit(self) -> None:
        self.ledgers.check()
        super().commit()
        self._store.exports += self.kept

    def _shelves(self) -> list[Shelf]:
        mine = [
            self.ledgers,
            self.publications,
            self.ledger_meetings,
            self.ledger_sheets,
        ]
        return [*super()._shelves(), *mine]


def ledgers_in_memory(
    store: LedgerStore, rules: Rules = STATUTORY_RULES, at: Any = NOON
) -> CommandBus:
    handlers = timed(FrozenClock(at), FrozenClock(LATER), rules)
    return CommandBus(partial(LedgerWork, store), handlers)


def _is(item: LedgerItem, about: About) -> bool:
    return item.account.about == about
