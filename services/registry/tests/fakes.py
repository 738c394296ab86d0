"""Registry's ports in memory; `promises.py` holds them to what the real ones keep."""

from collections.abc import Callable, Collection, Iterable, Sequence
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
from registry.application.privacy.rules import STATUTORY_RULES, Rules
from registry.application.searching.ports import Candidate
from registry.bootstrap.handling import timed
from registry.domain.access import Access
from registry.domain.archive.errors import PetitionUnheard, SectionUnknown
from registry.domain.archive.keeping import Part, Secrecy, parts_of
from registry.domain.archive.petitions import PetitionLink, Standing, link_id
from registry.domain.archive.record import Entry, SectionRecord, as_of
from registry.domain.archive.section import SubjectKind
from registry.domain.charges.errors import HouseholdServed
from registry.domain.counters.errors import AppointmentUnknown, ItemUnknown
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
from registry.domain.firms.errors import FirmKnown, FirmUnknown
from registry.domain.forms.errors import FormUnknown
from registry.domain.lives.change import ChangeState
from registry.domain.moves.errors import MoveUnknown
from registry.domain.premises.errors import PremisesKnown, PremisesUnknown
from registry.domain.premises.kinds import PremisesKind
from registry.domain.privacy.errors import RequestUnknown
from registry.domain.privacy.request import RequestState
from registry.domain.profiles import DutyKind, ScopeKind
from registry.domain.visits.errors import VisitUnknown
from services.registry.tests.builders import LATER, NOON, TODAY
from services.registry.tests.fakes_visits import DeviceRecords, findings_in, plans_in


@dataclass
class Store:
    """What is lasting: each collection by key, the facts told, the looks noted."""

    organisations: dict[str, Any] = field(default_factory=dict)
    editions: dict[tuple, Any] = field(default_factory=dict)
    successions: dict[str, Any] = field(default_factory=dict)
    premises: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    moves: dict[UUID, Any] = field(default_factory=dict)
    lives: dict[UUID, Any] = field(default_factory=dict)
    requests: dict[UUID, Any] = field(default_factory=dict)
    guardians: dict[UUID, Any] = field(default_factory=dict)
    visits: dict[UUID, Any] = field(default_factory=dict)
    findings: dict[UUID, Any] = field(default_factory=dict)
    device_records: dict[UUID, Any] = field(default_factory=dict)
    visit_plans: dict[UUID, Any] = field(default_factory=dict)
    forms: dict[UUID, Any] = field(default_factory=dict)
    words: dict[UUID, frozenset[str]] = field(default_factory=dict)
    items: dict[str, Any] = field(default_factory=dict)
    appointments: dict[UUID, Any] = field(default_factory=dict)
    hours: dict[str, Any] = field(default_factory=dict)
    claimed: dict[str, Any] = field(default_factory=dict)
    firms: dict[UUID, Any] = field(default_factory=dict)
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
    whole_files_forgotten: list[UUID] = field(default_factory=list)
    homes_forgotten: list[UUID] = field(default_factory=list)

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

    def building_of(self, household_id: UUID | None) -> str | None:
        found = self.households.get(household_id)
        return found.profile.building_id if found else None


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

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        found = {key: self.find(key) for key in keys}
        return {key: each for key, each in found.items() if each is not None}

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


class Kept:
    """Statements by key; the last one said of a key holds."""

    def __init__(self, stored: dict, key: Callable[[Any], Any]) -> None:
        self.stored = stored
        self.held: dict[Any, Any] = {}
        self._key = key

    def keep(self, said: Any) -> None:
        self.held[self._key(said)] = said


class Editions(Kept):
    def of(self, organisation_id: str) -> list[Any]:
        own = [k for k in self.stored | self.held if k[0] == organisation_id]
        return [(self.stored | self.held)[key] for key in sorted(own)]


class Successions(Kept):
    def of(self, organisation_id: str) -> Any:
        return self.stored.get(organisation_id)


class Counters:
    """Written at once: these rules are not tested for what is not committed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hours(self, organisation_id: str) -> Any:
        return self._store.hours.get(organisation_id, ())

    def keep_hours(self, organisation_id: str, spans: Any) -> None:
        self._store.hours[organisation_id] = spans

    def keep_claimed(self, claimed: Any) -> None:
        self._store.claimed[claimed.organisation_id] = claimed


class Search:
    """Words in the clear; readings are made up of the characters themselves."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.stored, self.held = store.words, {}

    def keep(self, resident: Any, words: frozenset[str]) -> None:
        self.held[resident.resident_id] = words

    def readings(self, name: str) -> Sequence[Sequence[str]]:
        return [[READINGS.get(each, "x") for each in name]]

    def find(
        self, query: Any, place: str, within: Collection[str] | None, limit: int
    ) -> Sequence[UUID]:
        keys = [
            key
            for key, words in sorted(self.stored.items())
            if words >= query.musts and all(words & each for each in query.any_of)
        ]
        return [
            each.resident.resident_id
            for each in self.of(keys)
            if place in self._store.lineage(each.resident.profile.organisation_id)
            if within is None or each.building_id in within
        ][:limit]

    def of(self, resident_ids: Sequence[UUID]) -> Sequence[Any]:
        return [self._candidate(self._store.residents[key]) for key in resident_ids]

    def _candidate(self, resident: Any) -> Candidate:
        home = self._store.households.get(resident.profile.household_id)
        return Candidate(
            resident=resident,
            home_address=home.profile.address if home else None,
            building_id=home.profile.building_id if home else None,
        )

    def members(self, household_id: UUID) -> Sequence[UUID]:
        found = self._store.residents.items()
        return [k for k, r in found if r.profile.household_id == household_id]


