"""The collection of imports, and the look-ups that they do for many rows at once."""

import base64
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from minqing_chassis.sealing import Sealer
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.messages import Actor, Role
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.rows import entry_of
from registry.adapters.importing import tables
from registry.adapters.importing.leaving import WITHDRAWALS
from registry.adapters.repositories import SqlHouseholds, SqlResidents
from registry.adapters.rows import PersonalRows
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.application.importing.ports import Done, HomeNumber
from registry.domain.archive.record import Entry
from registry.domain.household import Household
from registry.domain.importing.batch import (
    Counts,
    ImportBatch,
    ImportSource,
    ImportState,
    Outcome,
    RowResult,
    Withdrawal,
)
from registry.domain.importing.errors import ImportUnknown
from registry.domain.resident import Resident

PART_BYTES = 256 * 1024
NUMBERED = """
select number_index, household_id from household_numbers
where number_index = any(:keys)
"""
BEARERS = """
select resident_id from residents where identity_index = any(:keys)
"""
MEMBERS = "select resident_id from residents where household_id = any(:ids)"
TO_UNDO = """
select no, subject, revision, before from import_rows
where batch_id = :batch and undone = 0 order by no desc limit :limit
"""
MARK = """
update import_rows old set undone = new.undone
from jsonb_populate_recordset(null::import_rows, :rows) new
where old.batch_id = new.batch_id and old.no = new.no
"""
DROP_FILE = """
delete from import_parts old
using jsonb_populate_recordset(null::import_parts, :rows) gone
where old.batch_id = gone.batch_id
"""
ENTRY = """
select * from section_entries
where subject_id = :id and section = :section and revision = :revision
"""
NOT_LOOKED_AT, TAKEN_BACK, KEPT = 0, 1, 2


class SqlImports(Shelf[ImportBatch]):
    """All imports."""

    def __init__(
        self,
        work: SqlWork,
        sealer: Sealer,
        residents: SqlResidents,
        households: SqlHouseholds,
    ) -> None:
        super().__init__(
            work,
            tables.import_batches,
            to_row=batch_row,
            from_row=batch_of,
            missing=ImportUnknown,
        )
        self._sealer = sealer
        self._personal = PersonalRows(Seals(sealer))
        self._envelopes = Envelopes(sealer, work.read)
        self._residents = residents
        self._households = households
        self._later: list[tuple[Table, dict[str, Any]]] = []
        work.before_commit(self._write_later)

    def keep_file(self, batch_id: UUID, content: bytes) -> None:
        """Keep a file, sealed part by part."""
        for no, at in enumerate(range(0, len(content), PART_BYTES)):
            part = base64.b64encode(content[at : at + PART_BYTES]).decode()
            token = self._sealer.seal(part, about_part(batch_id, no))
            row = {"batch_id": batch_id, "no": no, "sealed": token}
            self._later.append((tables.import_parts, row))

    def drop_file(self, batch_id: UUID) -> None:
        """Throw a file away."""
        self._work.write(DROP_FILE, [{"batch_id": batch_id}])

    def keep_results(self, batch_id: UUID, results: Sequence[RowResult]) -> None:
        """Write down what an import changed, and why rows were not taken."""
        for each in results:
            if each.outcome in {Outcome.CREATED, Outcome.CHANGED}:
                self._work.insert(tables.import_rows, _result_row(batch_id, each))
            for no, fault in enumerate(each.faults):
                row = {
                    "batch_id": batch_id,
                    "row_no": each.no,
                    "no": no,
                    "column_title": fault.column,
                    "shown": fault.shown,
                    "code": fault.code,
                }
                self._work.insert(tables.import_faults, row)

    def bearers(self, numbers: Collection[str]) -> Mapping[str, Resident]:
        """Return who bears each of these identity numbers."""
        keys = [self._personal.identity_index(each) for each in numbers]
        found = self._work.read(BEARERS, keys=keys) if keys else []
        residents = self._residents.get_many(
            sorted(row["resident_id"] for row in found)
        )
        return {
            str(each.profile.particulars.identity_number): each
            for each in residents.values()
        }

    def homes(self, numbers: Collection[HomeNumber]) -> Mapping[HomeNumber, Household]:
        """Return the households with these numbers; an id is a number, too."""
        by_index = {self._index(each): each for each in numbers}
        rows = self._work.read(NUMBERED, keys=list(by_index)) if by_index else []
        ids = {by_index[row["number_index"]]: row["household_id"] for row in rows}
        ids |= {each: key for each in numbers if (key := _uuid(each.number))}
        found = self._households.get_many(sorted(set(ids.values())))
        return {each: found[key] for each, key in ids.items() if key in found}

    def number_home(self, number: HomeNumber, household_id: UUID) -> None:
        """Let a household be found by its number."""
        row = {"number_index": self._index(number), "household_id": household_id}
        self._later.append((tables.household_numbers, row))

    def members(
        self, household_ids: Collection[UUID]
    ) -> Mapping[UUID, Sequence[Resident]]:
        """Return who lives in each of these households."""
        if not household_ids:
            return {}
        rows = self._work.read(MEMBERS, ids=list(household_ids))
        homes: dict[UUID, list[Resident]] = {}
        keys = sorted(row["resident_id"] for row in rows)
        for each in self._residents.get_many(keys).values():
            if each.profile.household_id is not None:
                homes.setdefault(each.profile.household_id, []).append(each)
        return homes

    def to_undo(self, batch_id: UUID, limit: int) -> Sequence[Done]:
        """Return rows that were not looked at for undoing yet, the last ones first."""
        rows = self._work.read(TO_UNDO, batch=batch_id, limit=limit)
        return [Done(**row) for row in rows]

    def mark_undone(
        self, batch_id: UUID, undone: Collection[int], kept: Collection[int]
    ) -> None:
        """Write down which rows were taken back, and which were not."""
        for how, numbers in ((TAKEN_BACK, undone), (KEPT, kept)):
            rows = [{"batch_id": batch_id, "no": no, "undone": how} for no in numbers]
            self._work.write(MARK, rows)

    def untouched(self, kind: str, entries: Mapping[UUID, int]) -> frozenset[UUID]:
        """Return the entries of these revisions on which nothing hangs, held."""
        free = WITHDRAWALS[kind].free
        rows = self._work.read(free, ids=list(entries)) if entries else []
        return frozenset(
            row["id"] for row in rows if row["revision"] == entries[row["id"]]
        )

    def withdraw(
        self, kind: str, entries: Mapping[UUID, int], batch_id: UUID, *, at: datetime
    ) -> None:
        """Take residents or households out of the register."""
        leaving = WITHDRAWALS[kind]
        for sql in leaving.remove:
            self._work.write(sql, [{leaving.key: key} for key in entries])
        for key, revision in entries.items():
            gone = Withdrawal(kind=leaving.subject, entry_id=key, revision=revision)
            self._work.watch(gone)
            gone.tell_of(batch_id, at=at)

    def entry(self, subject_id: UUID, section: str, revision: int) -> Entry | None:
        """Return what one edit left in a section, opened whole."""
        rows = self._work.read(ENTRY, id=subject_id, section=section, revision=revision)
        if not rows:
            return None
        return entry_of(rows[0], self._envelopes.open(subject_id), whole=True)

    def _write_later(self) -> None:
        """Write what refers to rows that the collections write first."""
        for table, row in self._later:
            self._work.insert(table, row)

    def _index(self, number: HomeNumber) -> str:
        return self._sealer.blind_index("\x1f".join(number), "household-number")


