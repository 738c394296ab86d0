"""The part of the reader that shows people and their files, in memory."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from registry.application.views import GridView
from registry.domain.archive.record import as_of
from services.registry.tests.builders import TODAY
from services.registry.tests.fakes_archive import filed, sealed


class InMemoryReader:
    """The part of the reader that shows people and their files."""

    def __init__(self, store: Any, day: date = TODAY) -> None:
        self._store = store
        self._day = day
        self.lineage = store.lineage
        self.seat_of = store.seat_of
        self.present = store.present
        self.within = store.within
        self.building_of = store.building_of
        self.petitions = partial(filed, store)

    def organisation(self, organisation_id: str) -> Any:
        return self._store.organisations.get(organisation_id)

    def grid(self, grid_id: str) -> Any:
        found = self._store.grids.get(grid_id)
        return found and GridView(
            grid_id=grid_id,
            revision=found.revision,
            head_id=None,
            head_since=None,
            **vars(found.profile),
        )

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
