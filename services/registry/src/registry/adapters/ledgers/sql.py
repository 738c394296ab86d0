"""Statements that list and count ledgers; who may not see a row does not count it."""

from typing import Final

from registry.adapters.places import UNDER

OPEN_PETITION: Final = """
(i.petition_id is null or (p.intake_revision > 0 and p.accused = '{}'))
"""
"""Holds for all but petitions that accuse somebody: in no list (条例第30条)."""
HIDDEN_PETITION: Final = """
(i.petition_id is not null
    and (p.intake_revision is null or p.intake_revision = 0
        or p.accused && cast(:above as text[])))
"""
SEEN: Final = f"""
i.ledger = any(:ledgers) and not {HIDDEN_PETITION}
and (cast(:buildings as text[]) is null or exists (
    select from households h
    where h.household_id = coalesce(r.household_id, i.home_id)
        and h.building_id = any(:buildings)
))
"""
FROM: Final = """
ledger_items i left join petition_standings p using (petition_id)
left join residents r using (resident_id)
"""
COLUMNS: Final = """
i.item_id, i.ledger, i.organisation_id, i.about_kind, i.about_id, i.home_id,
i.category, i.person, i.unit, i.due_on, i.entry_reason, i.state, i.presence, i.round,
i.entered_on, i.exited_on, i.exit_reason, i.solved, i.last_on, i.recorded_by,
i.recorded_at, i.has_result, i.revision
"""
ONE: Final = f"select {COLUMNS} from {FROM} where i.item_id = :id and {SEEN}"
THESE: Final = f"""
select {COLUMNS} from ledger_items i where i.item_id = any(:ids) order by i.item_id
"""
ABOUT_PETITION: Final = """
(cast(:petition as text) is null
    or (i.about_kind = 'petition' and i.about_id = :petition))
"""
PAGE: Final = f"""
{UNDER}
select {COLUMNS} from {FROM} join under on under.organisation_id = i.organisation_id
where i.item_id > :after and {SEEN}
    and (cast(:ledger as text) is null or i.ledger = :ledger)
    and (cast(:state as text) is null or i.state = :state)
    and (cast(:presence as text) is null or i.presence = :presence)
    and (cast(:person as text) is null or i.person = :person)
    and (cast(:unit as text) is null or i.unit = :unit)
    and (cast(:overdue as date) is null
        or (i.presence = 'standing' and i.due_on < :overdue))
    and (cast(:tile_ledgers as text[]) is null or i.ledger = any(:tile_ledgers))
    and (cast(:tile_about as text[]) is null or i.about_kind = any(:tile_about))
    and {ABOUT_PETITION}
order by i.item_id limit :limit
"""
MATTERS: Final = f"""
{UNDER}, seen as (
    select i.about_kind || '/' || i.about_id as matter, {COLUMNS}
    from {FROM} join under on under.organisation_id = i.organisation_id
    where {SEEN}
)
select matter, about_kind, about_id, jsonb_agg(jsonb_build_object(
    'item_id', item_id, 'ledger', ledger, 'state', state, 'presence', presence,
    'entered_on', entered_on, 'exited_on', exited_on
) order by ledger, entered_on, item_id) as ledgers
from seen where matter > :after
group by matter, about_kind, about_id
having not :several or count(distinct ledger) > 1
order by matter limit :limit
"""
HISTORY: Final = """
select no, step, state, presence, held_on as "on", at, by, role, reason, detail
from ledger_steps where item_id = :id order by no
"""
STOOD: Final = f"""
{UNDER}, stood as (
    select i.about_kind || '/' || i.about_id as matter, i.ledger, i.item_id,
        i.organisation_id, i.entered_on, s.*
    from {FROM} join under on under.organisation_id = i.organisation_id
    join lateral (
        select state, presence, solved from ledger_steps
        where item_id = i.item_id and held_on <= :day
        order by no desc limit 1
    ) newest on true
    join lateral (
        select newest.state, newest.presence,
            newest.presence = 'exited' and coalesce((
                select solved from ledger_steps
                where item_id = i.item_id and held_on <= :day and step = 'exit'
                order by no desc limit 1
            ), false) as solved
    ) s on true
    where {SEEN}
), matters as (
    select null as ledger, matter, null as state,
        case when bool_or(presence = 'standing') then 'standing' else 'exited' end
            as presence,
        bool_and(solved) as solved
    from stood group by matter
)
"""
"""What stood in which ledger on a day, and each matter once."""
FIGURES: Final = f"""
{STOOD}, every as (
    select ledger, presence, state, solved from stood
    union all
    select ledger, presence, state, solved from matters
)
select ledger, count(*) as entered,
    count(*) filter (where presence = 'standing') as standing,
    count(*) filter (where presence = 'exited') as exited,
    count(*) filter (where solved) as solved,
    count(*) filter (where presence = 'standing' and state = 'entered') as s_entered,
    count(*) filter (where presence = 'standing' and state = 'discussed')
        as s_discussed,
    count(*) filter (where presence = 'standing' and state = 'reported') as s_reported,
    count(*) filter (where presence = 'standing' and state = 'published')
        as s_published
from every group by ledger order by ledger nulls last
"""
TILE: Final = f"""
{UNDER}
select count(distinct i.about_kind || '/' || i.about_id) as matters,
    count(*) as items, count(*) filter (where i.due_on < :today) as overdue
from {FROM} join under on under.organisation_id = i.organisation_id
where {SEEN} and i.presence = 'standing'
    and i.ledger = any(:tile_ledgers) and i.about_kind = any(:tile_about)
"""
PUBLICATIONS: Final = f"""
{UNDER}
select publication_id, c.item_id, c.organisation_id, c.state, author, approver,
    drafted_at, decided_at, withdrawn_by, withdrawn_at, c.reason, personal,
    consent_on, public_id, c.revision
from publications c join under on under.organisation_id = c.organisation_id
    join {FROM} on i.item_id = c.item_id
where publication_id > :after and {SEEN}
    and (cast(:state as text) is null or c.state = :state)
    and {ABOUT_PETITION}
order by publication_id limit :limit
"""
MONTH: Final = "to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM')"
PUBLIC: Final = f"""
{UNDER}
select id, category, place, unit, done, result, entered_on, finished_on, published_at
from public_ledger
where (cast(:id as text) is null
        or organisation_id in (select organisation_id from under))
    and (cast(:before as uuid) is null or id < :before)
    and (cast(:category as text) is null or category = :category)
    and (cast(:place as text) is null or place = :place)
    and (cast(:month as text) is null or {MONTH} = :month)
order by id desc limit :limit
"""
PUBLIC_ONE: Final = """
select id, category, place, unit, done, result, entered_on, finished_on, published_at
from public_ledger where id = :id
"""
PUBLIC_CHOICES: Final = f"""
select coalesce(array_agg(distinct category), '{{}}') as categories,
    coalesce(array_agg(distinct place), '{{}}') as places,
    coalesce(array_agg(distinct {MONTH}), '{{}}') as months
from public_ledger
"""
PUBLIC_NO_MORE: Final = """
select cast(withdrawn_at at time zone 'Asia/Shanghai' as date) as day
from publications where public_id = :id and state = 'withdrawn'
"""
UNBULLETINED: Final = """
select distinct organisation_id from ledger_items i
where not i.restricted and i.recorded_at < :next and not exists (
    select from ledger_sheets s
    where s.organisation_id = i.organisation_id and s.kind = 'bulletin'
        and s.week = :week
)
order by organisation_id
"""
