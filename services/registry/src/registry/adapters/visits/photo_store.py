"""Which photographs of visits have come; their files stand in the folder."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.visits import tables
from registry.application.visits.records import KeptPhoto

HERE = "select * from visit_photos where visit_id = :visit_id and sha256 = :sha256"
OF_VISIT = "select distinct digest from visit_photos where visit_id = :visit_id"
LEFT = """
select distinct visit_id from visit_photos join visits using (visit_id)
where sealed is null order by visit_id
"""
WRITTEN_DOWN = """
select digest from visit_photos where digest = any(:digests)
union select digest from pictures where digest = any(:digests)
"""
DROP = "delete from visit_photos where visit_id = :visit_id returning digest"
SHARED = """
select digest from visit_photos where visit_id <> :visit_id and digest = any(:digests)
union
select digest from pictures where digest = any(:digests)
"""


class SqlVisitPhotos:
    """The photographs that came; the primary key decides who was first."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def knows(self, visit_id: UUID, sha256: str) -> bool:
        """Tell whether it came before."""
        return bool(self._work.read(HERE, visit_id=visit_id, sha256=sha256))

    def add(self, photo: KeptPhoto) -> None:
        """Keep that it came; at commit Taken if the same came at that moment."""
        self._work.insert(tables.visit_photos, asdict(photo))


class SqlVisitPhotoReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def digest_of(self, visit_id: UUID, sha256: str) -> str | None:
        """Return under which name the file stands, if it came."""
        rows = self._read(HERE, visit_id=visit_id, sha256=sha256)
        return rows[0]["digest"] if rows else None

    def left(self) -> Sequence[UUID]:
        """Return the visits without words of which photographs are still here."""
        return [row["visit_id"] for row in self._read(LEFT)]

    def written_down(self, digests: Collection[str]) -> set[str]:
        """Return which of some files a row of any picture names."""
        return {e["digest"] for e in self._read(WRITTEN_DOWN, digests=list(digests))}

    def drop(self, visit_id: UUID) -> None:
        """Forget what came for a visit, when its files are gone."""
        self._read(DROP, visit_id=visit_id)

    def files_of(self, visit_id: UUID) -> Sequence[str]:
        """Return the files of a visit that nothing else has."""
        digests = [row["digest"] for row in self._read(OF_VISIT, visit_id=visit_id)]
        others = self._read(SHARED, visit_id=visit_id, digests=digests)
        shared = {row["digest"] for row in others}
        return [each for each in digests if each not in shared]
