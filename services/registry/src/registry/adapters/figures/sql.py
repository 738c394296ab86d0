"""Statements of the rows behind figures; numbers are sums of the same rows.

Each yields `by`, `of`, `part` (which number), `key`, `what` (which row), where, when,
and `number`: how much the row adds.
"""

from typing import Final

from registry.adapters.ledgers.sql import STOOD
from registry.adapters.places import LIVED_IN, UNDER
from registry.adapters.visits.sql import HOMES, TRADES
from registry.domain.figures.figure import Figure

_ROWS: Final = """
rows ("by", "of", part, key, what, organisation_id, "on", number) as (
"""
_VISITS: Final = f"""
{UNDER}, went as (
    select visit_id, staff_id, organisation_id, held_on
    from visit_visitors join under using (organisation_id)
    where held_on between :since and :until
), held as (
    select v.visit_id, v.premises_id, v.attendance, v.late_days, w.held_on
    from visits v join (select distinct visit_id, held_on from went) w using (visit_id)
    where cast(:kind as text) is null or v.kind = :kind
), up (place, premises_id, kind, parent_id, step) as (
    select premises_id, premises_id, kind, parent_id, 0 from premises
    where premises_id in (select premises_id from held)
    union all
    select place, round.premises_id, round.kind, round.parent_id, step + 1
    from up join premises round on round.premises_id = up.parent_id
    where up.kind <> 'courtyard' and step < 8
), yards as (
    select place, premises_id as yard from up where kind = 'courtyard'
), groups ("by", "of", visit_id, organisation_id) as (
    select 'total', null, visit_id, null from held
    union all
    select 'courtyard', yard, visit_id, null
    from held left join yards on place = premises_id
    union all
    select 'cadre', staff_id, visit_id, organisation_id
    from held join went using (visit_id)
    union all
    select distinct 'unit', organisation_id, visit_id, organisation_id
    from held join went using (visit_id)
), {_ROWS}
    select g."by", g."of", p.part, visit_id::text, 'visit', g.organisation_id,
        h.held_on, p.number
    from groups g join held h using (visit_id) cross join lateral (values
        ('visits', 1),
        ('attendance', h.attendance),
        ('untold', case when h.attendance is null then 1 end),
        ('late', case when h.late_days > :late_after then 1 end)
    ) p (part, number)
    where p.number is not null
)
"""
_COVERAGE: Final = f"""
{UNDER}, {HOMES}, {TRADES}, every as (
    select id, organisation_id, kind, visited, 'household' as what from homes
    union all
    select id, organisation_id, kind, visited, 'firm' from trades
), {_ROWS}
    select 'kind', kind, p.part, id::text, what, organisation_id, null::date, 1
    from every cross join lateral (values
        ('registered', true), ('visited', visited)
    ) p (part, counts)
    where p.counts
)
"""
_SUBJECTS: Final = f"""
{UNDER}, {_ROWS}
    select 'kind', kind, 'registered', firm_id::text, 'firm', organisation_id,
        null::date, 1
    from firms join under using (organisation_id) where active
    union all
    select 'kind', 'household', 'registered', household_id::text, 'household',
        organisation_id, null::date, 1
    from households join under using (organisation_id) where {LIVED_IN}
)
"""
_LEDGERS: Final = f"""
{STOOD}, every as (
    select 'ledger' as grouped, ledger, item_id::text as key, 'ledger-item' as what,
        organisation_id, entered_on, presence, state, solved from stood
    union all
    select 'matter', null, matter, 'matter', null, null, presence, null, solved
    from matters
), {_ROWS}
    select grouped, ledger, p.part, key, what, organisation_id, entered_on, 1
    from every cross join lateral (values
        ('entered', true),
        (presence, true),
        ('solved', solved),
        ('standing-' || state, presence = 'standing' and state is not null)
    ) p (part, counts)
    where p.counts
)
"""
_SUBSIDIES: Final = f"""
{UNDER}, paid as (
    select p.* from subsidy_payments p join under using (organisation_id)
    join subsidy_sums s on s.programme = p.programme
        and s.organisation_id = p.organisation_id
        and s.household_id = p.household_id and s.year = left(p.period, 4)
    where p.state = 'approved' and (cast(:year as text) is null or s.year = :year)
), groups as (
    select paid.*, 'programme' as grouped, programme as named from paid
    union all
    select paid.*, 'unit', programme || '@' || organisation_id from paid
), {_ROWS}
    select grouped, named, 'cents', payment_id::text, 'payment', organisation_id,
        null::date, cents
    from groups
    union all
    select grouped, named, 'households', household_id::text, 'household',
        min(organisation_id), null::date, 1
    from groups group by grouped, named, household_id
)
"""
_PLACEMENTS: Final = f"""
{UNDER}, told as (
    select coalesce(resident_id, placement_id)::text as key, organisation_id,
        case state when 'introduced' then introduced_on else settled_on end as day,
        case when state = 'placed' and kind = 'job' then 'jobs'
            when state = 'placed' and kind = 'startup' then 'startups'
            when state in ('introduced', 'failed') then state end as part,
        case when resident_id is null then 'placement' else 'resident' end as what
    from placements join under using (organisation_id)
), {_ROWS}
    select 'total', null, part, key, min(what), min(organisation_id), min(day), 1
    from told where part is not null and day between :since and :until
    group by part, key
)
"""
_FORMS: Final = f"""
{UNDER}, {_ROWS}
    select 'total', null, p.part, form_id::text, 'form', to_id, null::date, p.number
    from visit_forms join under on under.organisation_id = to_id
    cross join lateral (values ('jobs', jobs), ('startups', startups)) p (part, number)
    where p.number > 0
)
"""
ROWS: Final = {
    Figure.VISITS: _VISITS,
    Figure.COVERAGE: _COVERAGE,
    Figure.SUBJECTS: _SUBJECTS,
    Figure.LEDGERS: _LEDGERS,
    Figure.SUBSIDIES: _SUBSIDIES,
    Figure.PLACEMENTS: _PLACEMENTS,
    Figure.FORMS: _FORMS,
}
PARTS: Final = {
    figure: f"""
{rows}
select "by", "of", part, cast(sum(number) as bigint) as number, count(*) as rows
from rows group by "by", "of", part order by "by", "of" nulls last, part
"""
    for figure, rows in ROWS.items()
}
PAGE: Final = {
    figure: f"""
{rows}
select key, what, organisation_id, "on", number from rows
where "by" = :by and "of" is not distinct from cast(:of as text) and part = :part
    and key > :after
order by key limit :limit
"""
    for figure, rows in ROWS.items()
}
