"""What a draw is made of: the visits of a period, who went, and with whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from registry.adapters.places import UNDER
from registry.adapters.workers import SqlWorkers
from registry.domain.checks.rules import CheckRule
from registry.domain.periods import Period

POPULATION: Final = f"""
{UNDER}
select visit_id from visits v
where (cardinality(cast(:kinds as text[])) = 0 or v.kind = any(:kinds)) and exists (
    select from visit_visitors t
    join under using (organisation_id) join organisations o using (organisation_id)
    join staff s using (staff_id)
    where t.visit_id = v.visit_id and t.held_on between :since and :until
        and (cardinality(cast(:units as text[])) = 0 or o.kind = any(:units))
        and (cardinality(cast(:roles as text[])) = 0
            or s.roles && cast(:roles as text[]))
        and (cardinality(cast(:duties as text[])) = 0 or exists (
            select from duties d where d.staff_id = t.staff_id
                and d.duty = any(:duties) and d.since <= t.held_on
                and (d.until is null or d.until > t.held_on)
        ))
)
order by visit_id limit :limit
"""
EVER_NAMED: Final = """
select visit_id, staff_id::text as staff_id
from visit_visitors where visit_id = any(:ids)
union
select visit_id, jsonb_array_elements_text(facts->'visitors')
from visit_editions where visit_id = any(:ids)
"""
COMPANIONS: Final = """
select distinct mine.staff_id, other.staff_id as companion
from visit_visitors mine join visit_visitors other using (visit_id)
where mine.staff_id = any(:staff) and other.staff_id <> mine.staff_id
    and mine.held_on between :since and :until
"""


class SqlLots(SqlWorkers):
    """Reads inside the unit of work."""

    def population(
        self, organisation_id: str, rule: CheckRule, period: Period, limit: int
    ) -> Sequence[UUID]:
        """Return the visits of a period, of a place's units, that a rule draws from."""
        rows = self._read(
            POPULATION,
            id=organisation_id,
            since=period.since,
            until=period.until,
            kinds=sorted(rule.kinds),
            units=sorted(rule.checked.units),
            roles=sorted(rule.checked.roles),
            duties=sorted(rule.checked.duties),
            limit=limit,
        )
        return [row["visit_id"] for row in rows]

    def ever_named(self, visits: Collection[UUID]) -> Mapping[UUID, frozenset[str]]:
        """Return who ever was named as a visitor of each of these visits."""
        found: defaultdict[UUID, set[str]] = defaultdict(set)
        for row in self._read(EVER_NAMED, ids=list(visits)):
            found[row["visit_id"]].add(row["staff_id"])
        return {key: frozenset(found[key]) for key in visits}

    def companions(
        self, staff: Collection[str], period: Period
    ) -> Mapping[str, frozenset[str]]:
        """Return with whom each of these went in a period."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        named = {"since": period.since, "until": period.until}
        for row in self._read(COMPANIONS, staff=sorted(staff), **named):
            found[row["staff_id"]].add(row["companion"])
        return {key: frozenset(found[key]) for key in staff}
