"""Registry's ports in memory; `promises.py` holds them to what the real ones keep."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import NotFound
from minqing_kernel.messages import Cause, DomainEvent
from registry.bootstrap import timed
from registry.domain.access import Access
from registry.domain.archive.errors import PetitionUnheard, SectionUnknown
from registry.domain.archive.petitions import PetitionLink, Standing, link_id
from registry.domain.archive.record import Entry, SectionRecord, as_of
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import (
    DutyUnknown,
    GridUnknown,
    HeadAppointed,
    HouseholdUnknown,
    OrganisationUnknown,
    ResidentKnown,
    ResidentUnknown,
    StaffUnknown,
)
from registry.domain.profiles import DutyKind
from services.registry.tests.builders import LATER, NOON, TODAY


@dataclass
class Store:
    """What is lasting: each collection by key, the facts told, the looks noted."""

    organisations: dict[str, Any] = field(default_factory=dict)
    staff: dict[str, Any] = field(default_factory=dict)
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


class Shelf:
    def __init__(self, stored: dict, key: str, missing: type[NotFound]) -> None:
        self.stored = stored
        self.held: dict[Any, Any] = {}
        self._key = key
        self._missing = missing

    def add(self, aggregate: Any) -> None:
        self.held[getattr(aggregate, self._key)] = aggregate

    def find(self, key: Any) -> Any:
        if key not in self.held and key in self.stored:
            self.held[key] = deepcopy(self.stored[key])
        return self.held.get(key)

    def get(self, key: Any) -> Any:
        found = self.find(key)
        if found is None:
            raise self._missing
        return found


class Organisations(Shelf):
    locked = False

    def __init__(self, store: Store) -> None:
        super().__init__(store.organisations, "organisation_id", OrganisationUnknown)
        self.lineage = store.lineage
        self.seat_of = store.seat_of

    def lock_tree(self) -> None:
        self.locked = True


class Duties(Shelf):
    def head_of(self, grid_id: str) -> Any:
        heads = [key for key, duty in self.stored.items() if is_head(duty, grid_id)]
        return self.get(heads[0]) if heads else None


class Grids(Shelf):
    def lineage(self, grid_id: str) -> Sequence[Any]:
        found = []
        at = self.stored.get(grid_id)
        while at is not None:
            found.append(at)
            at = self.stored.get(at.profile.parent_id)
        return found


class Residents(Shelf):
    def of_household(self, household_id: UUID) -> Sequence[Any]:
        keys = [
            key
            for key, each in self.stored.items()
            if each.profile.household_id == household_id
        ]
        return [self.get(key) for key in sorted(keys)]

    def with_identity(self, number: str) -> Sequence[Any]:
        return self._where(lambda words: words.identity_number == number)

    def with_telephone(self, number: str) -> Sequence[Any]:
        return self._where(lambda words: words.telephone == number)

    def _where(self, fits: Callable[[Any], bool]) -> Sequence[Any]:
        keys = [k for k, r in self.stored.items() if fits(r.profile.particulars)]
        return [self.get(key) for key in sorted(keys)]


class Sections(Shelf):
    """Never asked for by `get`."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.sections, "code", SectionUnknown)

    def of(self, codes: Any) -> Sequence[Any]:
        return [self.find(code) for code in sorted(codes)]

    def keeping_outcomes(self) -> Sequence[Any]:
        known = [self.find(code) for code in sorted(self.stored)]
        return [
            each
            for each in known
            if each.latest.spec.subject is SubjectKind.RESIDENT
            and any(version.outcomes for version in each.versions)
        ]


class Records:
    def __init__(self, store: Store) -> None:
        self.stored = store.entries
        self.held: dict[tuple[UUID, str], SectionRecord] = {}

    def get(self, subject_id: UUID, section: str) -> SectionRecord:
        last = self.at(subject_id, section, until=None)
        record = SectionRecord(subject_id=subject_id, section=section, last=last)
        return self.held.setdefault((subject_id, section), record)

    def newest(self, subject_id: UUID) -> Sequence[Any]:
        found = [(k, v) for k, v in self.stored.items() if k[0] == subject_id]
        return [entries[-1] for _, entries in sorted(found, key=lambda kv: kv[0][1])]

    def at(self, subject_id: UUID, section: str, *, until: Any) -> Any:
        entries = self.stored.get((subject_id, section), [])
        return as_of(entries, until or datetime.max.replace(tzinfo=UTC))

    def write(self) -> None:
        for key, record in self.held.items():
            self.stored.setdefault(key, []).extend(record.added)


