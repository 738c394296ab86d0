"""The quarter's figures and the rows behind them: one condition for both (B-31, B-32).

件: matters; 次: visits; 人次: who came, by the arrivals that became the petition, else
as many as spoke for it, else one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database

OF_THE_QUARTER = """
with told as (
    select p.petition_id, p.receipt, p.title, p.channel, p.organisation_id,
        p.received_at, coalesce(r.visit, 1) as visit,
        coalesce(r.first_petition_id, p.petition_id) as matter,
        coalesce(nullif(c.state, ''), p.state) as state,
        coalesce(p.details->'nature'->'flags', '[]') as flags,
        coalesce(
            (select sum(people) from receptions a where a.petition_id = p.petition_id),
            cast(p.details->'nature'->>'representatives' as bigint), 1) as persons
    from petitions p left join repeats r using (petition_id)
    left join case_progress c using (petition_id)
    where p.received_at >= :since and p.received_at < :until
        and (p.organisation_id = any(:organisations)
            or (:unowned and p.organisation_id is null))
        and (p.accused is null or not p.accused && cast(:line as varchar[]))
)
"""
COUNT = (
    OF_THE_QUARTER
    + """
select flag, count(*) as visits, count(distinct matter) as matters,
    cast(sum(persons) as bigint) as persons
from told cross join lateral (
    select '' as flag union all select * from jsonb_array_elements_text(told.flags)
) each group by flag
"""
)
ROWS = (
    OF_THE_QUARTER
    + """
select petition_id, receipt, title, channel, organisation_id, received_at, visit,
    state, flags, persons
from told where petition_id > :after
    and (cast(:flag as text) is null or flags ? cast(:flag as text))
order by petition_id limit :limit
"""
)
START = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Which petitions: `until` is excluded, `unowned` are those of the central desk.

    What accuses one of the `line` is not counted (条例第30条).
    """

    since: datetime
    until: datetime
    organisations: Sequence[str]
    unowned: bool
    line: Sequence[str]


class QuarterReader:
    """Answers in one round trip each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, span: Span) -> dict[str, RowMapping]:
        """Return the figures by flag; those of all petitions under the empty word."""
        found = self._database.rows(COUNT, **vars(span))
        return {row["flag"]: row for row in found}

    def rows(
        self, span: Span, flag: str | None, after: UUID | None, limit: int
    ) -> list[RowMapping]:
        """Return the petitions behind a figure, in the order of their ids."""
        wanted = {"flag": flag, "after": after or START, "limit": limit}
        return list(self._database.rows(ROWS, **vars(span), **wanted))
