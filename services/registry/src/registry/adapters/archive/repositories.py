"""The archive's collections in the database; rows are added, never changed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.archive import tables
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.rows import (
    definition_of,
    entry_of,
    entry_row,
    version_row,
)
from registry.domain.archive.record import Entry, SectionRecord
from registry.domain.archive.section import SectionDefinition

VERSIONS = "select * from section_versions where code = :code order by number"
KEEPING_OUTCOMES = """
select distinct code from section_versions
where spec @> '{"subject": "resident", "fields": [{"type": "outcomes"}]}'
order by code
"""
NEWEST_OF_ALL = """
select distinct on (section) * from section_entries
where subject_id = :id order by section, revision desc
"""
NEWEST = """
select * from section_entries where subject_id = :id and section = :section
    and (cast(:until as timestamptz) is null or at <= :until)
order by revision desc limit 1
"""


class SqlSections:
    """All sections with all their editions."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._held: dict[str, SectionDefinition] = {}
        self._stored: dict[str, int] = {}
        work.before_commit(self._write)

    def add(self, aggregate: SectionDefinition) -> None:
        """Take a new section in."""
        self._held[aggregate.code] = aggregate
        self._stored[aggregate.code] = len(aggregate.versions)
        self._work.watch(aggregate)

    def find(self, key: str) -> SectionDefinition | None:
        """Return a section with all its editions, if it is known."""
        if key not in self._held:
            rows: Sequence[RowMapping] = self._work.read(VERSIONS, code=key)
            if rows:
                self.add(definition_of(key, rows))
        return self._held.get(key)

    def of(self, codes: Collection[str]) -> Sequence[SectionDefinition]:
        """Return these sections, those that are known."""
        found = [self.find(code) for code in sorted(codes)]
        return [each for each in found if each is not None]

    def keeping_outcomes(self) -> Sequence[SectionDefinition]:
        """Return the sections about residents that cases write into."""
        rows = self._work.read(KEEPING_OUTCOMES)
        return self.of({row["code"] for row in rows})

    def _write(self) -> None:
        for code, definition in self._held.items():
            for version in definition.versions[self._stored[code] :]:
                row = version_row(code, version)
                self._work.insert(tables.section_versions, row)


class SqlRecords:
    """What stands in the sections of all files, each sealed by its file's own key."""

    def __init__(self, work: SqlWork, envelopes: Envelopes) -> None:
        self._work = work
        self._envelopes = envelopes
        self._held: dict[tuple[UUID, str], SectionRecord] = {}
        work.before_commit(self._write)

    def get(self, subject_id: UUID, section: str) -> SectionRecord:
        """Return one section of one file, empty if nothing was written.

        Nothing is locked: of two who add the same revision the database takes one.
        """
        key = subject_id, section
        if key not in self._held:
            last = self.at(subject_id, section, until=None)
            record = SectionRecord(subject_id=subject_id, section=section, last=last)
            self._held[key] = record
            self._work.watch(record)
        return self._held[key]

    def newest(self, subject_id: UUID) -> Sequence[Entry]:
        """Return the newest entry of each section of a file, opened whole."""
        rows = self._work.read(NEWEST_OF_ALL, id=subject_id)
        if not rows:
            return []
        box = self._envelopes.open(subject_id)
        return [entry_of(row, box, whole=True) for row in rows]

    def at(
        self, subject_id: UUID, section: str, *, until: datetime | None
    ) -> Entry | None:
        """Return the newest entry, or the newest at a moment, opened whole."""
        rows = self._work.read(NEWEST, id=subject_id, section=section, until=until)
        if not rows:
            return None
        return entry_of(rows[0], self._envelopes.open(subject_id), whole=True)

    def _write(self) -> None:
        for record in self._held.values():
            if record.added:
                self._add(record)

    def _add(self, record: SectionRecord) -> None:
        box, wrapped = self._envelopes.open_or_make(record.subject_id)
        if wrapped is not None:
            row = {"subject_id": record.subject_id, "wrapped": wrapped}
            self._work.insert(tables.subject_keys, row)
        for entry in record.added:
            self._work.insert(tables.section_entries, entry_row(entry, box))
