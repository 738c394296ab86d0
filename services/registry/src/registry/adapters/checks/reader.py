"""Questions about spot checks that change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.checks.store import finding_of
from registry.adapters.places import UNDER
from registry.adapters.workers import SqlWorkers
from registry.application.checks.views import (
    CheckView,
    Debt,
    DrawCard,
    FoundView,
    OwedCheck,
    WholeDraw,
)
from registry.domain.checks.lots import ALGORITHM, population_digest

CARD: Final = """
select d.draw_id, rule, title, basis, d.organisation_id, since, until, due_on, drawn_by,
    drawn_at, size, nonce, seed,
    (select jsonb_array_length(visits) from check_populations p
        where p.draw_id = d.draw_id) as population,
    count(*) filter (where found = 'confirmed') as confirmed,
    count(*) filter (where found = 'differs') as differs,
    count(*) filter (where found = 'not-found') as not_found
from check_draws d left join lateral (
    select findings->-1->>'found' as found from checks c where c.draw_id = d.draw_id
) c on true
"""
DRAWS: Final = f"""
{UNDER}
{CARD} join under using (organisation_id)
where cast(:since as date) is null or since >= :since
group by d.draw_id order by since desc, d.draw_id limit 500
"""
DRAW: Final = f"{CARD} where d.draw_id = :id group by d.draw_id"
CHECKS: Final = """
select c.*, v.revision <> c.visit_revision as changed
from checks c join visits v using (visit_id) where draw_id = :id order by rank
"""
POPULATION: Final = "select visits from check_populations where draw_id = :id"
OWED: Final = """
select draw_id, title, due_on, visit_id, facts
from checks join check_draws using (draw_id)
where checker_id = :staff and findings = '[]'
order by due_on, draw_id, rank limit 500
"""
DEBTS: Final = f"""
{UNDER}
select checker_id, count(*) as open, min(due_on) as due_on,
    count(*) filter (where due_on < :today) as overdue
from checks join check_draws d using (draw_id) join under using (organisation_id)
where findings = '[]' group by checker_id order by min(due_on), checker_id
"""
DRAWN: Final = """
select rule from check_draws where organisation_id = :id and since = :since
"""
SHOWN: Final = tuple(DrawCard.__dataclass_fields__)
SHOWN_OF_CHECK: Final = frozenset(CheckView.__dataclass_fields__) - {"findings"}


class SqlCheckReader(SqlWorkers):
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.rows)

    def draws(self, organisation_id: str, since: date | None) -> Sequence[DrawCard]:
        """Return the draws of a place and of those below it, the latest first."""
        rows = self._read(DRAWS, id=organisation_id, since=since)
        return [_card(row) for row in rows]

    def draw(self, draw_id: UUID) -> WholeDraw | None:
        """Return a draw with its checks."""
        rows = self._read(DRAW, id=draw_id)
        if not rows:
            return None
        return WholeDraw(
            card=_card(rows[0]),
            nonce=rows[0]["nonce"],
            population_digest=population_digest(self.population(draw_id)),
            seed=rows[0]["seed"],
            algorithm=ALGORITHM,
            checks=[_check(row) for row in self._read(CHECKS, id=draw_id)],
        )

    def population(self, draw_id: UUID) -> Sequence[UUID]:
        """Return out of which visits lots were drawn."""
        rows = self._read(POPULATION, id=draw_id)
        return [UUID(each) for row in rows for each in row["visits"]]

    def owed_by(self, staff_id: str) -> Sequence[OwedCheck]:
        """Return what somebody has yet to check, the first due first."""
        return [OwedCheck(**row) for row in self._read(OWED, staff=staff_id)]

    def debts(self, organisation_id: str, today: date) -> Sequence[Debt]:
        """Return who has yet to check how many, of the draws of a place and below."""
        rows = self._read(DEBTS, id=organisation_id, today=today)
        return [Debt(**row) for row in rows]

    def rules_drawn(self, organisation_id: str, since: date) -> frozenset[str]:
        """Return by which rules a place's own lots of a period were drawn."""
        rows = self._read(DRAWN, id=organisation_id, since=since)
        return frozenset(row["rule"] for row in rows)


def _card(row: Mapping[Any, Any]) -> DrawCard:
    return DrawCard(**{name: row[name] for name in SHOWN})


def _check(row: Mapping[Any, Any]) -> CheckView:
    noted = [finding_of(each) for each in row["findings"]]
    told = [FoundView(**vars(each.finding), by=each.by, at=each.at) for each in noted]
    plain = {name: row[name] for name in SHOWN_OF_CHECK}
    return CheckView(**plain, findings=told)
