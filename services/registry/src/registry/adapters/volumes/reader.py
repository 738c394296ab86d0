"""One section of many files at once: the entries themselves, no copy (B-22)."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from registry.adapters.archive.envelopes import Envelopes
from registry.adapters.archive.rows import entry_of
from registry.adapters.places import UNDER
from registry.adapters.privacy.people import SqlPeopleReader
from registry.application.archive.volumes import Leaf
from registry.domain.archive.section import SubjectKind

FILES: Final = {
    SubjectKind.RESIDENT: """
select r.resident_id as id, r.household_id, h.building_id
from residents r join under using (organisation_id)
    left join households h using (household_id)
""",
    SubjectKind.HOUSEHOLD: """
select h.household_id as id, h.household_id, h.building_id
from households h join under using (organisation_id)
""",
}
LEAVES: Final = """
{under}, files as ({files}), kept as (
    select id, household_id from files
    where (cast(:buildings as text[]) is null or building_id = any(:buildings))
        and exists (
            select from section_entries e
            where e.subject_id = files.id and e.section = :section
        )
)
"""
COUNT: Final = LEAVES + "select count(*) as files from kept"
PAGE: Final = (
    LEAVES
    + """
select newest.*, kept.household_id from (
    select * from kept where id > :after order by id limit :limit
) kept cross join lateral (
    select * from section_entries e
    where e.subject_id = kept.id and e.section = :section
    order by revision desc limit 1
) newest
order by kept.id
"""
)
CHILDREN: Final = "select * from residents where resident_id = any(:ids)"


class SqlVolumeReader(SqlPeopleReader):
    """Reads volumes as it reads files; class 3 stays sealed."""

    def leaves(
        self,
        section: str,
        subject: SubjectKind,
        organisation_id: str,
        buildings: Collection[str] | None,
        after: UUID,
        limit: int,
    ) -> tuple[int, Sequence[Leaf]]:
        """Return how many files of a place have the section, and some; by id."""
        parts = {"under": UNDER, "files": FILES[subject]}
        asked = {
            "id": organisation_id,
            "section": section,
            "buildings": None if buildings is None else sorted(buildings),
        }
        (counted,) = self._read(COUNT.format(**parts), **asked)
        sql = PAGE.format(**parts)
        rows = self._read(sql, **asked, after=after, limit=limit)
        ids = [row["subject_id"] for row in rows]
        boxes = Envelopes(self._master, self._read).open_all(ids)
        children = self._children(ids)
        return counted["files"], [
            Leaf(
                subject_id=row["subject_id"],
                household_id=row["household_id"],
                child=row["subject_id"] in children,
                entry=entry_of(row, boxes[row["subject_id"]], whole=False),
            )
            for row in rows
        ]

    def _children(self, ids: Sequence[UUID]) -> set[UUID]:
        of, today = self._personal().resident_of, self.today()
        people = [of(row) for row in self._read(CHILDREN, ids=ids)]
        return {each.resident_id for each in people if each.is_child(today)}
