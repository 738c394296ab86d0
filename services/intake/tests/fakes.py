"""In-memory parts that keep the same promises as the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

from intake.application.command_table import of_intake
from intake.application.desk import Desk, statute
from intake.application.signing import SignPetitions, sign_petitions
from intake.application.views import PetitionView, Submitted
from intake.domain.category import Category
from intake.domain.organisation import Organisation, OrganisationTree
from intake.domain.petition import Petition
from intake.domain.policy import IntakePolicy
from intake.domain.progress import Progress
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor
from services.intake.tests.builders import NOON
from services.intake.tests.fake_work import FakeStore, FakeWork


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

    def blind_index(self, value: str, purpose: str) -> str:
        return sha256(f"{purpose}:{value}".encode()).hexdigest()


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

    def petitions(self, receipts: Sequence[str]) -> Mapping[str, PetitionView]:
        found = {each: self.petition(each) for each in receipts}
        return {each: view for each, view in found.items() if view}

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

    def visitor(self, reception_id: UUID, *, actor: Actor, purpose: str) -> Any:
        arrival = self._store.channels.receptions.get(reception_id)
        if arrival is None or arrival.contact is None:
            return None
        self.read_log.append((reception_id, actor, purpose))
        return arrival.contact


def view_of(petition: Petition, progress: Progress | None = None) -> PetitionView:
    apart = {
        "progress",
        "lead",
        "merged_at",
        "pictures",
        "others",
        "siblings",
        "divisions",
    }
    names = set(PetitionView.__dataclass_fields__) - apart
    values = {name: getattr(petition, name) for name in names}
    return PetitionView(**values, progress=progress or Progress())


class FakeIntake:
    """Intake's whole core over in-memory parts."""

    def __init__(
        self,
        categories: Iterable[Category] = (),
        organisations: Iterable[Organisation] = (),
        policy: IntakePolicy | None = None,
    ) -> None:
        self.store = FakeStore()
        self.clock = FrozenClock(NOON)
        self.wall_clock = FrozenClock(NOON)
        self.reader = FakeReader(self.store)
        self.seals = FakeSeals()
        desk = Desk(
            prefix="MQ",
            numbers=FakeNumbers(),
            seals=self.seals,
            reference=FakeReference(categories, organisations),
            clock=self.clock,
            wall_clock=self.wall_clock,
            policy_at=(lambda _: policy) if policy else statute,
        )
        self.bus = CommandBus(
            lambda: FakeWork(self.store),
            of_intake(desk)
            | {SignPetitions: partial(sign_petitions, simplify=str, seals=self.seals)},
        )