def _result_row(batch_id: UUID, result: RowResult) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "no": result.no,
        "outcome": result.outcome,
        "subject": result.subject,
        "revision": result.revision,
        "before": result.before,
        "undone": NOT_LOOKED_AT,
    }


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def about_part(batch_id: UUID, no: int) -> str:
    """Return what a part of a file is bound to."""
    return f"import:{batch_id}/{no}"


def batch_row(batch: ImportBatch) -> dict[str, Any]:
    """Return the row of an import."""
    source = batch.source
    return {
        "batch_id": batch.batch_id,
        "kind": source.kind,
        "file_name": source.file_name,
        "fingerprint": source.fingerprint,
        "started_by": source.by.id,
        "role": source.by.role,
        "started_organisation": source.by.organisation_id,
        "organisation_id": source.organisation_id,
        "dry_run": source.dry_run,
        "seen_before": source.seen_before,
        "state": batch.state,
        "total": batch.total,
        "position": batch.position,
        "rows_done": batch.rows_done,
        "counts": dict(vars(batch.counts)),
        "why": batch.why,
        "started_at": batch.started_at,
        "finished_at": batch.finished_at,
        "held_until": batch.held_until,
        "tries": batch.tries,
        "stuck": batch.stuck,
        "revision": batch.revision,
    }


def batch_of(row: Mapping[Any, Any]) -> ImportBatch:
    """Return the import of a row."""
    return ImportBatch(
        batch_id=row["batch_id"],
        source=ImportSource(
            kind=row["kind"],
            file_name=row["file_name"],
            fingerprint=row["fingerprint"],
            by=Actor(
                id=row["started_by"],
                role=Role(row["role"]),
                organisation_id=row["started_organisation"],
            ),
            organisation_id=row["organisation_id"],
            dry_run=row["dry_run"],
            seen_before=row["seen_before"],
        ),
        state=ImportState(row["state"]),
        total=row["total"],
        position=row["position"],
        rows_done=row["rows_done"],
        counts=Counts(**row["counts"]),
        why=row["why"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        held_until=row["held_until"],
        tries=row["tries"],
        stuck=row["stuck"],
        revision=row["revision"],
    )
