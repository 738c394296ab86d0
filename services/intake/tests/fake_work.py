"""An in-memory unit of work, and the rows behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from intake.application.commands import OnceKey
from intake.application.pressing import Recent
from intake.application.sign_ports import Signed, Unsigned, Worded
from intake.application.views import Submitted
from intake.domain.booking import Booking
from intake.domain.calls import CallEntry
from intake.domain.category import Category
from intake.domain.change import Change
from intake.domain.conduct import ConductEntry
from intake.domain.contacts import ContactEntry
from intake.domain.data_request import DataRequest
from intake.domain.device import Press, Pressed
from intake.domain.errors import AlreadyImported, KeyTaken, UnknownPetition
from intake.domain.guide import GuideEdition
from intake.domain.merging import Bond, Merge
from intake.domain.organisation import Organisation
from intake.domain.persons import StaffAccount
from intake.domain.petition import Petition
from intake.domain.progress import CaseFact, Progress
from intake.domain.raised import RaisedFinding
from intake.domain.repeating import Repeat, Visits
from intake.domain.splitting import Kin
from minqing_kernel.messages import Actor, Cause, DomainEvent
from services.intake.tests.fake_bookings import FakeBookings
from services.intake.tests.fake_channels import (
    Does,
    FakeChannels,
    FakeChannelStore,
)
from services.intake.tests.fake_data_requests import FakeDataRequests


class FakeStore:
    """What lasts: the rows behind every unit of work."""

    def __init__(self) -> None:
        self.petitions: dict[UUID, Petition] = {}
        self.progress: dict[UUID, Progress] = {}
        self.organisations: dict[str, Organisation] = {}
        self.categories: dict[str, Category] = {}
        self.category_changes: list[tuple[datetime, Actor, Category]] = []
        self.keys: dict[tuple[str, str], tuple[str, Submitted, datetime]] = {}
        self.channels = FakeChannelStore()
        self.changes: list[Change] = []
        self.contact_entries: list[ContactEntry] = []
        self.tries: dict[str, tuple[int, datetime]] = {}
        self.unsigned: dict[UUID, int | None] = {}
        self.signs: dict[UUID, Signed] = {}
        self.words: dict[UUID, Worded] = {}
        self.merges: dict[UUID, Merge] = {}
        self.parts: dict[UUID, UUID] = {}
        self.repeats: dict[UUID, Repeat] = {}
        self.raised: dict[UUID, RaisedFinding] = {}
        self.bookings: dict[UUID, Booking] = {}
        self.data_requests: dict[UUID, DataRequest] = {}
        self.accounts: dict[str, StaffAccount] = {}
        self.guides: list[GuideEdition] = []
        self.calls: dict[UUID, CallEntry] = {}
        self.handled: set[UUID] = set()
        self.followed: set[UUID] = set()
        self.facts: list[DomainEvent] = []
        self.commits = 0


class _FakePersons:
    def __init__(self, known: dict[str, StaffAccount]) -> None:
        self._known = known

    def put(self, account: StaffAccount) -> None:
        self._known[account.staff_id] = account

    def accounts_of(self, account: str) -> set[str]:
        mine = self._known.get(account)
        person = mine and mine.person
        others = (one for one, each in self._known.items() if each.person == person)
        return {account, *(others if person else ())}


class FakeWork:
    """One unit of work; changes reach the store at commit, all or none."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self._mine: dict[UUID, Petition] = {}
        self._facts: list[DomainEvent] = []
        self._acts: list[Any] = []
        self._admitted: set[UUID] = set()
        self.inbox = self
        self.petitions = self
        self.case_facts = _FakeCaseFacts(self)
        self.organisations = _FakeOrganisations(self)
        self.categories = self
        self.changes = _FakeList(self, store.changes)
        self.contact_entries = _FakeList(self, store.contact_entries)
        channels = FakeChannels(store.channels, self.later)
        self.receptions = channels.receptions
        self.device_calls = channels.device_calls
        self.groups = channels.groups
        self.members = channels.members
        self.devices = channels.devices
        self.enterprises = channels.enterprises
        self.presses = _FakePresses(self)
        self.conduct = _FakeConduct(self, store.channels.conduct)
        self.reports = channels.reports
        self.informers = channels.informers
        self.gatherings = Does(add=channels.add_gathering)
        self.mappings = Does(put=channels.put_mapping)
        self.group_contacts = _FakeList(self, store.channels.group_contacts)
        self.once_keys = _FakeOnceKeys(self)
        self.wrong_codes = _FakeWrongCodes(self)
        self.signs = _FakeSigns(self)
        self.merges = _FakeMerges(self)
        self.splits = _FakeSplits(self)
        self.repeats = _FakeRepeats(self)
        self.followers = _FakeFollowers(self)
        self.raised = _FakeRaised(self)
        self.bookings = FakeBookings(store.bookings, self.later)
        self.guides = _FakeList(self, store.guides)
        self.calls = _FakeCalls(self)
        self.data_requests = FakeDataRequests(store.data_requests, self.later)
        self.persons = _FakePersons(store.accounts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def admit(self, message_ids: Sequence[UUID]) -> set[UUID]:
        self._admitted = set(message_ids) - self._store.handled
        return set(self._admitted)

    def add(self, petition: Petition) -> None:
        self._mine[petition.petition_id] = petition

    def get(self, petition_id: UUID) -> Petition:
        if petition_id not in self._mine:
            if petition_id not in self._store.petitions:
                raise UnknownPetition
            self._mine[petition_id] = replace(self._store.petitions[petition_id])
        return self._mine[petition_id]

    def get_many(self, petition_ids: Iterable[UUID]) -> dict[UUID, Petition]:
        known = self._store.petitions.keys() | self._mine.keys()
        return {each: self.get(each) for each in petition_ids if each in known}

    def put(self, category: Category, *, by: Actor, at: datetime) -> None:
        def act() -> None:
            if self._store.categories.get(category.code) != category:
                self._store.categories[category.code] = category
                self._store.category_changes.append((at, by, category))

        self.later(act)

    def later(self, act: Any) -> None:
        self._acts.append(act)

    @property
    def store(self) -> FakeStore:
        return self._store

    def collect(self, cause: Cause) -> None:
        held = (
            *self.raised.held.values(),
            *self.bookings.touched,
            *self.data_requests.touched,
        )
        for aggregate in (*self._mine.values(), *held):
            self._facts += aggregate.release()

    def commit(self) -> None:
        self._refuse_known_records()
        for act in self._acts:
            act()
        self._store.petitions |= self._mine
        self._store.raised |= self.raised.held
        self._store.handled |= self._admitted
        self._store.facts += self._facts
        self._store.commits += 1

    def _refuse_known_records(self) -> None:
        taken = {
            (each.source, each.external_ref)
            for each in self._store.petitions.values()
            if each.petition_id not in self._mine
        }
        for each in self._mine.values():
            record = (each.source, each.external_ref)
            if each.external_ref is not None and record in taken:
                raise AlreadyImported
            taken.add(record)


class _FakeList:
    """A table that is only ever added to."""

    def __init__(self, work: FakeWork, rows: list[Any]) -> None:
        self._work = work
        self._rows = rows

    def add(self, row: Any) -> None:
        self._work.later(lambda: self._rows.append(row))

    note = add


class _FakeCalls:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def count(self, entry: CallEntry) -> None:
        calls = self._work.store.calls
        self._work.later(lambda: calls.setdefault(entry.call_id, entry))


class _FakeConduct(_FakeList):
    def newest(self, reception_id: UUID, by: str) -> ConductEntry | None:
        own = [
            e
            for e in self._rows
            if (e.reception_id, e.recorded_by) == (reception_id, by)
        ]
        return own[-1] if own else None


class _FakeRaised:
    def __init__(self, work: FakeWork) -> None:
        self._work = work
        self.held: dict[UUID, RaisedFinding] = {}

    def add(self, finding: RaisedFinding) -> None:
        self.held[finding.finding_id] = finding

    def get_many(self, keys: Sequence[UUID]) -> dict[UUID, RaisedFinding]:
        for key in keys:
            if key not in self.held and key in self._work.store.raised:
                self.held[key] = replace(self._work.store.raised[key])
        return {key: self.held[key] for key in keys if key in self.held}

    def petition_beside(self, joins: UUID) -> UUID | None:
        found = (e for e in self._work.store.raised.values() if e.joins == joins)
        return next((e.petition_id for e in found if e.petition_id), None)


class _FakePresses:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def recent(self, pressed: Pressed, caller: str, since: datetime) -> Recent:
        late = [p for p in self._work.store.channels.presses if p.taken_at > since]
        mine = [each for each in late if each.device_id == pressed.device_id]
        unknown = [p for p in late if (p.caller, p.resident_id) == (caller, None)]
        return Recent(
            presses=len(mine),
            first_at=min((each.taken_at for each in mine), default=None),
            unknown=len(unknown),
            first_unknown_at=min((each.taken_at for each in unknown), default=None),
            open_call=next(
                (
                    each.petition_id
                    for each in reversed(mine)
                    if each.resident_id == pressed.resident_id
                    and self._is_open(each.petition_id)
                ),
                None,
            ),
        )

    def _is_open(self, petition_id: UUID) -> bool:
        store = self._work.store
        latest = store.progress.get(petition_id, Progress()).latest
        open_states = {"received", "awaiting-petitioner", "accepted"}
        return (
            store.channels.calls[petition_id].answered_at is None
            and store.petitions[petition_id].state in open_states
            and (latest is None or latest.step not in {"resolved", "closed"})
        )

    def add(self, press: Press) -> None:
        self._work.later(lambda: self._work.store.channels.presses.append(press))


class _FakeCaseFacts:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def note(self, petition_id: UUID, fact: CaseFact) -> None:
        def act() -> None:
            known = self._work.store.progress.get(petition_id, Progress())
            self._work.store.progress[petition_id] = known.with_fact(fact)

        self._work.later(act)


class _FakeFollowers:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def follow(self, petition_id: UUID) -> None:
        self._work.later(lambda: self._work.store.followed.add(petition_id))


class _FakeOrganisations:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def note(self, organisation: Organisation) -> None:
        def act() -> None:
            rows = self._work.store.organisations
            known = rows.get(organisation.organisation_id)
            if known is None or known.revision < organisation.revision:
                rows[organisation.organisation_id] = organisation

        self._work.later(act)


class _FakeOnceKeys:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def claim(self, once: OnceKey, answer: Submitted, at: datetime) -> None:
        def act() -> None:
            keys = self._work.store.keys
            if (once.scope, once.key) in keys:
                raise KeyTaken
            keys[once.scope, once.key] = (once.fingerprint, answer, at)

        self._work.later(act)

    def forget_before(self, at: datetime) -> None:
        def act() -> None:
            keys = self._work.store.keys
            for key in [key for key, (_, _, taken) in keys.items() if taken < at]:
                del keys[key]

        self._work.later(act)


class _FakeWrongCodes:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def count(self, receipt: str, at: datetime, until: datetime) -> None:
        def act() -> None:
            tries, ends = self._work.store.tries.get(receipt, (0, at))
            if ends <= at:
                tries, ends = 0, until
            self._work.store.tries[receipt] = (tries + 1, ends)

        self._work.later(act)

    def forget_ended(self, at: datetime) -> None:
        def act() -> None:
            tries = self._work.store.tries
            for receipt in [each for each, (_, ends) in tries.items() if ends < at]:
                del tries[receipt]

        self._work.later(act)


class _FakeSigns:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def ask(self, petition_id: UUID, person: int | None) -> None:
        def act() -> None:
            self._work.store.unsigned[petition_id] = person

        self._work.later(act)

    def anew(self, petition_id: UUID, person: int | None) -> None:
        def act() -> None:
            self._work.store.signs.pop(petition_id, None)
            self._work.store.words.pop(petition_id, None)
            self._work.store.unsigned[petition_id] = person

        self._work.later(act)

    def take(self, limit: int) -> list[Unsigned]:
        store = self._work.store
        taken = list(store.unsigned.items())[:limit]
        self._work.later(lambda: [store.unsigned.pop(key, None) for key, _ in taken])
        return [_unsigned(store.petitions[key], person) for key, person in taken]

    def keep(self, signed: Sequence[Signed], worded: Sequence[Worded]) -> None:
        def act() -> None:
            for each in signed:
                self._work.store.signs.setdefault(each.petition_id, each)
            for words in worded:
                self._work.store.words.setdefault(words.petition_id, words)

        self._work.later(act)


def _unsigned(petition: Petition, person: int | None) -> Unsigned:
    return Unsigned(
        petition_id=petition.petition_id,
        receipt=petition.receipt,
        person=person,
        contact=petition.contact,
        title=petition.title,
        text=petition.text,
        place=petition.place,
        category=petition.category,
        division_code=petition.division_code,
    )


class _FakeMerges:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def of(self, petition_ids: Sequence[UUID]) -> Mapping[UUID, Bond]:
        return {each: self._bond(each) for each in petition_ids}

    def _bond(self, petition_id: UUID) -> Bond:
        store = self._work.store
        progress = store.progress.get(petition_id, Progress())
        latest = progress.latest
        merges = store.merges.values()
        return Bond(
            petition_id=petition_id,
            case_state=latest.step if latest else None,
            reopened_at=progress.reopened_at,
            owner_id=latest.organisation_id if latest else None,
            accused=tuple(sorted(store.petitions[petition_id].nature.accused)),
            merge=store.merges.get(petition_id),
            leads=any(each.lead_petition_id == petition_id for each in merges),
        )

    def keep(self, merge: Merge) -> None:
        self._work.later(
            lambda: self._work.store.merges.update({merge.petition_id: merge})
        )

    def drop(self, petition_id: UUID) -> None:
        self._work.later(lambda: self._work.store.merges.pop(petition_id, None))


class _FakeSplits:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def queue_up(self, petition_id: UUID) -> None:
        """A fake work is alone."""

    def of(self, petition_id: UUID) -> Kin:
        store = self._work.store
        first = store.parts.get(petition_id, petition_id)
        progress = store.progress.get(petition_id, Progress())
        return Kin(
            first_petition_id=first,
            together=1 + list(store.parts.values()).count(first),
            elsewhere=progress.elsewhere is not None,
        )

    def keep(self, parts: Iterable[UUID], first: UUID, at: datetime) -> None:
        self._work.later(
            lambda: self._work.store.parts.update(dict.fromkeys(parts, first))
        )


class _FakeRepeats:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def of(self, petition_ids: Sequence[UUID]) -> Mapping[UUID, Visits]:
        return {each: self._visits(each) for each in petition_ids}

    def _visits(self, petition_id: UUID) -> Visits:
        store = self._work.store
        own = store.repeats.get(petition_id)
        repeats = [
            each
            for each in store.repeats.values()
            if each.first_petition_id == petition_id
        ]
        return Visits(
            petition_id=petition_id,
            first_petition_id=own.first_petition_id if own else None,
            first_receipt=(
                store.petitions[own.first_petition_id].receipt if own else ""
            ),
            repeated_at=own.repeated_at if own else None,
            repeats=len(repeats),
            highest=max((each.visit for each in repeats), default=1),
            accused=tuple(sorted(store.petitions[petition_id].nature.accused)),
        )

    def keep(self, repeated: Repeat) -> None:
        self._work.later(
            lambda: self._work.store.repeats.update({repeated.petition_id: repeated})
        )

    def drop(self, petition_id: UUID) -> None:
        self._work.later(lambda: self._work.store.repeats.pop(petition_id, None))
