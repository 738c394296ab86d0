"""Residents, how they are found, and what became of them, in memory."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from registry.application.searching.ports import Candidate
from registry.domain.lives.change import ChangeState
from registry.domain.moves.errors import MoveUnknown
from registry.domain.profiles import ScopeKind
from services.registry.tests.fakes_shelves import Shelf


class Search:
    """Words in the clear; readings are made up of the characters themselves."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.stored, self.held = store.words, {}

    def keep(self, resident: Any, words: frozenset[str]) -> None:
        self.held[resident.resident_id] = words

    def readings(self, name: str) -> Sequence[Sequence[str]]:
        return [[READINGS.get(each, "x5")] for each in name]

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


READINGS = {"白": "bai2", "大": "da4", "小": "xiao3", "梨": "li2"}


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


class Moves(Shelf):
    def __init__(self, store: Any, duties: Callable[[], Any]) -> None:
        super().__init__(store.moves, "move_id", MoveUnknown)
        self._duties = duties

    def duties_of(self, household_id: UUID) -> Sequence[Any]:
        tied = ScopeKind.HOUSEHOLD, str(household_id)
        return self._duties()._open(lambda p: (p.scope_kind, p.scope_id) == tied)


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


class StaffShelf(Shelf):
    """Staff; a person is kept as what was told."""

    def person_of(self, number: Any) -> str:
        return f"{number.told_by}:{number.number}"

    def alike(self, accounts: Collection[str]) -> dict[str, frozenset[str]]:
        return {each: self._own(each) for each in accounts}

    def serve_in(self, role: Any) -> frozenset[str]:
        everybody = {key: e.profile for key, e in {**self.stored, **self.held}.items()}
        return frozenset(
            k for k, each in everybody.items() if each.active and role in each.roles
        )

    def _own(self, account: str) -> frozenset[str]:
        everybody = {**self.stored, **self.held}
        known = {key.lower(): each.profile.person for key, each in everybody.items()}
        person = known.get(account.lower())
        others = {
            key for key, each in everybody.items() if each.profile.person == person
        }
        return frozenset({account} | (others if person else set()))
