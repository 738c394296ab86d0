"""Who did what to one matter, and when: read from a service's own timeline table."""

from typing import Any, TypedDict

from minqing_chassis.database import Database

OWN = """
select revision, step, at, actor, correlation_id, detail from timeline
where subject = :subject and source = :service order by revision
"""


class Step(TypedDict):
    """One line of a matter's timeline, as plain JSON."""

    service: str
    revision: int
    step: str
    at: str
    actor: str
    correlation_id: str | None
    detail: dict[str, Any]


class TimelineReader:
    """Tells what this service itself did; what it heard of others is theirs to tell."""

    def __init__(self, database: Database, service: str) -> None:
        self._database = database
        self._service = service

    def of(self, subject: str) -> list[Step]:
        """Return the steps of one matter, in the order in which they were taken."""
        rows = self._database.rows(OWN, subject=subject, service=self._service)
        return [
            Step(
                service=self._service,
                revision=row["revision"],
                step=row["step"],
                at=row["at"].isoformat(),
                actor=row["actor"],
                correlation_id=str(row["correlation_id"]),
                detail=row["detail"],
            )
            for row in rows
        ]
