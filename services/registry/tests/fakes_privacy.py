"""Requests, guardians and who was forgotten, in memory."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from registry.application.archive.copies import OwnRooms
from services.registry.tests.fakes_shelves import Shelf


class Requests(Shelf):
    def asked_by(self, resident_id: UUID) -> Sequence[Any]:
        found = [k for k, r in self.stored.items() if r.asked.asked_by == resident_id]
        return [self.get(key) for key in found]


class ForgottenPeople:
    def __init__(self, store: Any) -> None:
        self.stored, self.held = store.forgotten, {}

    def lock(self) -> None:
        self.locked = True

    def note(self, gone: Any) -> None:
        self.held[gone.identity_number] = gone.ground

    def grounds(self, numbers: Iterable[str]) -> dict[str, Any]:
        return {each: self.stored[each] for each in numbers if each in self.stored}


class Guardians(Shelf):
    def consent_to(self, child_id: UUID, day: date) -> bool:
        ties = [each.profile for each in self.stored.values()]
        return any(each.child_id == child_id and each.consents(day) for each in ties)


class Copies:
    """What the rooms hold, by whose and by which household."""

    def __init__(self, store: Any) -> None:
        self._rooms = store.rooms

    def of(self, resident_id: UUID, household_id: UUID | None) -> OwnRooms:
        return self._rooms.get((resident_id, household_id), OwnRooms())
