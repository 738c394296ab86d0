"""What the hotline's desk reads: guides, filed matters, callers, mere calls."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping

from intake.domain.guide import Guide
from minqing_chassis.database import Database, fetch
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor

MOST_FILED: Final = 2_000
MOST_OF_ONE: Final = 50
GUIDES: Final = """
select distinct on (category) category, answer, materials, words
from category_guides order by category, id desc
"""
FILED: Final = f"""
select category, title, text from petitions
where state = 'accepted' and category is not null
    and details->'nature'->>'kind' is distinct from 'accusation'
order by petition_id desc limit {MOST_FILED}
"""
OF_PERSON: Final = f"""
select receipt from petitions join (
    select petition_id from petition_signs where person = :person
    union select petition_id from unsigned_petitions where person = :person
) as theirs using (petition_id)
order by petition_id desc limit {MOST_OF_ONE}
"""
NOTE: Final = """
insert into access_log (at, actor, role, organisation_id, purpose, subject, fields)
select :at, :actor, :role, :organisation_id, :purpose, told.subject, array[:field]
from unnest(cast(:subjects as text[])) as told(subject)
where not exists (
    select from access_log known
    where known.subject = told.subject and known.at > :since
        and known.actor = :actor and known.fields = array[:field]
)
"""
COUNTED: Final = """
select outcome, count(*) as calls from mere_calls
where at >= :since and at < :until and organisation_id = any(:organisations)
group by outcome order by outcome
"""
SAME_LOOK: Final = timedelta(minutes=15)
"""Looks at the same caller's matters by the same clerk within it are one look."""
FIELD: Final = "name"


class CallReader:
    """Answers in one round trip each; `clock` is the real one, for the log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def guides(self) -> dict[str, Guide]:
        """Return the guide that stands of each category that has one."""
        return {row["category"]: _guide(row) for row in self._database.rows(GUIDES)}

    def filed(self) -> list[tuple[str, str, str]]:
        """Return category, title and text of the newest that were accepted.

        Accusations are left out: nothing of them may show anywhere (条例第30条).
        """
        rows = self._database.rows(FILED)
        return [(row["category"], row["title"], row["text"]) for row in rows]

    def of_person(self, person: int) -> list[str]:
        """Return the numbers of what one telephone told, the newest first."""
        rows = self._database.rows(OF_PERSON, person=person)
        return [row["receipt"] for row in rows]

    def note_look(
        self,
        subjects: Iterable[str],
        *,
        actor: Actor,
        purpose: str,
        field: str = FIELD,
    ) -> None:
        """Write down that somebody saw whose these are; once for one call."""
        now = self._clock.now()
        told = {
            "at": now,
            "since": now - SAME_LOOK,
            "actor": actor.id,
            "role": actor.role.value,
            "organisation_id": actor.organisation_id,
            "purpose": purpose,
            "subjects": list(subjects),
            "field": field,
        }
        with self._database.engine.begin() as connection:
            fetch(connection, NOTE, told)

    def counted(
        self, since: datetime, until: datetime, organisations: Sequence[str]
    ) -> dict[str, int]:
        """Return how many calls came to nothing, by outcome."""
        rows = self._database.rows(
            COUNTED, since=since, until=until, organisations=list(organisations)
        )
        return {row["outcome"]: row["calls"] for row in rows}


def _guide(row: RowMapping) -> Guide:
    return Guide(
        category=row["category"],
        answer=row["answer"],
        materials=tuple(row["materials"]),
        words=tuple(row["words"]),
    )
