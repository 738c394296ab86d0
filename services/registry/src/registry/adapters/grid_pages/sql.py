"""Statements for a grid's three pages: counts and lists come of the same rows."""

from typing import Final

from registry.adapters.cover.inside import INSIDE
from registry.adapters.ledgers.sql import FROM, SEEN

THINGS: Final = """
select kind, premises_id as id, name, parent_id as within from there
union all
select case f.kind when 'unit' then 'stationed-unit' else f.kind end,
    cast(f.firm_id as text), f.name, f.premises_id
from firms f join there using (premises_id) join under using (organisation_id)
where f.active
"""
PEOPLE: Final = """
select 'household' as kind, cast(household_id as text) as id, null as name,
    cast(null as text[]) as duties from homes
union all
select 'resident', cast(resident_id as text), null, null
from residents join homes using (household_id) where state = 'living'
union all
select 'staff', s.staff_id, s.name, array_agg(distinct d.duty order by d.duty)
from duties d join staff s using (staff_id)
where d.since <= :day and (d.until is null or d.until > :day) and (
    d.scope_kind = 'grid' and d.scope_id in (select grid_id from inside)
    or d.scope_kind = 'building' and d.scope_id in (select premises_id from there)
    or d.scope_kind = 'household'
        and d.scope_id in (select cast(household_id as text) from homes)
)
group by s.staff_id
"""
VISITS: Final = """
named as (
    select s.visit_id from visit_subjects s join homes using (household_id)
    union
    select s.visit_id from visit_subjects s
        join residents r using (resident_id)
        join homes on homes.household_id = r.household_id
    union
    select s.visit_id from visit_subjects s
        join firms f using (firm_id) join there using (premises_id)
    union
    select visit_id from visits join there using (premises_id)
)
"""
MATTERS: Final = f"""
select 'visit' as kind, v.visit_id as id, v.kind as what,
    case when v.closed_at is null then 'open' else 'closed' end as state,
    v.closed_at is null as open,
    (v.held_at at time zone 'Asia/Shanghai')::date as since,
    (select min(organisation_id) from visit_visitors t
        where t.visit_id = v.visit_id) as organisation_id,
    cast(null as uuid) as about_id
from visits v join named using (visit_id)
union all
select 'finding', f.finding_id, case when :desk then f.matter end, f.state,
    f.state = any('{{open,due,refused}}'),
    (f.recorded_at at time zone 'Asia/Shanghai')::date, f.unit, f.visit_id
from visit_findings f left join residents r using (resident_id)
where coalesce(f.household_id, r.household_id) in (select household_id from homes)
    or f.household_id is null and f.resident_id is null
        and f.visit_id in (select visit_id from named)
union all
select 'ledger-item', i.item_id, i.ledger, i.presence, i.presence = 'standing',
    i.entered_on, i.organisation_id, null
from {FROM}
where {SEEN} and i.organisation_id in (select organisation_id from under) and (
    coalesce(r.household_id, i.home_id) in (select household_id from homes)
    or i.premises_id in (select premises_id from there)
    or i.firm_id in (
        select firm_id from firms f join there using (premises_id)
    )
)
union all
(select distinct on (petition_id) 'petition', petition_id, l.section,
    coalesce(p.case_state, p.intake_state),
    coalesce(p.case_state, p.intake_state) <> all(
        '{{lapsed,withdrawn,refused,referred,noted,closed,merged}}'
    ),
    null, null, l.resident_id
from petition_links l join petition_standings p using (petition_id)
    join residents r using (resident_id)
    join homes on homes.household_id = r.household_id
where l.section = any(cast(:sections as text[])) and p.intake_revision > 0
    and not p.accused && cast(:above as text[])
order by petition_id, l.link_id)
"""
COUNTS: Final = f"""
{INSIDE}, {VISITS}, things as ({THINGS}), people as ({PEOPLE}), matters as ({MATTERS})
select 'things' as page, kind, count(*), cast(null as bigint) as open
from things group by kind
union all
select 'people', kind, count(*), null from people group by kind
union all
select 'matters', kind, count(*), count(*) filter (where open) from matters
group by kind
"""
OF_HOMES: Final = f"""
with recursive under (organisation_id) as (
    select organisation_id from organisations where organisation_id = :place
    union
    select o.organisation_id from under
        join organisations o on o.parent_id = under.organisation_id
), homes (household_id) as (
    select unnest(cast(:homes as uuid[]))
), there as (
    select premises_id, kind, name, parent_id from premises where false
), {VISITS}, matters as ({MATTERS})
select 'matters' as page, kind, count(*), count(*) filter (where open) as open
from matters group by kind order by kind
"""
"""The third page of some homes, wherever they stand; nothing of firms and places."""
LISTED: Final = """
select * from listed
where (cast(:kind as text) is null or kind = :kind)
    and kind || '/' || id > cast(:after as text) collate "C"
order by kind || '/' || id collate "C" limit :limit
"""
LIST: Final = {
    "things": f"{INSIDE}, listed as ({THINGS}) {LISTED}",
    "people": f"{INSIDE}, listed as ({PEOPLE}) {LISTED}",
    "matters": f"""
{INSIDE}, {VISITS}, every as ({MATTERS}), listed as (
    select kind, cast(id as text) as id, what, state, open, since, organisation_id,
        cast(about_id as text) as about_id
    from every where cast(:open as boolean) is null or open = :open
)
{LISTED}
""",
}
RESIDENTS: Final = """
select * from residents where resident_id = any(:ids)
"""
HOUSEHOLDS: Final = """
select * from households where household_id = any(:ids)
"""
