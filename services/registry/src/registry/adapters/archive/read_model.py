"""Questions about the archive that change nothing; class 3 stays sealed."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from minqing_kernel.clock import Clock
from registry.adapters.archive.answering import who_answers
from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.petitions import FILED, filed_in
from registry.adapters.archive.rows import definition_of, entry_of
from registry.adapters.read_model import SqlRegistryReader
from registry.application.archive.views import (
    Answering,
    Population,
    SectionUse,
    TenancyView,
)
from registry.domain.archive.petitions import Standing
from registry.domain.archive.record import Entry
from registry.domain.archive.section import SectionDefinition

SECTIONS = "select * from section_versions order by code, number"
SECTION = "select * from section_versions where code = :code order by number"
USE = """
select e.section, count(*) as files,
    count(distinct coalesce(r.household_id, h.household_id)) as households
from (select distinct section, subject_id from section_entries) e
    left join residents r on r.resident_id = e.subject_id
    left join households h on h.household_id = e.subject_id
group by e.section order by e.section
"""
ENTRIES = """
select distinct on (section) * from section_entries
where subject_id = :id and (cast(:until as timestamptz) is null or at <= :until)
order by section, revision desc
"""
HISTORY = """
select * from section_entries where subject_id = :id and section = :section
order by revision
"""
TENANCIES = """
select tenancy_id, household_id, owner_id, since, until, revision from tenancies
where household_id = :id order by since, tenancy_id
"""
POPULATION = """
with recursive place as (
    select organisation_id, division_code from organisations
    where organisation_id = :id
), below (organisation_id, step) as (
    select organisation_id, 0 from place
    union all
    select down.organisation_id, step + 1
    from below join organisations down on down.parent_id = below.organisation_id
    where step < 32
), people as (
    select r.registered_division as registered, place.division_code as here,
        exists (
            select from tenancies t where t.household_id = r.household_id
                and t.since <= :today and (t.until is null or t.until > :today)
        ) as rents
    from residents r join below using (organisation_id) cross join place
    where r.state = 'living'
)
select count(*) as present,
    count(*) filter (
        where starts_with(registered, here) or starts_with(here, registered)
    ) as registered_here,
    count(*) filter (
        where not (starts_with(registered, here) or starts_with(here, registered))
    ) as registered_elsewhere,
    count(*) filter (where registered is null) as registered_unknown,
    count(*) filter (where rents) as tenants
from people
"""


class SqlArchiveReader(SqlRegistryReader):
    """Reads the archive as it stands, or as it stood."""

    def __init__(
        self, database: Database, sealer: Sealer, clock: Clock | None = None
    ) -> None:
        super().__init__(database, sealer, clock)
        self._master = sealer

    def section(self, code: str) -> SectionDefinition | None:
        """Return one section with all its editions."""
        rows = self._read(SECTION, code=code)
        return definition_of(code, rows) if rows else None

    def sections(self) -> Sequence[SectionDefinition]:
        """Return every section, by code."""
        by_code = groupby(self._read(SECTIONS), key=lambda row: str(row["code"]))
        return [definition_of(code, list(rows)) for code, rows in by_code]

    def section_use(self) -> Sequence[SectionUse]:
        """Return how many files, of how many households, have something in each."""
        return [SectionUse(**row) for row in self._read(USE)]

    def entries(
        self, subject_id: UUID, until: datetime | None = None
    ) -> Sequence[Entry]:
        """Return the newest entry of each section, or the newest at a moment."""
        rows = self._read(ENTRIES, id=subject_id, until=until)
        return self._opened(subject_id, rows)

    def history(self, subject_id: UUID, section: str) -> Sequence[Entry]:
        """Return all entries of one section, the oldest first."""
        rows = self._read(HISTORY, id=subject_id, section=section)
        return self._opened(subject_id, rows)

    def petitions(self, resident_id: UUID) -> Sequence[tuple[str, Standing]]:
        """Return the petitions in a file with the sections that they stand in."""
        return filed_in(self._read(FILED, id=resident_id))

    def tenancies(self, household_id: UUID) -> Sequence[TenancyView]:
        """Return a household's tenancies, the newest last."""
        rows = self._read(TENANCIES, id=household_id)
        return [TenancyView(**row) for row in rows]

    def answering(self, household_id: UUID, day: date) -> Answering:
        """Return in which grid a household lies, and who answers for it on a day."""
        return who_answers(self._read, household_id, day)

    def population(self, organisation_id: str, today: date) -> Population:
        """Return how many people live in a place and all below it."""
        (row,) = self._read(POPULATION, id=organisation_id, today=today)
        return Population(**row)

    def _opened(self, subject_id: UUID, rows: Sequence[RowMapping]) -> list[Entry]:
        if not rows:
            return []
        box = Envelopes(self._master, self._read).open(subject_id)
        return [entry_of(row, box, whole=False) for row in rows]
