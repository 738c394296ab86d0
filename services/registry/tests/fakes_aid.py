"""Help's ports in memory, beside those of the other rooms."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import NotFound
from registry.application.aid.ports import Candidate
from registry.application.rules import STATUTORY_RULES, Rules
from registry.bootstrap.handling import timed
from registry.domain.aid.errors import (
    OfferUnknown,
    PaidTwice,
    PairedAlready,
    PaymentUnknown,
    PlacementUnknown,
    ReversedAlready,
)
from registry.domain.aid.jobs import PlacementState
from registry.domain.aid.payment import PaymentState
from registry.domain.plans.errors import PlanInForce
from registry.domain.plans.plan import PlanState
from services.registry.tests.builders import LATER, NOON
from services.registry.tests.fakes import InMemoryWork, Shelf, Store


@dataclass
class AidStore(Store):
    """What is lasting of help."""

    payments: dict[UUID, Any] = field(default_factory=dict)
    entitlements: dict[UUID, Any] = field(default_factory=dict)
    offers: dict[UUID, Any] = field(default_factory=dict)
    placements: dict[UUID, Any] = field(default_factory=dict)
    checklists: dict[str, Any] = field(default_factory=dict)


class Candidates:
    def __init__(self, store: AidStore) -> None:
        self._store = store

    def people(
        self, place: str, sections: Collection[str], after: UUID, limit: int
    ) -> list[Candidate]:
        found = [each for each in self._living(place) if each.resident_id > after]
        found.sort(key=lambda each: each.resident_id)
        return [self._candidate(each, sections) for each in found[:limit]]

    def homes_without_plan(
        self, place: str, sections: Collection[str], after: UUID, limit: int
    ) -> Mapping[UUID, list[Candidate]]:
        planned = {
            each.subject_id
            for each in self._store.plans.values()
            if each.state is PlanState.IN_FORCE
        }
        homes: dict[UUID, list[Candidate]] = {}
        for each in sorted(self._living(place), key=lambda who: who.resident_id):
            home = each.profile.household_id
            if home is not None and home > after and str(home) not in planned:
                homes.setdefault(home, []).append(self._candidate(each, sections))
        return {key: homes[key] for key in sorted(homes)[:limit]}

    def paid(self, programme: str, households: Collection[UUID]) -> frozenset[UUID]:
        totals: Counter[UUID] = Counter()
        for each in self._store.payments.values():
            if each.programme == programme and each.state is PaymentState.APPROVED:
                totals[each.household_id] += each.cents
        return frozenset(key for key in households if totals[key])

    def decided(self, edition: str, residents: Collection[UUID]) -> frozenset[UUID]:
        found = self._store.entitlements.values()
        return frozenset(e.resident_id for e in found if e.edition == edition)

    def introduced(self, offer: UUID, residents: Collection[UUID]) -> frozenset[UUID]:
        found = self._store.placements.values()
        return frozenset(e.resident_id for e in found if e.offer_id == offer)

    def _living(self, place: str) -> list[Any]:
        return [
            each
            for each in self._store.residents.values()
            if each.is_open
            if place in self._store.lineage(each.profile.organisation_id)
        ]

    def _candidate(self, resident: Any, sections: Collection[str]) -> Candidate:
        home = resident.profile.household_id
        members = [
            each
            for each in self._store.residents.values()
            if home is not None and each.profile.household_id == home
        ]
        entries = {
            section: said[-1]
            for (subject, section), said in self._store.entries.items()
            if subject in (home, resident.resident_id) and section in sections
        }
        return Candidate(resident=resident, size=len(members) or None, entries=entries)


class Payments(Shelf):
    def periods(self, programme: str, households: Collection[UUID]) -> list[str]:
        return [
            each.period
            for each in self.stored.values()
            if each.programme == programme and each.household_id in households
            if each.standing and each.reverses is None
        ]


class Placements(Shelf):
    def is_introduced(self, resident_id: UUID, offer_id: UUID) -> bool:
        return any(
            each.state is not PlacementState.FAILED
            for each in self.stored.values()
            if (each.resident_id, each.offer_id) == (resident_id, offer_id)
        )


class AidInMemoryWork(InMemoryWork):
    """A unit of work that knows of help."""

    def __init__(self, store: AidStore) -> None:
        super().__init__(store)
        self.candidates = Candidates(store)
        self.payments = Payments(store.payments, "payment_id", PaymentUnknown)
        self.entitlements = Shelf(store.entitlements, "outcome_id", NotFound)
        self.offers = Shelf(store.offers, "offer_id", OfferUnknown)
        self.placements = Placements(store.placements, "placement_id", PlacementUnknown)
        self.checklists = Shelf(store.checklists, "checklist_id", NotFound)

    def commit(self) -> None:
        plans = _all(self.plans)
        in_force = [each for each in plans if each.state is PlanState.IN_FORCE]
        _refuse(PlanInForce, [(e.subject, e.subject_id) for e in in_force])
        pairs = [each for each in _all(self.pairings) if each.until is None]
        _refuse(PairedAlready, [(e.household_id, e.partner) for e in pairs])
        lines = _all(self.payments)
        paid = [e for e in lines if e.standing and e.reverses is None]
        _refuse(PaidTwice, [(e.household_id, e.programme, e.period) for e in paid])
        back = [e for e in lines if e.reverses and e.state is not PaymentState.REFUSED]
        _refuse(ReversedAlready, [each.reverses for each in back])
        super().commit()

    def _shelves(self) -> list[Shelf]:
        return [
            *super()._shelves(),
            self.payments,
            self.entitlements,
            self.offers,
            self.placements,
            self.checklists,
        ]


def _all(shelf: Shelf) -> list[Any]:
    return list((shelf.stored | shelf.held).values())


def _refuse(refusal: type[Exception], keys: list[Any]) -> None:
    if len(keys) != len(set(keys)):
        raise refusal


def aid_in_memory(store: AidStore, rules: Rules = STATUTORY_RULES) -> CommandBus:
    """Return a bus over the store: business at noon, the wall clock LATER."""
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), rules)
    return CommandBus(partial(AidInMemoryWork, store), handlers)
