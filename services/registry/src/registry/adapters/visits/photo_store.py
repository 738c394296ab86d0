"""Which photographs of visits have come; their files stand in the folder."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.visits import tables
from registry.application.visits.records import KeptPhoto

HERE = "select * from visit_photos where visit_id = :visit_id and sha256 = :sha256"
OF_VISIT = "select distinct digest from visit_photos where visit_id = :visit_id"
DROP = """
with gone as (delete from visit_photos where visit_id = :visit_id)
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

    def drop(self, visit_id: UUID) -> Sequence[str]:
        """Forget what came for a visit; return the files that nothing else has."""
        digests = [row["digest"] for row in self._read(OF_VISIT, visit_id=visit_id)]
        others = self._read(DROP, visit_id=visit_id, digests=digests)
        shared = {row["digest"] for row in others}
        return [each for each in digests if each not in shared]
