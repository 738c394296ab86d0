"""Imports and exports in memory, and a desk over them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from registry.application.importing.ports import Done, HomeNumber
from registry.application.importing.views import ImportView
from registry.bootstrap.handling import timed
from registry.domain.importing.batch import TO_DO, Outcome, Withdrawal
from registry.domain.importing.columns import Template
from registry.domain.importing.errors import ImportUnknown, TemplateUnknown
from registry.domain.importing.sections import SECTION_PREFIX, section_template
from registry.domain.importing.templates import TEMPLATES
from services.registry.tests.builders import LATER, NOON, TODAY
from services.registry.tests.fakes import InMemoryWork, Shelf, Store


@dataclass
class FileStore(Store):
    """A register with imports."""

    batches: dict[UUID, Any] = field(default_factory=dict)
    files: dict[UUID, bytes] = field(default_factory=dict)
    results: dict[UUID, dict[int, Any]] = field(default_factory=dict)
    undone: dict[tuple[UUID, int], bool] = field(default_factory=dict)
    numbers: dict[HomeNumber, UUID] = field(default_factory=dict)
    exports: list[Any] = field(default_factory=list)


class InMemoryImports(Shelf):
    """All imports; what else they write waits for the commit."""

    def __init__(self, store: FileStore, work: "FileWork") -> None:
        super().__init__(store.batches, "batch_id", ImportUnknown)
        self._store = store
        self._work = work
        self.later: list[Any] = []
        self.withdrawals: list[Withdrawal] = []

    def keep_file(self, batch_id: UUID, content: bytes) -> None:
        self.later.append(lambda: self._store.files.update({batch_id: content}))

    def drop_file(self, batch_id: UUID) -> None:
        self.later.append(lambda: self._store.files.pop(batch_id, None))

    def keep_results(self, batch_id: UUID, results: Sequence[Any]) -> None:
        kept = self._store.results.setdefault(batch_id, {})
        self.later.append(lambda: kept.update({each.no: each for each in results}))

    def bearers(self, numbers: Collection[str]) -> Mapping[str, Any]:
        return {
            number: each
            for each in self._everybody()
            if (number := each.profile.particulars.identity_number) in numbers
        }

    def homes(self, numbers: Collection[HomeNumber]) -> Mapping[HomeNumber, Any]:
        found = {}
        for each in numbers:
            known = self._store.numbers.get(each)
            if known is not None:
                found[each] = self._work.households.get(known)
        return found

    def number_home(self, number: HomeNumber, household_id: UUID) -> None:
        self.later.append(lambda: self._store.numbers.update({number: household_id}))

    def members(self, household_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Any]]:
        homes: dict[UUID, list[Any]] = {}
        for each in self._everybody():
            if each.profile.household_id in household_ids:
                homes.setdefault(each.profile.household_id, []).append(each)
        return homes

    def _everybody(self) -> list[Any]:
        return [self._work.residents.get(key) for key in self._store.residents]

    def to_undo(self, batch_id: UUID, limit: int) -> Sequence[Done]:
        rows = self._store.results.get(batch_id, {})
        changed = {Outcome.CREATED, Outcome.CHANGED}
        open_rows = [
            Done(no=no, subject=r.subject, revision=r.revision, before=r.before)
            for no, r in sorted(rows.items(), reverse=True)
            if r.outcome in changed and (batch_id, no) not in self._store.undone
        ]
        return open_rows[:limit]

    def mark_undone(
        self, batch_id: UUID, undone: Collection[int], kept: Collection[int]
    ) -> None:
        marks = {(batch_id, no): no in undone for no in {*undone, *kept}}
        self.later.append(lambda: self._store.undone.update(marks))

    def untouched(self, kind: str, entries: Mapping[UUID, int]) -> frozenset[UUID]:
        shelf = getattr(self._work, kind)
        return frozenset(
            key
            for key, revision in entries.items()
            if shelf.get(key).revision == revision
        )

    def withdraw(
        self, kind: str, entries: Mapping[UUID, int], batch_id: UUID, *, at: Any
    ) -> None:
        shelf = getattr(self._work, kind)
        for key, revision in entries.items():
            gone = Withdrawal(kind=kind[:-1], entry_id=key, revision=revision)
            gone.tell_of(batch_id, at=at)
            self.withdrawals.append(gone)
            shelf.held.pop(key, None)
            self.later.append(lambda key=key: shelf.stored.pop(key))

    def entry(self, subject_id: UUID, section: str, revision: int) -> Any:
        entries = self._store.entries.get((subject_id, section), [])
        return next((each for each in entries if each.revision == revision), None)


class InMemoryExports:
    """Lists that left."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self.kept: list[Any] = []

    def people(
        self, kind: str, organisation_id: str, buildings: Collection[str] | None
    ) -> Sequence[UUID]:
        found = getattr(self._store, kind)
        return [
            key
            for key, each in found.items()
            if organisation_id in self._store.lineage(each.profile.organisation_id)
            and (buildings is None or each.profile.building_id in buildings)
        ]

    def in_grid(
        self, grid_id: str, place: str, buildings: Collection[str] | None
    ) -> Sequence[UUID]:
        homes = [
            key
            for key in self.people("households", place, buildings)
            if self._store.households[key].profile.grid_id == grid_id
        ]
        return homes + [
            key
            for key, each in self._store.residents.items()
            if each.profile.household_id in homes
        ]

    def keep(self, export: Any) -> None:
        self.kept.append(export)


