"""Sealed contacts, and who read them: one transaction, one row for each reading."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from minqing_chassis.database import Database, fetch
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor

SEALED = """
select petition_id as subject, contact from petitions
where petition_id = any(:ids) and contact is not null order by petition_id
"""
VISITOR = """
select reception_id as subject, contact from receptions
where reception_id = any(:ids) and contact is not null
"""
NOTE = """
insert into access_log (at, actor, role, organisation_id, purpose, subject, fields)
select :at, :actor, :role, :organisation_id, :purpose,
    unnest(cast(:subjects as text[])), array['contact']
"""


class SqlContactRecords:
    """Notes many readings in one statement, in the rows of the chassis's AccessLog.

    `clock` is the real one: no rehearsal may say when somebody looked.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def read(
        self, petition_ids: Sequence[UUID], *, actor: Actor, purpose: str
    ) -> Mapping[UUID, str]:
        """Return the sealed contact of each petition that has one.

        Raises ValueError without a purpose.
        """
        return self._noted(SEALED, petition_ids, actor, purpose)

    def visitor(self, reception_id: UUID, *, actor: Actor, purpose: str) -> str | None:
        """Return the sealed contact of who arrived, if they told any.

        Raises ValueError without a purpose.
        """
        return self._noted(VISITOR, [reception_id], actor, purpose).get(reception_id)

    def _noted(
        self, asked: str, ids: Sequence[UUID], actor: Actor, purpose: str
    ) -> dict[UUID, str]:
        if not purpose.strip():
            raise ValueError("nobody looks for nothing")
        with self._database.engine.begin() as connection:
            rows = fetch(connection, asked, {"ids": list(ids)})
            found = {row["subject"]: row["contact"] for row in rows}
            note = {
                "at": self._clock.now(),
                "actor": actor.id,
                "role": actor.role.value,
                "organisation_id": actor.organisation_id,
                "purpose": purpose,
                "subjects": [str(subject) for subject in found],
            }
            fetch(connection, NOTE, note)
            return found
