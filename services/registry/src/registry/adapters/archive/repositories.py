"""The archive's collections in the database; rows are added, never changed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.archive import tables
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.forgetting import (
    EMPTY_SINCE,
    FORGET_ENTITLEMENTS,
    FORGET_LIVES,
    FORGET_MOVES,
    FORGET_PLACEMENTS,
    FORGET_TAGS,
    HELD,
    HELPED,
    NOTE_EMPTY,
    UNFORGOTTEN,
)
from registry.adapters.archive.rows import (
    definition_of,
    entry_of,
    entry_row,
    version_row,
)
from registry.adapters.upsert import upsert_sql
from registry.domain.archive.keeping import Part, Secrecy
from registry.domain.archive.record import Entry, SectionRecord
from registry.domain.archive.section import SectionDefinition

VERSIONS = "select * from section_versions where code = :code order by number"
KEEPING_OUTCOMES = """
select distinct code from section_versions
where spec @> '{"subject": "resident", "fields": [{"type": "outcomes"}]}'
order by code
"""
HOLDING_PETITIONS = """
select distinct code from section_versions
where spec @> '{"subject": "resident", "holds_petitions": true}'
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
PARTS = f"""
select e.section, part.name as kind, max(e.revision) as revision {UNFORGOTTEN}
    and e.subject_id = :id
group by e.section, part.name
"""
IS_HELPED = f"select {HELPED.format(id=':id')} as helped"
IS_HELD = f"select {HELD.format(id=':id')} as held"
FORGET_HOMES = (
    FORGET_LIVES,
    FORGET_MOVES,
    FORGET_ENTITLEMENTS,
    FORGET_PLACEMENTS,
    FORGET_TAGS,
)
DROP_FILE_KEY = """
delete from subject_keys old
using jsonb_populate_recordset(null::subject_keys, :rows) gone
where old.subject_id = gone.subject_id
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

    def holding_petitions(self) -> Sequence[SectionDefinition]:
        """Return the sections that a person's petitions may stand in."""
        rows = self._work.read(HOLDING_PETITIONS)
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
        if self._envelopes.made:
            self._work.write(upsert_sql(tables.section_keys), self._envelopes.made)

    def parts(self, subject_id: UUID) -> dict[Part, int]:
        """Return what of a file can be read yet, with its newest revision."""
        kinds = [each.value for each in Secrecy]
        return {
            Part(section=row["section"], secrecy=Secrecy(row["kind"])): row["revision"]
            for row in self._work.read(PARTS, id=subject_id, kinds=kinds)
        }

    def is_held(self, subject_id: UUID) -> bool:
        """Tell whether an open petition or request keeps a file as it is."""
        (row,) = self._work.read(IS_HELD, id=subject_id)
        return bool(row["held"])

    def forget(self, subject_id: UUID, part: Part, *, before: int) -> None:
        """Destroy what stood in a part before a revision, for good."""
        self._envelopes.replace(subject_id, part, forget_before=before)

    def forget_file_key(self, subject_id: UUID) -> None:
        """Destroy the key of what was written before parts had keys of their own."""
        self._work.write(DROP_FILE_KEY, [{"subject_id": subject_id}])

    def note_empty(self, today: date) -> None:
        """Write down since when nobody lives in which household that has a file."""
        self._work.read(NOTE_EMPTY, today=today)

    def empty_since(self, household_id: UUID) -> date | None:
        """Return since when nobody lives in a household; None if somebody does."""
        rows = self._work.read(EMPTY_SINCE, id=household_id)
        return rows[0]["since"] if rows else None

    def forget_homes(self, resident_id: UUID) -> None:
        """Forget where somebody lived, died, left or moved, and what help was found."""
        for sql in FORGET_HOMES:
            self._work.write(sql, [{"resident_id": resident_id}])

    def forget_help(self, resident_id: UUID) -> None:
        """Forget what help was found for somebody; a job stays counted."""
        for sql in (FORGET_ENTITLEMENTS, FORGET_PLACEMENTS):
            self._work.write(sql, [{"resident_id": resident_id}])

    def is_helped(self, resident_id: UUID) -> bool:
        """Tell whether it stands here what help was found for somebody."""
        (row,) = self._work.read(IS_HELPED, id=resident_id)
        return bool(row["helped"])

    def _add(self, record: SectionRecord) -> None:
        seal = partial(self._envelopes.sealer, record.subject_id)
        for entry in record.added:
            self._work.insert(tables.section_entries, entry_row(entry, seal))