class Petitions:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.stored = store.standings
        self.heard: list[Standing] = []
        self.links = Shelf(store.links, "link_id", PetitionUnheard)

    def hear(self, standing: Standing) -> None:
        self.heard.append(standing)

    def lock(self, petition_id: UUID) -> Standing | None:
        return self.stored.get(petition_id)

    def link(self, petition_id: UUID, resident_id: UUID) -> PetitionLink:
        key = link_id(petition_id, resident_id)
        known = self.links.find(key)
        if known is None:
            known = PetitionLink(
                link_id=key, petition_id=petition_id, resident_id=resident_id
            )
            self.links.add(known)
        return known

    def of(self, resident_id: UUID) -> Sequence[Any]:
        return _filed(self.store, resident_id)

    def residents_of(self, petition_id: UUID) -> Sequence[UUID]:
        return [
            link.resident_id
            for link in self.links.stored.values()
            if link.petition_id == petition_id and link.section
        ]

    def write(self) -> None:
        for each in self.heard:
            known = self.stored.get(each.petition_id, each)
            self.stored[each.petition_id] = known.joined(each)


class InMemoryWork:
    """A unit of work over a store; what is not committed is forgotten."""

    inbox: Any = None

    def __init__(self, store: Store) -> None:
        self._store = store
        self._facts: list[DomainEvent] = []
        self._looks: list[Access] = []
        self.organisations = Organisations(store)
        self.staff = Shelf(store.staff, "staff_id", StaffUnknown)
        self.duties = Duties(store.duties, "duty_id", DutyUnknown)
        self.grids = Grids(store.grids, "grid_id", GridUnknown)
        self.households = Shelf(store.households, "household_id", HouseholdUnknown)
        self.residents = Residents(store.residents, "resident_id", ResidentUnknown)
        self.sections = Sections(store)
        self.records = Records(store)
        self.petitions = Petitions(store)
        self.tenancies = Shelf(store.tenancies, "tenancy_id", NotFound)
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
        for shelf in self._shelves():
            shelf.stored.update(shelf.held)
        self.records.write()
        self.petitions.write()
        self._store.facts += self._facts
        self._store.looks += self._looks

    def _shelves(self) -> list[Shelf]:
        return [
            self.organisations,
            self.staff,
            self.duties,
            self.grids,
            self.households,
            self.residents,
            self.sections,
            self.petitions.links,
            self.tenancies,
        ]

    def _check_identities(self) -> None:
        everybody = self.residents.stored | self.residents.held
        numbers = [
            each.profile.particulars.identity_number for each in everybody.values()
        ]
        known = [number for number in numbers if number]
        if len(known) != len(set(known)):
            raise ResidentKnown

    def _check_heads(self) -> None:
        duties = self.duties.stored | self.duties.held
        heads = [d.profile.scope_id for d in duties.values() if is_head(d)]
        if len(heads) != len(set(heads)):
            raise HeadAppointed


def is_head(duty: Any, grid_id: str | None = None) -> bool:
    profile = duty.profile
    of_grid = grid_id is None or profile.scope_id == grid_id
    return profile.duty is DutyKind.GRID_HEAD and profile.until is None and of_grid


class InMemoryReader:
    """The part of the reader that shows people and their files."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.lineage = store.lineage
        self.seat_of = store.seat_of
        self.petitions = partial(_filed, store)

    def organisation(self, organisation_id: str) -> Any:
        return self._store.organisations.get(organisation_id)

    def tenancies(self, household_id: UUID) -> Sequence[Any]:
        found = self._store.tenancies.values()
        return [each for each in found if each.profile.household_id == household_id]

    def population(self, organisation_id: str, today: date) -> Any:
        return organisation_id, today

    def today(self) -> date:
        return TODAY

    def resident(self, resident_id: UUID) -> Any:
        return self._store.residents.get(resident_id)

    def household(self, household_id: UUID) -> Any:
        return self._store.households.get(household_id)

    def members(self, household_id: UUID) -> Sequence[Any]:
        found = self._store.residents.values()
        return [r for r in found if r.profile.household_id == household_id]

    def section(self, code: str) -> Any:
        return self._store.sections.get(code)

    def sections(self) -> Sequence[Any]:
        return list(self._store.sections.values())

    def entries(self, subject_id: UUID, until: Any = None) -> Sequence[Any]:
        moment = until or datetime.max.replace(tzinfo=UTC)
        found = [
            as_of(entries, moment)
            for (subject, _), entries in self._store.entries.items()
            if subject == subject_id
        ]
        return [sealed(entry) for entry in found if entry is not None]

    def history(self, subject_id: UUID, section: str) -> Sequence[Any]:
        entries = self._store.entries.get((subject_id, section), [])
        return [sealed(entry) for entry in entries]


def _filed(store: Store, resident_id: UUID) -> Sequence[Any]:
    return [
        (link.section, store.standings[link.petition_id])
        for link in store.links.values()
        if link.resident_id == resident_id and link.section
    ]


def sealed(entry: Entry) -> Entry:
    """Return an entry as a reader gets it: class 3 is named and not opened."""
    values = {k: v for k, v in entry.values.items() if k not in entry.sensitive}
    return replace(entry, values=values, withheld=entry.sensitive)


def in_memory(store: Store) -> CommandBus:
    """Return a bus over the store: business at noon, the wall clock LATER."""
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER))
    return CommandBus(partial(InMemoryWork, store), handlers)
