"""Which parts of files can be read yet, and what keeps them."""

UNFORGOTTEN = """
from section_entries e cross join unnest(cast(:kinds as text[])) as part (name)
    left join section_keys k on (k.subject_id, k.section, k.kind)
        = (e.subject_id, e.section, part.name)
where (part.name = 'common' or e.sensitive is not null)
    and e.revision >= coalesce(k.forget_before, 0)
"""
"""What of all files can be read yet, part by part."""
HELD = """
exists (
    select from petition_links l left join petition_standings s using (petition_id)
    where l.resident_id = {id} and l.section is not null
        and coalesce(s.case_state, s.intake_state, 'asked')
            not in (
                'closed', 'merged', 'withdrawn', 'refused', 'referred', 'noted'
            )
) or exists (
    select from rights_requests q
    where q.resident_id = {id} and q.state in ('received', 'proposed')
)
"""
"""An open petition or request keeps a file from being forgotten."""

LIVED_IN = """
exists (
    select from residents r where r.household_id = {id}
        and (r.state = 'living' or ({held}))
)
""".replace("{held}", HELD.format(id="r.resident_id"))
"""Somebody lives there, or an open petition or request keeps their file."""
NOTE_EMPTY = f"""
delete from empty_households old where {LIVED_IN.format(id="old.household_id")};
insert into empty_households
select h.household_id, :today from households h
where exists (select from section_entries e where e.subject_id = h.household_id)
    and not ({LIVED_IN.format(id="h.household_id")})
on conflict do nothing
"""
EMPTY_SINCE = f"""
select greatest(
    since,
    (
        select (max(e.at) at time zone 'Asia/Shanghai')::date from section_entries e
        where e.subject_id = :id
    )
) as since
from empty_households
where household_id = :id and not ({LIVED_IN.format(id=":id")})
"""

FORGET_LIVES = """
update life_changes old set household_id = null, head_before = null, head_after = null,
    duties = '[]', tenancies = '[]', pairings = '[]', plans = '[]'
from jsonb_populate_recordset(null::life_changes, :rows) gone
where old.resident_id = gone.resident_id
"""
FORGET_MOVES = """
update household_moves old set people = coalesce(
        (
            select jsonb_agg(one) from jsonb_array_elements(old.people) as one
            where one ->> 0 <> gone.resident_id::text
        ),
        '[]'
    ),
    head_before = nullif(old.head_before, gone.resident_id),
    head_after = nullif(old.head_after, gone.resident_id)
from jsonb_populate_recordset(null::life_changes, :rows) gone
where old.people @> jsonb_build_array(jsonb_build_array(gone.resident_id::text))
    or gone.resident_id in (old.head_before, old.head_after)
"""
"""In which households somebody lived stands in what was kept to undo it, too."""

FORGET_ENTITLEMENTS = """
delete from entitlements old
using jsonb_populate_recordset(null::life_changes, :rows) gone
where old.resident_id = gone.resident_id
"""
FORGET_PLACEMENTS = """
update placements old set resident_id = null
from jsonb_populate_recordset(null::life_changes, :rows) gone
where old.resident_id = gone.resident_id
"""
"""A job that was found stays counted; whose it was is forgotten."""
FORGET_TAGS = """
delete from obligation_tags old
using jsonb_populate_recordset(null::life_changes, :rows) gone
where old.kind = 'resident' and old.id = gone.resident_id::text
"""
"""What somebody was tagged as says something of them."""
HELPED = """
(exists (select from entitlements where resident_id = {id})
    or exists (select from placements where resident_id = {id}))
"""
"""It stands somewhere what help was found for somebody."""
