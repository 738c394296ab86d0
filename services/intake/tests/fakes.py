"""In-memory parts that keep the same promises as the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import Any, Self
from uuid import UUID

from intake.application import handlers
from intake.application.commands import (
    AcceptPetition,
    ForgetOldKeys,
    ImportPetition,
    NoteCaseFact,
    NoteWrongCode,
    OnceKey,
    RecordCategory,
    RecordOrganisation,
    RefusePetition,
    SubmitTogether,
)
from intake.application.desk import Desk
from intake.application.views import PetitionView, Submitted
from intake.domain.category import Category
from intake.domain.errors import AlreadyImported, KeyTaken, UnknownPetition
from intake.domain.organisation import Organisation, OrganisationTree
from intake.domain.petition import Petition
from intake.domain.progress import CaseFact, Progress
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Cause, DomainEvent
from services.intake.tests.builders import NOON


class FakeStore:
    """What lasts: the rows behind every unit of work."""

    def __init__(self) -> None:
        self.petitions: dict[UUID, Petition] = {}
        self.progress: dict[UUID, Progress] = {}
        self.organisations: dict[str, Organisation] = {}
        self.categories: dict[str, Category] = {}
        self.keys: dict[tuple[str, str], tuple[str, Submitted, datetime]] = {}
        self.tries: dict[str, tuple[int, datetime]] = {}
        self.handled: set[UUID] = set()
        self.facts: list[DomainEvent] = []
        self.commits = 0


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
        self.once_keys = _FakeOnceKeys(self)
        self.wrong_codes = _FakeWrongCodes(self)

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

    def put(self, category: Category) -> None:
        self.later(lambda: self._store.categories.update({category.code: category}))

    def later(self, act: Any) -> None:
        self._acts.append(act)

    @property
    def store(self) -> FakeStore:
        return self._store

    def collect(self, cause: Cause) -> None:
        for petition in self._mine.values():
            self._facts += petition.release()

    def commit(self) -> None:
        self._refuse_known_records()
        for act in self._acts:
            act()
        self._store.petitions |= self._mine
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


class _FakeCaseFacts:
    def __init__(self, work: FakeWork) -> None:
        self._work = work

    def note(self, petition_id: UUID, fact: CaseFact) -> None:
        def act() -> None:
            known = self._work.store.progress.get(petition_id, Progress())
            self._work.store.progress[petition_id] = known.with_fact(fact)

        self._work.later(act)


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


class FakeReference:
    """Organisations and categories, as they stand in the store."""

    def __init__(
        self,
        categories: Iterable[Category] = (),
        organisations: Iterable[Organisation] = (),
    ) -> None:
        self._categories = {each.code: each for each in categories}
        self._tree = OrganisationTree(organisations)

    def category(self, code: str, on: date) -> Category | None:
        found = self._categories.get(code)
        return found if found and found.holds_on(on) else None

    def tree(self) -> OrganisationTree:
        return self._tree

    def organisation(self, organisation_id: str) -> Organisation | None:
        return self._tree.get(organisation_id)


class FakeNumbers:
    """1, 2, 3 …"""

    def __init__(self) -> None:
        self._count = count(1)

    def next(self) -> int:
        return next(self._count)


class FakeSeals:
    """Seals that anyone can look through, but that know whom they are about."""

    def seal(self, document: Any, about: str) -> Any:
        return {"about": about, "document": document}

    def open(self, token: Any, about: str) -> Any:
        assert token["about"] == about
        return token["document"]


class FakeReader:
    """Queries over the store."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self.read_log: list[tuple[UUID, Actor, str]] = []

    def answered(
        self, scope: str, keys: Sequence[str]
    ) -> Mapping[str, tuple[str, Submitted]]:
        known = {key: self._store.keys.get((scope, key)) for key in keys}
        return {key: found[:2] for key, found in known.items() if found}

    def wrong_tries(self, receipt: str, at: datetime) -> int:
        tries, ends = self._store.tries.get(receipt, (0, at))
        return tries if ends > at else 0

    def petition(self, receipt: str) -> PetitionView | None:
        for each in self._store.petitions.values():
            if each.receipt == receipt:
                progress = self._store.progress.get(each.petition_id, Progress())
                return view_of(each, progress)
        return None

    def known(self, source: str, external_refs: Sequence[str]) -> set[str]:
        there = {
            each.external_ref
            for each in self._store.petitions.values()
            if each.source == source
        }
        return there & set(external_refs)

    def read(
        self, petition_ids: Sequence[UUID], *, actor: Actor, purpose: str
    ) -> Mapping[UUID, Any]:
        found = {}
        for each in petition_ids:
            petition = self._store.petitions.get(each)
            if petition is not None and petition.contact is not None:
                self.read_log.append((each, actor, purpose))
                found[each] = petition.contact
        return found


def view_of(petition: Petition, progress: Progress | None = None) -> PetitionView:
    names = set(PetitionView.__dataclass_fields__) - {"progress"}
    values = {name: getattr(petition, name) for name in names}
    return PetitionView(**values, progress=progress or Progress())


class FakeIntake:
    """Intake's whole core over in-memory parts."""

    def __init__(
        self,
        categories: Iterable[Category] = (),
        organisations: Iterable[Organisation] = (),
    ) -> None:
        self.store = FakeStore()
        self.clock = FrozenClock(NOON)
        self.reader = FakeReader(self.store)
        self.seals = FakeSeals()
        desk = Desk(
            prefix="MQ",
            numbers=FakeNumbers(),
            seals=self.seals,
            reference=FakeReference(categories, organisations),
            clock=self.clock,
        )
        self.bus = CommandBus(
            lambda: FakeWork(self.store),
            {
                SubmitTogether: partial(handlers.submit_together, desk=desk),
                ImportPetition: partial(handlers.import_petition, desk=desk),
                AcceptPetition: partial(handlers.accept_petition, desk=desk),
                RefusePetition: partial(handlers.refuse_petition, desk=desk),
                NoteCaseFact: handlers.note_case_fact,
                RecordOrganisation: handlers.record_organisation,
                RecordCategory: handlers.record_category,
                NoteWrongCode: partial(handlers.note_wrong_code, clock=self.clock),
                ForgetOldKeys: partial(handlers.forget_old_keys, clock=self.clock),
            },
        )