class FileWork(InMemoryWork):
    """A unit of work over a store with imports."""

    def __init__(self, store: FileStore) -> None:
        super().__init__(store)
        self._files = store
        self.imports = InMemoryImports(store, self)
        self.exports = InMemoryExports(store)

    def collect(self, cause: Any) -> None:
        super().collect(cause)
        for each in [*self.imports.held.values(), *self.imports.withdrawals]:
            self._facts += each.release()

    def commit(self) -> None:
        super().commit()
        self.imports.stored.update(self.imports.held)
        for act in self.imports.later:
            act()
        self._files.exports += self.exports.kept


@dataclass(frozen=True)
class Lines:
    """A file that is lines of cells."""

    cells: Sequence[Sequence[Any]]

    @property
    def total(self) -> int | None:
        return len(self.cells) - 1

    def lines(self, template: Template) -> Iterator[tuple[int, Sequence[Any]]]:
        yield from enumerate(self.cells, start=1)


class InMemoryDesk:
    """What an import runner asks; a file is its text, comma by comma."""

    def __init__(self, store: FileStore) -> None:
        self._store = store

    def batch(self, batch_id: UUID) -> ImportView | None:
        batch = self._store.batches.get(batch_id)
        return None if batch is None else view_of(batch)

    def due(self) -> UUID | None:
        waiting = [b for b in self._store.batches.values() if b.state in TO_DO]
        now = LATER
        waiting = [b for b in waiting if not b.stuck]
        waiting = [b for b in waiting if not (b.held_until and b.held_until > now)]
        return waiting[0].batch_id if waiting else None

    def file(self, batch_id: UUID) -> Lines:
        text = self._store.files[batch_id].decode()
        return Lines([line.split(",") for line in text.splitlines()])

    def template(self, kind: str) -> Template:
        if kind in TEMPLATES:
            return TEMPLATES[kind]
        code = kind.removeprefix(SECTION_PREFIX)
        if code not in self._store.sections:
            raise TemplateUnknown
        return section_template(code, self._store.sections[code].on(TODAY))


def view_of(batch: Any) -> ImportView:
    source = batch.source
    return ImportView(
        batch_id=batch.batch_id,
        kind=source.kind,
        file_name=source.file_name,
        state=batch.state,
        dry_run=source.dry_run,
        started_by=source.by.id,
        role=source.by.role,
        started_organisation=source.by.organisation_id,
        organisation_id=source.organisation_id,
        total=batch.total,
        rows_done=batch.rows_done,
        position=batch.position,
        counts=replace(batch.counts),
        why=batch.why,
        stuck=batch.stuck,
        seen_before=source.seen_before,
        started_at=batch.started_at,
        finished_at=batch.finished_at,
    )


def with_files(store: FileStore) -> CommandBus:
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER))
    return CommandBus(lambda: FileWork(store), handlers)