READINGS = {"白": "bai", "大": "da", "小": "xiao", "梨": "li"}


class Moves(Shelf):
    def __init__(self, store: Store, duties: Callable[[], Any]) -> None:
        super().__init__(store.moves, "move_id", MoveUnknown)
        self._duties = duties

    def duties_of(self, household_id: UUID) -> Sequence[Any]:
        tied = ScopeKind.HOUSEHOLD, str(household_id)
        return self._duties()._open(lambda p: (p.scope_kind, p.scope_id) == tied)


class Requests(Shelf):
    def asked_by(self, resident_id: UUID) -> Sequence[Any]:
        found = [k for k, r in self.stored.items() if r.asked.asked_by == resident_id]
        return [self.get(key) for key in found]


class Visits(Shelf):
    """A visit keeps what was replaced; the real one begins with an empty list."""

    entries: dict

    def editions(self, visit_id: UUID) -> Sequence[Any]:
        return list(self.stored[visit_id].replaced)

    forms: dict
    residents: dict

    def living_in(self, household_ids: Collection[UUID]) -> Collection[UUID]:
        found = self.residents.items()
        return {k for k, r in found if r.profile.household_id in set(household_ids)}

    def holders(self, visit_id: UUID) -> Collection[str]:
        return {e.to_id for e in self.forms.values() if e.visit_id == visit_id}

    def edited(self, visit_id: UUID) -> Collection[UUID]:
        written = self.entries.items()
        return {k[0] for k, es in written for e in es if e.visit_id == visit_id}


class Guardians(Shelf):
    def consent_to(self, child_id: UUID, day: date) -> bool:
        ties = [each.profile for each in self.stored.values()]
        return any(each.child_id == child_id and each.consents(day) for each in ties)


class Lives(Shelf):
    def standing(self, resident_id: UUID, kind: Any) -> Any:
        for key, each in self.stored.items():
            if (each.resident_id, each.kind, each.state) == (
                resident_id,
                kind,
                ChangeState.STANDING,
            ):
                return self.get(key)
        return None


class Tenancies(Shelf):
    def open_of(self, household_id: UUID) -> Sequence[Any]:
        profiles = {key: each.profile for key, each in self.stored.items()}
        return [
            self.get(key)
            for key, profile in sorted(profiles.items())
            if profile.household_id == household_id and profile.until is None
        ]


class Claims(Kept):
    def of(self, grid_id: str) -> frozenset[str]:
        return frozenset(self.stored.get(grid_id, ()))

    def keep(self, grid_id: str, premises_ids: frozenset[str]) -> None:
        self.held[grid_id] = premises_ids


class AllPremises(Shelf):
    def path(self, premises_id: str) -> list[Any]:
        found: list[Any] = []
        at = self.find(premises_id)
        while at is not None:
            found.insert(0, at)
            at = self.find(at.profile.parent_id)
        return found

    def ground(self, organisation_id: str) -> "Ground":
        active = [p for p in self.stored.values() if p.profile.active]
        return Ground(
            [p for p in active if p.profile.organisation_id == organisation_id]
        )


class Ground:
    def __init__(self, premises: list[Any]) -> None:
        self._premises = premises

    def named(self, keys: Sequence[str]) -> list[Any]:
        kinds = {PremisesKind.ESTATE, PremisesKind.COURTYARD}
        return [
            each
            for each in self._premises
            if each.profile.key in keys
            and (each.profile.kind in kinds or each.profile.parent_id is None)
        ]

    def child(self, parent_id: str, kind: Any, key: str) -> Any:
        wanted = (parent_id, kind, key)
        for each in self._premises:
            profile = each.profile
            if (profile.parent_id, profile.kind, profile.key) == wanted:
                return each
        return None


