"""Statements that count visits, and those who were visited."""

from typing import Final

from registry.adapters.places import LIVED_IN, UNDER
from registry.adapters.visits.store import WHOLE

ONE: Final = f"{WHOLE} where visit_id = :id"
PAGE: Final = f"""
{UNDER}
{WHOLE}
where late_days >= :late_days and visit_id in (
    select t.visit_id from visit_visitors t
    where (cast(:staff as text) is null or staff_id = :staff)
        and (cast(:id as text) is null
            or organisation_id in (select organisation_id from under))
        and (cast(:since as date) is null or held_on >= :since)
        and (cast(:until as date) is null or held_on <= :until)
) and (:after = cast(:first as uuid) or (held_at, visit_id) < (
    select last.held_at, last.visit_id from visits last where last.visit_id = :after
))
order by held_at desc, visit_id desc limit :limit
"""
"""The newest first; a page goes on after the visit that the last one ended with."""
HIDDEN: Final = "s.accused && cast(:line as text[])"
"""Holds for a petition that accuses somebody of the reader's line (条例第30条)."""
CARD: Final = f"""
select finding_id, visit_id, recorded_by, recorded_at, unit, household_id, matter,
    f.outcome, f.state, f.answered_at, refused, f.revision,
    case when {HIDDEN} then null else joins end as joins,
    case when {HIDDEN} then null else f.petition_id end as petition_id,
    case when {HIDDEN} then null else f.receipt end as receipt,
    case when {HIDDEN} then null
        else coalesce(s.case_state, s.intake_state) end as standing
from visit_findings f left join petition_standings s
    on s.petition_id = f.petition_id and s.intake_revision > 0
"""
FINDINGS: Final = f"{CARD} where visit_id = any(:ids) order by recorded_at, finding_id"
UNDONE: Final = f"""
{UNDER}
{CARD}
where f.state in ('open', 'due', 'refused')
    and f.unit in (select organisation_id from under)
order by recorded_at, finding_id limit 1000
"""
LEFT_OPEN: Final = f"""
{UNDER}
select visit_id, kind, recorded_by, held_at,
    cast(extract(epoch from cast(:now as timestamptz) - held_at) as bigint)
        / 86400 as days
from visits where closed_at is null and held_at < :before and exists (
    select from visit_visitors t join under using (organisation_id)
    where t.visit_id = visits.visit_id
)
order by held_at, visit_id limit 1000
"""
WAYS: Final = f"""
{UNDER}, arrived as (
    select unit, cast(
        greatest(extract(epoch from answered_at - recorded_at), 0) as bigint
    ) as seconds
    from visit_findings join under on under.organisation_id = unit
    where answered_at is not null and petition_id is not null
        and recorded_at >= :begin and recorded_at < :end
)
select unit, count(*) as petitions,
    percentile_disc(0.5) within group (order by seconds) as median_seconds,
    max(seconds) as longest_seconds
from arrived group by rollup (unit) order by unit nulls first
"""
"""From the entry of a finding to its petition at the unit's door: in all, by unit."""
OF_HOME: Final = f"""
{WHOLE}
where visit_id in (
    select s.visit_id from visit_subjects s where s.household_id = :id
    union
    select s.visit_id from visit_subjects s join residents r using (resident_id)
    where r.household_id = :id
)
order by held_at desc, visit_id limit :limit
"""
COUNT: Final = """
count(*) as visits, coalesce(sum(attendance), 0) as attendance,
count(*) filter (where attendance is null) as untold,
count(*) filter (where late_days > :late_after) as late
"""
MONTH: Final = f"""
{UNDER}, went as (
    select visit_id, staff_id, organisation_id
    from visit_visitors join under using (organisation_id)
    where held_on >= :first and held_on < :next
), held as (
    select visit_id, premises_id, attendance, late_days from visits
    where visit_id in (select visit_id from went)
        and (cast(:kind as text) is null or kind = :kind)
), up (place, premises_id, kind, parent_id, step) as (
    select premises_id, premises_id, kind, parent_id, 0 from premises
    where premises_id in (select premises_id from held)
    union all
    select place, round.premises_id, round.kind, round.parent_id, step + 1
    from up join premises round on round.premises_id = up.parent_id
    where up.kind <> 'courtyard' and step < 8
), yards as (select place, premises_id as yard from up where kind = 'courtyard')
select 'total' as by, null as of, {COUNT} from held
union all
select 'courtyard', yard, {COUNT}
from held left join yards on place = premises_id group by yard
union all
select 'cadre', staff_id, {COUNT} from held join went using (visit_id) group by staff_id
union all
select 'unit', organisation_id, {COUNT}
from held join (select distinct visit_id, organisation_id from went) w using (visit_id)
group by organisation_id
order by 1, 2 nulls last
"""
TOURS: Final = f"""
{UNDER}, went as (
    select visit_id, staff_id from visit_visitors v join under using (organisation_id)
    where held_on between :since and :until and (
        cast(:duty as text) is null or exists (
            select from duties d where d.staff_id = v.staff_id and d.duty = :duty
                and d.since <= held_on and (d.until is null or d.until > held_on)
        )
    )
), met as (
    select visit_id, s.organisation_id from visit_subjects s join went using (visit_id)
    union
    select visit_id, h.organisation_id from visit_subjects s
        join went using (visit_id) join households h using (household_id)
    union
    select visit_id, r.organisation_id from visit_subjects s
        join went using (visit_id) join residents r using (resident_id)
    union
    select visit_id, f.organisation_id from visit_subjects s
        join went using (visit_id) join firms f using (firm_id)
    union
    select visit_id, p.organisation_id from visits v
        join went using (visit_id) join premises p using (premises_id)
)
select null as organisation_id, null as kind, null as name,
    count(*) as times, count(distinct visit_id) as visits from went
union all
select o.organisation_id, o.kind, o.name, count(*), count(distinct visit_id)
from met join went using (visit_id) join organisations o
    on o.organisation_id = met.organisation_id
group by o.organisation_id
order by organisation_id nulls first
"""
"""Who went where: times (人次) are visitors of visits; units are counted once."""
POINTS: Final = f"""
{UNDER}, went as (
    select distinct visit_id from visit_visitors join under using (organisation_id)
    where held_on between :since and :until
), told as (
    select kind, said ->> 'point' as point, said ->> 'found' as found
    from visits join went using (visit_id)
        cross join jsonb_array_elements(checklist) said
)
select kind, point, count(*) as visits,
    count(*) filter (where found = 'fine') as fine,
    count(*) filter (where found = 'hazard') as hazard,
    count(*) filter (where found = 'absent') as absent
from told group by kind, point order by kind, point
"""
"""A visit of two units counts once."""
ON_FILE: Final = """
(not :past or exists (
    select from timeline where subject = {subject} and source = 'registry'
        and revision = 1 and at <= :end
))
"""
HOMES: Final = f"""
homes as (
    select household_id as id, organisation_id, null as name,
        case when not exists (
            select from residents r where r.household_id = households.household_id
                and r.state = 'living' and (
                    r.registered_division is null
                    or starts_with(r.registered_division, here)
                    or starts_with(here, r.registered_division)
                )
        ) and exists (
            select from residents r where r.household_id = households.household_id
                and r.state = 'living'
        ) then 'other-household' else 'registered-household' end as kind,
        exists (
            select from visit_subjects s
            where s.household_id = households.household_id
                and s.covers and s.held_on <= :day
        ) as visited
    from households join under using (organisation_id) cross join (
        select division_code as here from organisations where organisation_id = :id
    ) place
    where {LIVED_IN}
        and {ON_FILE.format(subject="'household:' || households.household_id")}
)
"""
TRADES: Final = f"""
trades as (
    select firm_id as id, organisation_id, name,
        case kind when 'unit' then 'unit' when 'enterprise' then 'enterprise'
            else 'trade' end as kind,
        exists (
            select from visit_subjects s
            where s.firm_id = firms.firm_id and s.covers and s.held_on <= :day
        ) as visited
    from firms join under using (organisation_id)
    where active and {ON_FILE.format(subject="'firm:' || firms.firm_id")}
)
"""
COVERAGE: Final = f"""
{UNDER}, {HOMES}, {TRADES}
select kind, count(*) as registered, count(*) filter (where visited) as visited
from (select kind, visited from homes union all select kind, visited from trades) every
group by kind
"""
UNVISITED: Final = {
    shelf: f"""
{UNDER}, {rows}
select id, organisation_id, name from {shelf}
where not visited and kind = :kind and id > :after order by id limit :limit
"""
    for shelf, rows in (("homes", HOMES), ("trades", TRADES))
}
"""Who is missing, by the very rows that are counted."""
