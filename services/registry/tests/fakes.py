"""Registry's ports in memory; `promises.py` holds them to what the real ones keep."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import NotFound
from minqing_kernel.messages import Cause, DomainEvent
from registry.application.archive.copies import OwnRooms
from registry.application.rules import STATUTORY_RULES, Rules
from registry.bootstrap.handling import timed
from registry.domain.access import Access
from registry.domain.charges.errors import HouseholdServed
from registry.domain.counters.errors import AppointmentUnknown, ItemUnknown
from registry.domain.errors import (
    DutyUnknown,
    GridUnknown,
    HeadAppointed,
    HouseholdUnknown,
    ResidentKnown,
    ResidentUnknown,
    StaffUnknown,
)
from registry.domain.firms.errors import FirmKnown, FirmUnknown
from registry.domain.forms.errors import FormUnknown
from registry.domain.premises.errors import PremisesKnown, PremisesUnknown
from registry.domain.privacy.errors import RequestUnknown
from registry.domain.visits.errors import VisitUnknown
from registry.domain.visits.words import WORDS
from services.registry.tests.builders import LATER, NOON
from services.registry.tests.fakes_archive import Petitions, Records, Sections, sealed
from services.registry.tests.fakes_people import (
    Lives,
    Moves,
    Residents,
    Search,
    StaffShelf,
    Tenancies,
)
from services.registry.tests.fakes_places import (
    AllPremises,
    Claims,
    Counters,
    Duties,
    Editions,
    GridCuts,
    Grids,
    Ground,
    Organisations,
    Successions,
    is_head,
    serves,
)
from services.registry.tests.fakes_plans import NoItems, Pairings, Plans
from services.registry.tests.fakes_privacy import (
    Copies,
    ForgottenPeople,
    Guardians,
    Requests,
)
from services.registry.tests.fakes_reader import InMemoryReader
from services.registry.tests.fakes_shelves import Kept, Shelf
from services.registry.tests.fakes_visits import (
    DeviceRecords,
    DeviceRuns,
    VisitPhotos,
    findings_in,
    plans_in,
)

__all__ = [
    "Ground",
    "InMemoryReader",
    "InMemoryWork",
    "Shelf",
    "Store",
    "in_memory",
    "is_head",
    "sealed",
]


@dataclass
class Store:
    """What is lasting: each collection by key, the facts told, the looks noted."""

    organisations: dict[str, Any] = field(default_factory=dict)
    editions: dict[tuple, Any] = field(default_factory=dict)
    successions: dict[str, Any] = field(default_factory=dict)
    premises: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    grid_cuts: dict[Any, Any] = field(default_factory=dict)
    moves: dict[UUID, Any] = field(default_factory=dict)
    lives: dict[UUID, Any] = field(default_factory=dict)
    requests: dict[UUID, Any] = field(default_factory=dict)
    guardians: dict[UUID, Any] = field(default_factory=dict)
    visits: dict[UUID, Any] = field(default_factory=dict)
    findings: dict[UUID, Any] = field(default_factory=dict)
    device_records: dict[UUID, Any] = field(default_factory=dict)
    device_runs: dict[Any, Any] = field(default_factory=dict)
    visit_photos: dict[Any, Any] = field(default_factory=dict)
    visit_plans: dict[UUID, Any] = field(default_factory=dict)
    forms: dict[UUID, Any] = field(default_factory=dict)
    words: dict[UUID, frozenset[str]] = field(default_factory=dict)
    items: dict[str, Any] = field(default_factory=dict)
    appointments: dict[UUID, Any] = field(default_factory=dict)
    hours: dict[str, Any] = field(default_factory=dict)
    claimed: dict[str, Any] = field(default_factory=dict)
    firms: dict[UUID, Any] = field(default_factory=dict)
    staff: dict[str, Any] = field(default_factory=dict)
    staff_editions: dict[Any, Any] = field(default_factory=dict)
    duties: dict[UUID, Any] = field(default_factory=dict)
    grids: dict[str, Any] = field(default_factory=dict)
    households: dict[UUID, Any] = field(default_factory=dict)
    residents: dict[UUID, Any] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict)
    entries: dict[tuple[UUID, str], list[Any]] = field(default_factory=dict)
    standings: dict[UUID, Any] = field(default_factory=dict)
    tenancies: dict[UUID, Any] = field(default_factory=dict)
    links: dict[UUID, Any] = field(default_factory=dict)
    facts: list[DomainEvent] = field(default_factory=list)
    looks: list[Access] = field(default_factory=list)
    whole_files_forgotten: list[UUID] = field(default_factory=list)
    empty: dict[UUID, date] = field(default_factory=dict)
    forgotten: dict[str, Any] = field(default_factory=dict)
    homes_forgotten: list[UUID] = field(default_factory=list)
    plans: dict[UUID, Any] = field(default_factory=dict)
    pairings: dict[UUID, Any] = field(default_factory=dict)
    helped: set[UUID] = field(default_factory=set)
    rooms: dict[tuple[UUID, UUID | None], OwnRooms] = field(default_factory=dict)

    def lineage(self, organisation_id: str) -> Sequence[str]:
        found = []
        at = self.organisations.get(organisation_id)
        while at is not None:
            found.append(at.organisation_id)
            at = self.organisations.get(at.profile.parent_id)
        return found

    def seat_of(self, organisation_id: str | None) -> str | None:
        found = self.organisations.get(organisation_id)
        return found.seat if found else None

    def present(self, staff_id: str, day: date) -> list[Any]:
        profiles = [duty.profile for duty in self.duties.values()]
        return [
            each
            for each in profiles
            if each.staff_id == staff_id and each.since <= day
            if each.until is None or each.until > day
        ]

    def within(self, premises_ids: Collection[str]) -> frozenset[str]:
        found = set(premises_ids)
        for key in sorted(self.premises):
            if self.premises[key].profile.parent_id in found:
                found.add(key)
        return frozenset(found)

    def work_name(self, staff_id: str) -> str | None:
        found = self.staff.get(staff_id)
        return found.profile.name if found else None

    def building_of(self, household_id: UUID | None) -> str | None:
        found = self.households.get(household_id)
        return found.profile.building_id if found else None


class Visits(Shelf):
    """A visit keeps what was replaced; the real one begins with an empty list."""

    entries: dict

    def editions(self, visit_id: UUID) -> Sequence[Any]:
        return list(self.stored[visit_id].replaced)

    def forget_editions(self, visit_id: UUID) -> None:
        visit = self.get(visit_id)
        silent = dict.fromkeys(WORDS)
        visit.replaced = [
            replace(each, account=replace(each.account, **silent, photos=()))
            for each in visit.replaced
        ]

    def living_in(self, household_ids: Collection[UUID]) -> Collection[UUID]:
        found = self.residents.items()
        return {k for k, r in found if r.profile.household_id in set(household_ids)}

    def holders(self, visit_id: UUID) -> Collection[str]:
        return {e.to_id for e in self.forms.values() if e.visit_id == visit_id}

    def edited(self, visit_id: UUID) -> Collection[UUID]:
        written = self.entries.items()
        return {k[0] for k, es in written for e in es if e.visit_id == visit_id}


class NoLedgers:
    """Nothing stands in a ledger, and nothing is public."""

    def lock_matter(self, _about: Any) -> None: ...

    def public_of(self, _about: Any) -> Sequence[Any]:
        return ()

    def get_many(self, _keys: Any) -> dict[Any, Any]:
        return {}


class InMemoryWork:
    """A unit of work over a store; what is not committed is forgotten."""

    inbox: Any = None

    def __init__(self, store: Store) -> None:
        self._store = store
        self._facts: list[DomainEvent] = []
        self._looks: list[Access] = []
        self.organisations = Organisations(store)
        self.editions = Editions(
            store.editions, lambda each: (each.organisation_id, each.since)
        )
        self.successions = Successions(
            store.successions, lambda each: each.organisation_id
        )
        self.firms = Shelf(store.firms, "firm_id", FirmUnknown)
        self.items = Shelf(store.items, "item_id", ItemUnknown)
        self.appointments = Shelf(
            store.appointments, "appointment_id", AppointmentUnknown
        )
        self.counters = Counters(store)
        self.search = Search(store)
        self.moves = Moves(store, lambda: self.duties)
        self.claims = Claims(store.claims, str)
        self.grid_cuts = GridCuts(store.grid_cuts, lambda e: (e.grid_id, e.revision))
        self.premises = AllPremises(store.premises, "premises_id", PremisesUnknown)
        self.staff = StaffShelf(store.staff, "staff_id", StaffUnknown)
        self.staff_editions = Kept(
            store.staff_editions, lambda each: (each.staff_id, each.revision)
        )
        self.duties = Duties(store.duties, "duty_id", DutyUnknown)
        self.grids = Grids(store.grids, "grid_id", GridUnknown)
        self.households = Shelf(store.households, "household_id", HouseholdUnknown)
        self.residents = Residents(store.residents, "resident_id", ResidentUnknown)
        self.charges = store
        self.sections = Sections(store)
        self.records = Records(store)
        self.petitions = Petitions(store)
        self.ledgers: Any = NoLedgers()
        self.publications: Any = self.ledgers
        self.tenancies = Tenancies(store.tenancies, "tenancy_id", NotFound)
        self.lives = Lives(store.lives, "change_id", NotFound)
        self.requests = Requests(store.requests, "request_id", RequestUnknown)
        self.forgotten = ForgottenPeople(store)
        self.guardians = Guardians(store.guardians, "guardianship_id", NotFound)
        self.visits = Visits(store.visits, "visit_id", VisitUnknown)
        self.visits.entries = store.entries
        self.visits.forms = store.forms
        self.visits.residents = store.residents
        self.findings = findings_in(store, Shelf)
        self.device_records = DeviceRecords(store.device_records)
        self.device_runs = DeviceRuns(store.device_runs)
        self.visit_photos = VisitPhotos(store.visit_photos)
        self.visit_plans = plans_in(store, Shelf)
        self.forms = Shelf(store.forms, "form_id", FormUnknown)
        self.plans = Plans(store)
        self.pairings = Pairings(store)
        self.ledgers: Any = NoItems()
        self.copies = Copies(store)
        self.access_log = self

    def note(self, access: Access) -> None:
        self._looks.append(access)

    def __enter__(self) -> "InMemoryWork":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def collect(self, cause: Cause) -> None:
        for shelf in [*self._shelves(), self.records]:
            for aggregate in shelf.held.values():
                self._facts += aggregate.release()

    def commit(self) -> None:
        self._check_identities()
        self._check_heads()
        self._check_premises()
        self._check_firms()
        for shelf in self._shelves():
            shelf.stored.update(shelf.held)
        for kept in (
            self.editions,
            self.successions,
            self.staff_editions,
            self.claims,
            self.grid_cuts,
            self.search,
            self.forgotten,
        ):
            kept.stored.update(kept.held)
        self.records.write()
        self.petitions.write()
        self.device_records.write()
        self.device_runs.write()
        self._store.facts += self._facts
        self._store.looks += self._looks

    def _shelves(self) -> list[Shelf]:
        return [
            self.organisations,
            self.premises,
            self.firms,
            self.moves,
            self.items,
            self.appointments,
            self.staff,
            self.duties,
            self.grids,
            self.households,
            self.residents,
            self.sections,
            self.petitions.links,
            self.tenancies,
            self.lives,
            self.requests,
            self.guardians,
            self.visits,
            self.findings,
            self.visit_plans,
            self.forms,
            self.plans,
            self.pairings,
        ]

    def _check_identities(self) -> None:
        everybody = self.residents.stored | self.residents.held
        numbers = [
            each.profile.particulars.identity_number for each in everybody.values()
        ]
        known = [number for number in numbers if number]
        if len(known) != len(set(known)):
            raise ResidentKnown

    def _check_premises(self) -> None:
        everywhere = (self.premises.stored | self.premises.held).values()
        names = [
            (p.parent_id or p.organisation_id, p.kind, p.key)
            for p in (each.profile for each in everywhere)
            if p.active
        ]
        if len(names) != len(set(names)):
            raise PremisesKnown

    def _check_firms(self) -> None:
        everyone = (self.firms.stored | self.firms.held).values()
        codes = [each.profile.credit_code for each in everyone]
        known = [code for code in codes if code]
        if len(known) != len(set(known)):
            raise FirmKnown

    def _check_heads(self) -> None:
        duties = self.duties.stored | self.duties.held
        heads = [d.profile.scope_id for d in duties.values() if is_head(d)]
        if len(heads) != len(set(heads)):
            raise HeadAppointed
        profiles = [d.profile for d in duties.values() if d.profile.until is None]
        served = [serves(profile) for profile in profiles if serves(profile)]
        if len(served) != len(set(served)):
            raise HouseholdServed


def in_memory(store: Store, rules: Rules = STATUTORY_RULES) -> CommandBus:
    """Return a bus over the store: business at noon, the wall clock LATER."""
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), rules)
    return CommandBus(partial(InMemoryWork, store), handlers)
