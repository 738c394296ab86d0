"""Figures, counted from the rows each time: nothing is kept that could go stale."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from minqing_chassis.database import Database
from routing.application.counted_views import (
    AnswerTimes,
    Count,
    FigureSum,
    LeftOut,
    Outcomes,
)
from routing.application.views import (
    Counted,
)
from routing.domain.policy import Exclusion

NAME = re.compile(r":(\w+)")
EXCLUDED = {
    Exclusion.MERGED: "c.state = 'merged'",
    Exclusion.WITHDRAWN: "c.state = 'withdrawn'",
    Exclusion.LEGACY: """(c.state = 'suspended' and exists (
        select from dossiers o where o.petition_id = c.petition_id
            and o.content #>> '{suspensions,-1,ground}' = 'legacy'
    ))""",
}
"""How the reasons that take a case out of the rates are seen in its rows."""
LEFT_OUT = "select count(*) as cases from cases c where {conditions}"
NOT_AGAINST = "(c.accused is null or not c.accused && cast(:line as text[]))"

FIRST_ANSWERS = """
with answered as (
    select c.petition_id,
        extract(epoch from min(r.resolved_at) - c.received_at) / 86400 as days
    from cases c left join resolutions r on r.petition_id = c.petition_id
    where {conditions}
    group by c.petition_id, c.received_at
)
select count(*) as cases, count(days) as answered,
    {counts}
    round(percentile_cont(0.5) within group (order by days)::numeric, 2)::float
        as median_days,
    round(max(days)::numeric, 2)::float as longest_days
from answered
"""


LAST_ANSWERS = """
select count(*) as cases,
    count(*) filter (where outcome = 'resolved') as resolved,
    count(*) filter (where outcome = 'explained') as explained,
    count(*) filter (where outcome = 'referred') as referred,
    count(*) filter (where outcome is null) as waiting,
    count(*) filter (where state = 'suspended') as suspended,
    count(*) filter (where finding = 'supported') as supported,
    count(*) filter (where finding = 'supported' and outcome = 'resolved')
        as supported_solved,
    count(*) filter (where finding = 'explained') as lacking_basis,
    count(*) filter (where finding = 'not-supported') as not_supported,
    count(*) filter (where (judged ->> 'in_need')::boolean) as in_need,
    count(*) filter (where jsonb_path_exists(judged, '$.aid[*].given ? (@ == true)'))
        as aided,
    count(*) filter (where outcome is not null and judged is null) as unjudged
from cases c left join lateral (
    select outcome, judged, judged ->> 'finding' as finding
    from resolutions r where r.petition_id = c.petition_id
    order by revision desc limit 1
) as r on c.state in ('resolved', 'closed')
where {conditions}
"""
FIGURES = """
select f.kind, f.unit,
    coalesce(sum(f.amount) filter (where f.qualifier is distinct from 'approx'), 0)
        as exact,
    coalesce(sum(f.amount) filter (where f.qualifier = 'approx'), 0) as approximate,
    count(*) filter (where f.amount is null) as words
from cases c cross join lateral (
    select figures from resolutions r where r.petition_id = c.petition_id
    order by revision desc limit 1
) as r cross join lateral jsonb_to_recordset(r.figures)
    as f (kind text, unit text, amount numeric, qualifier text)
where c.state in ('resolved', 'closed') and {conditions}
group by 1, 2 order by 1, 2
"""


class SqlReports:
    """Counts from cases and their resolutions.

    `excluded` says what the place leaves out of the rates; each report tells how many
    that were.
    """

    def __init__(
        self,
        database: Database,
        excluded: Callable[[], frozenset[Exclusion]] = frozenset,
    ) -> None:
        self._database = database
        self._excluded = excluded

    def answer_times(
        self, within: Sequence[int], cases: Counted | None = None
    ) -> AnswerTimes:
        """Return how long petitioners waited, and the shares answered within days."""
        conditions, values, excluded = self._chosen(cases)
        values |= {f"days{at}": days for at, days in enumerate(within)}
        counts = "".join(
            f"count(*) filter (where days <= :days{at}) as within{at}, "
            for at in range(len(within))
        )
        sql = FIRST_ANSWERS.format(conditions=" and ".join(conditions), counts=counts)
        row = self._database.rows(sql, **values)[0]
        return AnswerTimes(
            cases=row["cases"],
            answered=row["answered"],
            within=[
                _count(days, row[f"within{at}"], row["answered"])
                for at, days in enumerate(within)
            ],
            median_days=row["median_days"],
            longest_days=row["longest_days"],
            excluded=excluded,
        )

    def outcomes(self, cases: Counted | None = None) -> Outcomes:
        """Return how cases were answered last, and the figures of these answers."""
        conditions, values, excluded = self._chosen(cases)
        chosen = " and ".join(conditions)
        [row] = self._database.rows(LAST_ANSWERS.format(conditions=chosen), **values)
        sums = self._database.rows(FIGURES.format(conditions=chosen), **values)
        figures = [FigureSum(**each) for each in sums]
        return Outcomes(**row, figures=figures, excluded=excluded)

    def _chosen(
        self, cases: Counted | None
    ) -> tuple[list[str], dict[str, Any], list[LeftOut]]:
        """Return which cases count, and how many do not, by the reason."""
        conditions, values = _conditions(cases or Counted())
        excluded = []
        for reason in sorted(self._excluded()):
            of_reason = " and ".join([*conditions, EXCLUDED[reason]])
            [row] = self._database.rows(LEFT_OUT.format(conditions=of_reason), **values)
            excluded.append(LeftOut(reason=reason.value, cases=row["cases"]))
        left = [f"not {EXCLUDED[reason]}" for reason in sorted(self._excluded())]
        return [*conditions, *left], values, excluded


def _count(days: int, answered: int, of: int) -> Count:
    share = round(answered / of, 4) if of else 0.0
    return Count(days=days, answered=answered, share=share)


def _conditions(cases: Counted) -> tuple[list[str], dict[str, Any]]:
    chosen = {
        "c.organisation_id = any(:organisation_ids)": cases.organisation_ids,
        "c.received_at >= :received_from": cases.received_from,
        "c.received_at < :received_to": cases.received_to,
        "c.from_archive = :from_archive": cases.from_archive,
        "c.category = :category": cases.category,
        NOT_AGAINST: cases.line,
    }
    given = {sql: value for sql, value in chosen.items() if value is not None}
    values = {
        NAME.findall(sql)[-1]: sorted(value) if isinstance(value, frozenset) else value
        for sql, value in given.items()
    }
    return ["true", *given], values
