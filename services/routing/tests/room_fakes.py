"""The rooms in memory, beside the fake unit of work; and a press that is quick."""

from typing import Any, Self
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Cause
from routing.application.documents.views import Sheet
from routing.domain.documents.document import Document
from routing.domain.documents.door import DoorNotice
from routing.domain.documents.errors import DocumentNotFound, PressUnavailable
from routing.domain.mediations.errors import MediationNotFound
from routing.domain.mediations.lifecycle import ENDED
from routing.domain.organs.organ import Organ
from routing.domain.policy import Gathering
from routing.domain.projects.errors import ProjectNotFound
from routing.domain.reviews.errors import ReviewNotFound
from services.routing.tests.fakes import FakeDatabase, FakeWork, a_copy


class FakeDocuments:
    def __init__(self, kept: dict[str, Any]) -> None:
        self._kept = kept
        self.all: dict[UUID, Document] = kept.setdefault("documents", {})
        self._numbers = kept.setdefault("numbers", {})
        self._prints = kept.setdefault("prints", {})

    def find(self, document_id: UUID) -> Document | None:
        return self.all.get(document_id)

    def get(self, document_id: UUID) -> Document:
        if document_id not in self.all:
            raise DocumentNotFound
        return self.all[document_id]

    def add(self, document: Document) -> None:
        self.all[document.document_id] = document

    def next_seq(self, mark: str, year: int) -> int:
        self._numbers[mark, year] = self._numbers.get((mark, year), 0) + 1
        return self._numbers[mark, year]

    def keep_print(self, document_id: UUID, pdf: bytes) -> None:
        self._prints[document_id] = pdf

    def postpone_print(self, document_id: UUID, reason: str) -> None:
        self._kept.setdefault("postponed", []).append((document_id, reason))


class FakeDoorNotices:
    def __init__(self, kept: dict[str, Any]) -> None:
        self._kept = kept
        self.all: dict[UUID, DoorNotice] = kept.setdefault("door", {})
        self._drafted: set[UUID] = kept.setdefault("drafted", set())

    def owe(self, notice: DoorNotice) -> None:
        self.all.setdefault(notice.document_id, notice)

    def take(self, document_id: UUID) -> DoorNotice | None:
        return None if document_id in self._drafted else self.all.get(document_id)

    def drafted(self, document_id: UUID) -> None:
        self._drafted.add(document_id)

    def postpone(self, document_id: UUID, reason: str) -> None:
        self._kept.setdefault("postponed", []).append((document_id, reason))


class FakeOrgans:
    def __init__(self, kept: dict[str, Any]) -> None:
        self.all: dict[str, Organ] = kept.setdefault("organs", {})

    def entry(self, organisation_id: str) -> Organ:
        blank = Organ(organisation_id=organisation_id)
        return self.all.setdefault(organisation_id, blank)

    def find(self, organisation_id: str) -> Organ | None:
        organ = self.all.get(organisation_id)
        return organ if organ and organ.revision else None


class FakeRoom:
    """A collection by key; `missing` is raised for what is not in it."""

    def __init__(
        self, kept: dict[str, Any], name: str, missing: Any = KeyError
    ) -> None:
        self.all: dict[Any, Any] = kept.setdefault(name, {})
        self._key = {"reviews": "petition_id"}.get(name, f"{name[:-1]}_id")
        self._missing = missing

    def add(self, aggregate: Any) -> None:
        self.all[getattr(aggregate, self._key)] = aggregate

    def get(self, key: Any) -> Any:
        if key not in self.all:
            raise self._missing
        return self.all[key]

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return {key: self.all[key] for key in keys if key in self.all}


class FakeMediations(FakeRoom):
    def going_on(self, petition_id: UUID) -> list[Any]:
        of_case = (e for e in self.all.values() if e.petition_id == petition_id)
        return [each for each in of_case if each.state not in ENDED]


class FakeSuggestions:
    def __init__(self, kept: dict[str, Any]) -> None:
        self._kept = kept

    def refresh(self, gathering: Gathering, at: Any) -> None:
        self._kept["suggested"] = (gathering, at)


class FakeRoomsWork(FakeWork):
    """Works on a copy of the rooms too; commit puts it in the place of what was."""

    def __init__(self, database: "FakeRooms") -> None:
        super().__init__(database)
        self._rooms = database

    def __enter__(self) -> Self:
        super().__enter__()
        self._kept = a_copy(self._rooms.kept)
        self.documents = FakeDocuments(self._kept)
        self.door_notices = FakeDoorNotices(self._kept)
        self.organs = FakeOrgans(self._kept)
        self.reviews = FakeRoom(self._kept, "reviews", ReviewNotFound)
        self.mediations = FakeMediations(self._kept, "mediations", MediationNotFound)
        self.hazards = FakeRoom(self._kept, "hazards")
        self.projects = FakeRoom(self._kept, "projects", ProjectNotFound)
        self.suggestions = FakeSuggestions(self._kept)
        return self

    def collect(self, cause: Cause) -> None:
        super().collect(cause)
        for name in ("organs", "projects", "documents"):
            for aggregate in self._kept.get(name, {}).values():
                assert isinstance(aggregate, Aggregate)
                self._now.facts += aggregate.release()

    def commit(self) -> None:
        super().commit()
        self._rooms.kept = self._kept


class FakeRooms(FakeDatabase):
    """Hands out units of work with the rooms open; `kept` is what they left."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Any] = {}

    def work(self) -> FakeRoomsWork:
        return FakeRoomsWork(self)


class FakePress:
    """Prints a sheet as its own words; `broken` says why it does not."""

    def __init__(self) -> None:
        self.broken: str | None = None
        self.sheets: list[Sheet] = []

    def ensure_ready(self) -> None:
        if self.broken == "font":
            raise PressUnavailable(self.broken)

    def print(self, sheet: Sheet) -> bytes:
        if self.broken:
            raise PressUnavailable(self.broken)
        self.sheets.append(sheet)
        return f"%PDF-{sheet.number}".encode()