class Duties(Shelf):
    def open_of(self, staff_id: str) -> Sequence[Any]:
        return self._open(lambda profile: profile.staff_id == staff_id)

    def workers_of(self, household_ids: Collection[UUID]) -> Sequence[Any]:
        homes = {str(each) for each in household_ids}
        return self._open(lambda profile: serves(profile) in homes)

    def _open(self, fits: Callable[[Any], bool]) -> Sequence[Any]:
        profiles = {key: duty.profile for key, duty in self.stored.items()}
        keys = [k for k, p in profiles.items() if p.until is None and fits(p)]
        return [self.get(key) for key in sorted(keys)]

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
        self.store = store
        self.stored = store.entries
        self.held: dict[tuple[UUID, str], SectionRecord] = {}
        self.forgotten: list[tuple[UUID, Part, int]] = []

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

    def parts(self, subject_id: UUID) -> dict[Part, int]:
        found = {}
        for (subject, section), entries in self.stored.items():
            for entry in entries if subject == subject_id else ():
                common, sensitive = parts_of(section)
                if not entry.erased:
                    found[common] = entry.revision
                if entry.sensitive & entry.values.keys():
                    found[sensitive] = entry.revision
        return found

    def is_held(self, subject_id: UUID) -> bool:
        asked = [
            each.asked.resident_id
            for each in self.store.requests.values()
            if each.state is RequestState.RECEIVED
        ]
        return subject_id in asked

    def forget(self, subject_id: UUID, part: Part, *, before: int) -> None:
        self.forgotten.append((subject_id, part, before))

    def forget_file_key(self, subject_id: UUID) -> None:
        self.store.whole_files_forgotten.append(subject_id)

    def forget_homes(self, resident_id: UUID) -> None:
        self.store.homes_forgotten.append(resident_id)

    def write(self) -> None:
        for key, record in self.held.items():
            self.stored.setdefault(key, []).extend(record.added)
        for subject_id, part, before in self.forgotten:
            entries = self.stored.get((subject_id, part.section), [])
            entries[:] = [
                forgotten(each, part.secrecy) if each.revision < before else each
                for each in entries
            ]


def forgotten(entry: Entry, secrecy: Secrecy) -> Entry:
    """Return an entry whose key of a part was destroyed."""
    if secrecy is Secrecy.SENSITIVE:
        values = {k: v for k, v in entry.values.items() if k not in entry.sensitive}
        return replace(entry, values=values, withheld=entry.sensitive)
    values = {k: v for k, v in entry.values.items() if k in entry.sensitive}
    return replace(entry, values=values, erased=True)


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
        self.premises = AllPremises(store.premises, "premises_id", PremisesUnknown)
        self.staff = Shelf(store.staff, "staff_id", StaffUnknown)
        self.duties = Duties(store.duties, "duty_id", DutyUnknown)
        self.grids = Grids(store.grids, "grid_id", GridUnknown)
        self.households = Shelf(store.households, "household_id", HouseholdUnknown)
        self.residents = Residents(store.residents, "resident_id", ResidentUnknown)
        self.charges = store
        self.sections = Sections(store)
        self.records = Records(store)
        self.petitions = Petitions(store)
        self.tenancies = Tenancies(store.tenancies, "tenancy_id", NotFound)
        self.lives = Lives(store.lives, "change_id", NotFound)
        self.requests = Requests(store.requests, "request_id", RequestUnknown)
        self.guardians = Guardians(store.guardians, "guardianship_id", NotFound)
        self.visits = Visits(store.visits, "visit_id", VisitUnknown)
        self.visits.entries = store.entries
        self.visits.forms = store.forms
        self.visits.residents = store.residents
        self.findings = findings_in(store, Shelf)
        self.device_records = DeviceRecords(store.device_records)
        self.visit_plans = plans_in(store, Shelf)
        self.forms = Shelf(store.forms, "form_id", FormUnknown)
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
        for kept in (self.editions, self.successions, self.claims, self.search):
            kept.stored.update(kept.held)
        self.records.write()
        self.petitions.write()
        self.device_records.write()
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


def serves(profile: Any) -> str | None:
    of_home = profile.scope_kind is ScopeKind.HOUSEHOLD
    worker = profile.duty is DutyKind.SOCIAL_WORKER
    return profile.scope_id if of_home and worker else None


def is_head(duty: Any, grid_id: str | None = None) -> bool:
    profile = duty.profile
    of_grid = grid_id is None or profile.scope_id == grid_id
    return profile.duty is DutyKind.GRID_HEAD and profile.until is None and of_grid


class InMemoryReader:
    """The part of the reader that shows people and their files."""

    def __init__(self, store: Store, day: date = TODAY) -> None:
        self._store = store
        self._day = day
        self.lineage = store.lineage
        self.seat_of = store.seat_of
        self.present = store.present
        self.within = store.within
        self.building_of = store.building_of
        self.petitions = partial(_filed, store)

    def organisation(self, organisation_id: str) -> Any:
        return self._store.organisations.get(organisation_id)

    def tenancies(self, household_id: UUID) -> Sequence[Any]:
        found = self._store.tenancies.values()
        return [each for each in found if each.profile.household_id == household_id]

    def population(self, organisation_id: str, today: date) -> Any:
        return organisation_id, today

    def today(self) -> date:
        return self._day

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


def in_memory(store: Store, rules: Rules = STATUTORY_RULES) -> CommandBus:
    """Return a bus over the store: business at noon, the wall clock LATER."""
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), rules)
    return CommandBus(partial(InMemoryWork, store), handlers)
