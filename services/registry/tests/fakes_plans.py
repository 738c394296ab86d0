"""What hangs on households beside duties and tenancies, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from registry.domain.aid.errors import PairingUnknown
from registry.domain.ledgers.errors import ItemUnknown
from registry.domain.plans.errors import PlanUnknown
from registry.domain.plans.plan import PlanState
from services.registry.tests.fakes_shelves import Shelf


class Plans(Shelf):
    """A plan keeps what its steps left; the real one begins with an empty list."""

    def __init__(self, store: Any) -> None:
        super().__init__(store.plans, "plan_id", PlanUnknown)

    def history(self, plan_id: UUID) -> Sequence[Any]:
        return list(self.stored[plan_id].added)

    def open_of(self, household_id: UUID) -> Sequence[Any]:
        return [
            self.get(key)
            for key, each in sorted(self.stored.items())
            if each.subject_id == str(household_id)
            if each.state is PlanState.IN_FORCE
        ]

    def forget_editions(self, plan_id: UUID) -> None:
        plan = self.get(plan_id)
        plan.added = [
            replace(each, words=each.words.bare(), note=None) for each in plan.added
        ]


class Pairings(Shelf):
    def __init__(self, store: Any) -> None:
        super().__init__(store.pairings, "pairing_id", PairingUnknown)

    def open_of(self, household_id: UUID) -> Sequence[Any]:
        return [
            self.get(key)
            for key, each in sorted(self.stored.items())
            if (each.household_id, each.until) == (household_id, None)
        ]


class NoItems(Shelf):
    """The ledgers of a store without ledgers."""

    def __init__(self) -> None:
        super().__init__({}, "item_id", ItemUnknown)

    def about_person(self, _resident_id: UUID) -> Sequence[UUID]:
        return []

    def lock_matter(self, _about: object) -> None: ...
