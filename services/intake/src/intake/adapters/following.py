"""Who follows a petition hears where it stands, after each unit that changed it.

Whoever changes a petition reads `followed_petitions` in the same transaction; whoever
begins to follow locks it against them first, and so reads the petition after they are
done, or is read by them. No change falls between the two.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import Column, Table, Uuid

from intake.adapters.rows import petition_from, progress_from
from intake.adapters.tables import METADATA
from intake.domain.progress import CaseFact
from intake.domain.record import PetitionRecord
from intake.domain.standing import Standing
from minqing_chassis.unit_of_work import SqlWork
from minqing_contracts.intake_standing import PetitionStandingV1
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause

FOLLOWED = Table(
    "followed_petitions", METADATA, Column("petition_id", Uuid, primary_key=True)
)
LOCK = "lock table followed_petitions in exclusive mode; select 1"
"""Holds off those who read it to tell of a change, but no backup that reads all."""
FOLLOW = """
insert into followed_petitions (petition_id)
select petition_id from jsonb_to_recordset(:rows) as new(petition_id uuid)
on conflict do nothing
"""
AMONG = """
select petition_id from followed_petitions where petition_id = any(cast(:ids as uuid[]))
for key share
"""
STANDS = """
select p.*, c.facts from petitions p left join case_progress c using (petition_id)
where p.petition_id = :id
"""


class SqlFollowers:
    """Which petitions are followed, and what of them changed in this unit."""

    def __init__(self, work: SqlWork, clock: Clock) -> None:
        self._work = work
        self._clock = clock
        self._begun: dict[UUID, Standing] = {}
        self._changed: dict[UUID, Standing] = {}
        self._causes: dict[UUID, Cause] = {}
        work.before_commit(self._tell)

    def follow(self, petition_id: UUID) -> None:
        """Tell where it stands now, and from now on; one unknown is not followed."""
        if not self._begun:
            self._work.read(LOCK)
        rows = self._work.read(STANDS, id=petition_id)
        standing = Standing(petition_id=petition_id, known=bool(rows))
        for row in rows:
            said = {name: row[name] for name in row if name != "facts"}
            standing = standing.with_petition(petition_from(said))
            standing = standing.with_facts(progress_from(row["facts"]).facts)
            self._work.write(FOLLOW, [{"petition_id": petition_id}])
        self._begun[petition_id] = standing

    def saw(
        self,
        petitions: Iterable[PetitionRecord],
        facts: Mapping[UUID, Mapping[int, CaseFact]],
        cause: Cause,
    ) -> None:
        """Take note of petitions that were there and changed, and of all facts heard.

        `facts` holds every fact of this unit about each case that it names.
        """
        for petition in petitions:
            found = self._standing(petition.petition_id, cause)
            self._changed[petition.petition_id] = found.with_petition(petition)
        for petition_id, told in facts.items():
            found = self._standing(petition_id, cause)
            self._changed[petition_id] = found.with_facts(told)
        for petition_id in self._begun:
            self._causes.setdefault(petition_id, cause)

    def _standing(self, petition_id: UUID, cause: Cause) -> Standing:
        self._causes[petition_id] = cause
        return self._changed.get(petition_id) or Standing(petition_id=petition_id)

    def _tell(self) -> None:
        ids = [each for each, standing in self._changed.items() if standing.tells]
        followed = set(self._begun)
        if set(ids) - followed:
            rows = self._work.read(AMONG, ids=ids)
            followed |= {row["petition_id"] for row in rows}
        for petition_id in followed:
            for told in (self._begun, self._changed):
                if petition_id in told and told[petition_id].tells:
                    self._say(told[petition_id])

    def _say(self, standing: Standing) -> None:
        event = PetitionStandingV1(
            **{**vars(standing), "accused": list(standing.accused)}
        )
        self._work.say(
            event, at=self._clock.now(), cause=self._causes[standing.petition_id]
        )
