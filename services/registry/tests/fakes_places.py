"""Organisations, premises, grids and duties in memory."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from registry.domain.errors import (
    OrganisationUnknown,
)
from registry.domain.premises.kinds import PremisesKind
from registry.domain.profiles import DutyKind, ScopeKind
from services.registry.tests.fakes_shelves import Kept, Shelf


class Organisations(Shelf):
    locked = False

    def __init__(self, store: Any) -> None:
        super().__init__(store.organisations, "organisation_id", OrganisationUnknown)
        self.lineage = store.lineage
        self.seat_of = store.seat_of

    def lock_tree(self) -> None:
        self.locked = True


class Editions(Kept):
    def of(self, organisation_id: str) -> list[Any]:
        own = [k for k in self.stored | self.held if k[0] == organisation_id]
        return [(self.stored | self.held)[key] for key in sorted(own)]


class Successions(Kept):
    def of(self, organisation_id: str) -> Any:
        return self.stored.get(organisation_id)


class Counters:
    """Written at once: these rules are not tested for what is not committed."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def hours(self, organisation_id: str) -> Any:
        return self._store.hours.get(organisation_id, ())

    def keep_hours(self, organisation_id: str, spans: Any) -> None:
        self._store.hours[organisation_id] = spans

    def keep_claimed(self, claimed: Any) -> None:
        self._store.claimed[claimed.organisation_id] = claimed


class Claims(Kept):
    def of(self, grid_id: str) -> frozenset[str]:
        return frozenset(self.stored.get(grid_id, ()))

    def keep(self, grid_id: str, premises_ids: frozenset[str]) -> None:
        self.held[grid_id] = premises_ids


class GridCuts(Kept):
    def newest(self, grid_id: str) -> Any:
        cuts = [each for each in self.stored.values() if each.grid_id == grid_id]
        return max((each.since for each in cuts), default=None)


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
            and each.profile.kind is not PremisesKind.FIXTURE
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


def serves(profile: Any) -> str | None:
    of_home = profile.scope_kind is ScopeKind.HOUSEHOLD
    worker = profile.duty is DutyKind.SOCIAL_WORKER
    return profile.scope_id if of_home and worker else None


def is_head(duty: Any, grid_id: str | None = None) -> bool:
    profile = duty.profile
    of_grid = grid_id is None or profile.scope_id == grid_id
    return profile.duty is DutyKind.GRID_HEAD and profile.until is None and of_grid
