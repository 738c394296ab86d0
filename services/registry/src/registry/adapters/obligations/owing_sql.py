"""Statements that tell who owes something on a day, and whose doing counts for them."""

from typing import Final

from registry.adapters.places import UNDER

HOLDS: Final = "since <= :day and (until is null or until > :day)"
SEAT: Final = "case when o.kind = any(:serving) then o.parent_id else {own} end"
SERVING: Final = ("department", "section")
WITHIN: Final = (
    "(cast(:id as text) is null or {column} in (select organisation_id from under))"
)
STAFF: Final = f"""
{UNDER}, members as (
    select s.staff_id, s.name, coalesce(
        said.detail ->> 'organisation_id', s.organisation_id
    ) as organisation_id,
    case when said.detail is null then s.active
        else coalesce((said.detail ->> 'active')::boolean, true) end as active,
    coalesce(said.detail -> 'roles', to_jsonb(s.roles)) as roles
    from staff s left join lateral (
        select detail from timeline
        where :past and subject = 'staff:' || s.staff_id and source = 'registry'
            and step = 'staff-recorded'
        order by at > :end, case when at > :end then -revision else revision end desc
        limit 1
    ) said on true
    where cast(:bearer as text) is null or s.staff_id = :bearer
)
select m.staff_id as bearer_id, m.name, m.organisation_id,
    {SEAT.format(own="m.organisation_id")} as seat,
    array(
        select tag from obligation_tags where kind = 'staff' and id = m.staff_id
            and starts_with(tag, :off) and {HOLDS}
    ) as off_tags,
    (
        select min(since) from duties
        where duties.staff_id = m.staff_id and duty = :duty and {HOLDS}
    ) as served_since
from members m join organisations o on o.organisation_id = m.organisation_id
where m.active and {WITHIN.format(column="m.organisation_id")}
    and (cast(:role as text) is null
        or m.roles @> to_jsonb(cast(:role as text)))
    and (cast(:duty as text) is null or exists (
        select from duties
        where duties.staff_id = m.staff_id and duty = :duty and {HOLDS}
    ))
    and (cast(:tag as text) is null or exists (
        select from obligation_tags
        where kind = 'staff' and id = m.staff_id and tag = :tag and {HOLDS}
    ))
    and (cast(:types as text[]) = '{{}}' or o.kind = any(:types))
order by m.staff_id
"""
"""What was first said of a member holds for the days before as well."""
UNITS: Final = f"""
{UNDER}
select organisation_id as bearer_id, name, organisation_id,
    case when kind = any(:serving) then parent_id else organisation_id end as seat
from organisations
where active and kind = any(:types) and {WITHIN.format(column="organisation_id")}
    and (cast(:bearer as text) is null or organisation_id = :bearer)
order by organisation_id
"""
GRIDS: Final = f"""
{UNDER}
select grid_id as bearer_id, name, organisation_id, organisation_id as seat
from grids
where active and (cast(:levels as integer[]) = '{{}}' or level = any(:levels))
    and {WITHIN.format(column="organisation_id")}
    and (cast(:bearer as text) is null or grid_id = :bearer or exists (
        select from duties where staff_id = :bearer and duty = 'grid-head'
            and scope_kind = 'grid' and scope_id = grid_id and {HOLDS}
    ))
order by grid_id
"""
HEADS: Final = """
select scope_id as bearer_id, staff_id, since, until from duties
where duty = 'grid-head' and scope_kind = 'grid' and scope_id = any(:grids)
    and since <= :last and (until is null or until > :first)
"""
FORMER: Final = """
select distinct mine.staff_id as bearer_id, former.staff_id, former.since, former.until
from duties mine join duties former using (duty, scope_kind, scope_id)
where duty = :duty and mine.staff_id = any(:staff) and former.duty_id <> mine.duty_id
    and mine.since <= :day and (mine.until is null or mine.until > :day)
    and mine.since > :first and former.until > :first and former.until <= mine.since
"""
"""Who held the same post before, within the period; their doing passes on.

It may be the same person, who gave it away and took it back.
"""
TAGGED: Final = f"""
{UNDER}
select g.tagging_id, g.tag, g.kind, g.id, g.since, g.until
from obligation_tags g
    left join staff s on g.kind = 'staff' and s.staff_id = g.id
    left join residents r on r.resident_id
        = case when g.kind = 'resident' then g.id::uuid end
    left join households h on h.household_id
        = case when g.kind = 'household' then g.id::uuid end
    left join firms f on f.firm_id = case when g.kind = 'firm' then g.id::uuid end
    left join premises p on g.kind = 'premises' and p.premises_id = g.id
    left join grids on g.kind = 'grid' and grids.grid_id = g.id
where g.tag = :tag and tagging_id > :after and coalesce(
    s.organisation_id, r.organisation_id, h.organisation_id, f.organisation_id,
    p.organisation_id, grids.organisation_id, g.id
) in (select organisation_id from under)
order by tagging_id limit :limit
"""
"""What is tagged so, of all that an organisation and those below it answer for."""
EXCUSED: Final = """
select staff_id from obligation_excuses where rule = :rule and day = :day
"""
