"""What notify did about one petition, told from its notices and follow-ups."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.timeline import Step, TimelineReader

SERVICE = "notify"
BY = "system:notify"

NOTICES = """
select at, step, audience, recipient, state, channel, case_revision, correlation_id
from notices where petition_id = :petition_id order by at, urgency, notice_id
"""
QUESTIONS = """
select asked_at, case_revision, state from follow_ups
where petition_id = :petition_id order by case_revision
"""
ROOM = """
select t.* from timeline t join (
  select 'visit:' || visit_id as subject from visits where petition_id = :petition_id
  union all
  select 'objection:' || objection_id from objections where petition_id = :petition_id
  union all
  select 'rating:' || rating_id from ratings where petition_id = :petition_id
) as about using (subject) order by t.at, t.subject, t.revision
"""


class Story:
    """Reads one petition's lines: who was told of what, what was asked and answered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._timeline = TimelineReader(database, SERVICE)

    def of(self, petition_id: UUID) -> list[Step]:
        """Return the lines in the order of time."""
        told = self._database.rows(NOTICES, petition_id=petition_id)
        asked = self._database.rows(QUESTIONS, petition_id=petition_id)
        lines = [_told(dict(row)) for row in told]
        lines += [_asked(dict(row)) for row in asked]
        lines += self._timeline.of(str(petition_id))
        beside = self._database.rows(ROOM, petition_id=petition_id)
        lines += [_beside(dict(row)) for row in beside]
        return sorted(lines, key=lambda line: line["at"])


def _told(row: Mapping[str, Any]) -> Step:
    detail = {name: row[name] for name in ("audience", "recipient", "channel")}
    return Step(
        service=SERVICE,
        revision=row["case_revision"] or 0,
        step=f"notice-{row['state']}",
        at=row["at"].isoformat(),
        actor=BY,
        correlation_id=str(row["correlation_id"]),
        detail={"of": row["step"]} | detail,
    )


def _asked(row: Mapping[str, Any]) -> Step:
    return Step(
        service=SERVICE,
        revision=row["case_revision"],
        step="follow-up-asked",
        at=row["asked_at"].isoformat(),
        actor=BY,
        correlation_id=None,
        detail={"state": row["state"]},
    )


def _beside(row: Mapping[str, Any]) -> Step:
    """Tell of a call, an objection or a rating; `beside` names which."""
    return Step(
        service=SERVICE,
        revision=row["revision"],
        step=row["step"],
        at=row["at"].isoformat(),
        actor=row["actor"],
        correlation_id=str(row["correlation_id"]),
        detail=row["detail"] | {"beside": row["subject"]},
    )
