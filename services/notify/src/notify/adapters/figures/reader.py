"""Figures read from sums over months and ten days, and from facts for single days."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from notify.adapters.figures.tables import DAYS
from notify.adapters.read_model import BELOW
from notify.application.figures.views import Achieved, Cut, FactRow, ReplyTimes, Unit
from notify.domain.figures.measures import MEASURES, Dimension, Measures, Tally
from notify.domain.figures.period import cover

_SUMS = ", ".join(f"sum({name}) as {name}" for name in MEASURES)
_SIGNED = ", ".join(f"sum(sign * {name}) as {name}" for name in MEASURES)

_CELLS: Final = f"""
  select {{{{cell_key}}}} as told, aside, {_SUMS} from figure_cells
  where basis = :basis and dimension = :dimension and grain = '{{grain}}'
    and start >= :{{first}} and start < :{{end}} and {{{{own}}}} and {{{{cell_value}}}}
  group by 1, 2
"""
"""Each stretch of days by itself: one range of the index, and nothing beside it."""

TALLY: Final = f"""
select told, aside, {_SUMS} from (
  select {{key}} as told, aside, {_SIGNED} from figure_changes
  where {{day}} >= :tens and {{day}} < :tens_end and {{own}} and {{value}}
  group by 1, 2
  union all
  {_CELLS.format(grain="month", first="months", end="months_end")}
  union all
  {_CELLS.format(grain="ten-days", first="tens", end="months")}
  union all
  {_CELLS.format(grain="ten-days", first="months_end", end="tens_end")}
  union all
  select {{key}} as told, aside, {_SUMS} from figure_facts
  where ({{day}} >= :first and {{day}} < :tens
      or {{day}} >= :tens_end and {{day}} < :end) and {{own}} and {{value}}
  group by 1, 2
) as parts group by 1, 2
"""

TALLY_OF_ROWS: Final = f"""
select {{key}} as told, aside, {_SUMS} from figure_facts
where {{day}} >= :first and {{day}} < :end and {{own}} and {{value}}
group by 1, 2
"""
"""Where no sums are kept: two things at once."""

ROWS: Final = """
select petition_id, receipt, organisation_id, grid, category, channel, source, kind,
    persons, aside, state, outcome, accepted_at, due_at, resolved_at, answered_at,
    solved_said as solved, satisfied_said as satisfied
from figure_facts
where {day} >= :first and {day} < :end and {own} and {value} and {measure} > 0
    and (cast(:aside as text) is null or aside = :aside)
    and (cast(:after as uuid) is null or ({day}, petition_id) > (
        select {day}, petition_id from figure_facts where petition_id = :after))
order by {day}, petition_id limit :limit
"""

ACHIEVED: Final = """
select a.kind, a.unit,
    coalesce(sum(a.amount) filter (where a.qualifier is distinct from 'approx'), 0)
        as exact,
    coalesce(sum(a.amount) filter (where a.qualifier = 'approx'), 0) as approximate,
    count(*) filter (where a.amount is null) as words, count(*) as n
from figure_facts cross join lateral jsonb_to_recordset(achieved::jsonb)
    as a (kind text, unit text, amount numeric, qualifier text)
where achieved is not null and done_day >= :first and done_day < :end and {own}
group by 1, 2 order by 1, 2
"""

REPLY_TIMES: Final = """
select count(*) as answered,
    count(*) filter (where days <= 15) as within_15,
    count(*) filter (where days <= 60) as within_60,
    round(percentile_cont(0.5) within group (order by days)::numeric, 2)
        as median_days,
    round(max(days)::numeric, 2) as longest_days
from (
    select extract(epoch from replied_at - received_at) / 86400 as days
    from figure_facts
    where {day} >= :first and {day} < :end and {own} and {value}
        and replied_at is not null and received_at is not null
) as answered
"""
"""Counted from the rows each time: a median has no sum."""

UNITS: Final = """
select organisation_id, name, parent_id from organisations
where organisation_id = any(:ids) order by organisation_id
"""


class SqlFigureReader:
    """Answers questions about figures; one round trip each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tally(self, cut: Cut) -> Mapping[str, Tally]:
        """Return the counts of a cut by what it tells apart."""
        sql, values = _cut(TALLY if cut.has_sums else TALLY_OF_ROWS, cut)
        marks = vars(cover(cut.period))
        found: dict[str, dict[str, Measures]] = {}
        for row in self._database.rows(sql, **values, **marks):
            counts = {name: int(row[name]) for name in MEASURES}
            if any(counts.values()):
                found.setdefault(row["told"], {})[row["aside"]] = Measures(**counts)
        return found

    def rows(
        self,
        cut: Cut,
        measure: str,
        *,
        aside: str | None,
        after: UUID | None,
        limit: int,
    ) -> Sequence[FactRow]:
        """Return the petitions that a figure counts, by their day, page by page."""
        sql, values = _cut(ROWS.replace("{measure}", measure), cut)
        found = self._database.rows(
            sql,
            **values,
            first=cut.period.first,
            end=cut.period.end,
            aside=aside,
            after=after,
            limit=limit,
        )
        return [FactRow(**row) for row in found]

    def achieved(self, cut: Cut) -> Sequence[Achieved]:
        """Return what was achieved in a period, exact and approximate sums apart."""
        sql, values = _cut(ACHIEVED, cut)
        period = {"first": cut.period.first, "end": cut.period.end}
        return [Achieved(**row) for row in self._database.rows(sql, **values, **period)]

    def reply_times(self, cut: Cut) -> ReplyTimes:
        """Return how long petitioners waited for their first answer."""
        sql, values = _cut(REPLY_TIMES, cut)
        period = {"first": cut.period.first, "end": cut.period.end}
        return ReplyTimes(**self._database.rows(sql, **values, **period)[0])

    def below(self, organisation_id: str) -> frozenset[str]:
        """Return an organisation and all below it."""
        rows = self._database.rows(BELOW, scope=organisation_id)
        return frozenset(row["id"] for row in rows)

    def units(self, ids: frozenset[str]) -> Sequence[Unit]:
        """Return those organisations that are known."""
        found = self._database.rows(UNITS, ids=sorted(ids))
        return [_unit(row) for row in found]


def _unit(row: RowMapping) -> Unit:
    return Unit(
        organisation_id=row["organisation_id"],
        name=row["name"],
        parent_id=row["parent_id"],
    )


def _cut(sql: str, cut: Cut) -> tuple[str, dict[str, Any]]:
    """Write a cut into a statement: words of ours alone, all values are parameters."""
    told = cut.by if cut.by is not Dimension.ALL else None
    wanted = {f"wanted_{each.value}": value for each, value in cut.where}
    values = [f"{each.value} = :wanted_{each.value}" for each, _ in cut.where]
    by = "organisation_id" if cut.by_organisation else None
    places = {
        "{cell_key}": by or ("value" if told else "''::text"),
        "{key}": by or (told.value if told else "''::text"),
        "{own}": "true" if cut.organisations is None else _BELOW,
        "{cell_value}": f"value = :{next(iter(wanted))}" if wanted else "true",
        "{value}": " and ".join(values) or "true",
        "{day}": DAYS[cut.basis],
    }
    for place, words in places.items():
        sql = sql.replace(place, words)
    given: dict[str, Any] = wanted | {
        "basis": cut.basis.value,
        "dimension": next(iter(cut.dimensions), Dimension.ALL).value,
        "organisations": sorted(cut.organisations or ()),
    }
    return sql, {name: each for name, each in given.items() if f":{name}" in sql}


_BELOW: Final = "organisation_id = any(:organisations)"
