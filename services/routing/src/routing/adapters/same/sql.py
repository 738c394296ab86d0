"""The statements of the room of same matters.

A case that accuses somebody is told of to no neighbour, and shown to nobody whom it
accuses (条例第30条).
"""

from typing import Final

from routing.adapters.same.tables import far_marks, own_marks, same_matters

MOST_FAR: Final = 50_000
"""So many matters of one neighbour are kept: its letters fill no disk."""
HIDES: Final = "coalesce(cardinality(c.accused), 0) > 0"
KEEP: Final = f"""
insert into {own_marks.name} as known
select * from jsonb_populate_recordset(null::own_marks, :rows)
on conflict (petition_id, agency) do update set revision = excluded.revision,
    organisation_id = excluded.organisation_id, told = excluded.told,
    looked = excluded.looked, told_at = null
where known.revision < excluded.revision
"""
HEAR: Final = f"""
insert into {far_marks.name} as known
select said.* from jsonb_populate_recordset(null::far_marks, :rows) said
where exists (select from far_marks held
        where held.agency = said.agency and held.mark_id = said.mark_id)
    or (select count(*) from far_marks held
        where held.agency = :rows -> 0 ->> 'agency') < {MOST_FAR}
on conflict (agency, mark_id) do update set receipt = excluded.receipt,
    prints = excluded.prints, accepted_at = excluded.accepted_at,
    due_at = excluded.due_at, said_at = excluded.said_at, gone = excluded.gone
where known.said_at <= excluded.said_at
"""
NOTE: Final = f"""
insert into {same_matters.name} as known
select * from jsonb_populate_recordset(null::same_matters, :rows)
on conflict (petition_id, agency, mark_id) do update set receipt = excluded.receipt,
    grade = least(known.grade, excluded.grade),
    found_here = known.found_here or excluded.found_here
"""
"""`category` is less than `place`, and the stronger of both."""
THEIRS: Final = """
select mark_id, receipt, prints, accepted_at, due_at from far_marks
where agency = :agency and not gone and prints && cast(:prints as text[])
order by mark_id
"""
OURS: Final = """
select * from own_marks
where agency = :agency and looked && cast(:prints as text[]) order by petition_id
"""
WAS_TOLD: Final = """
select petition_id from own_marks where agency = :agency and first_at is not null
    and petition_id = any(cast(:ids as uuid[]))
"""
TELL: Final = f"""
with due as (
    select m.petition_id, c.receipt, c.accepted_at, c.due_at
    from own_marks m join cases c using (petition_id)
    where m.agency = :agency and cardinality(m.told) > 0
        and (m.told_at is null or m.told_at <= :again or m.ended_at is not null)
        and c.state = any(:open) and not {HIDES}
    order by m.petition_id limit :limit for update of m skip locked
)
update own_marks m
set told_at = :now, first_at = coalesce(m.first_at, :now), ended_at = null
from due where m.petition_id = due.petition_id and m.agency = :agency
returning m.petition_id as mark_id, due.receipt, m.told as prints, due.accepted_at,
    due.due_at
"""
TAKE_BACK: Final = f"""
with ended as (
    select m.petition_id from own_marks m left join cases c using (petition_id)
    where m.agency = :agency and m.first_at is not null and m.ended_at is null
        and (c.petition_id is null or c.state <> all(:open) or {HIDES}
            or cardinality(m.told) = 0)
    order by m.petition_id limit :limit for update of m skip locked
)
update own_marks m set ended_at = :now
from ended where m.petition_id = ended.petition_id and m.agency = :agency
returning m.petition_id
"""
ANSWER: Final = f"""
with found as (
    select s.petition_id, s.mark_id, c.receipt
    from same_matters s join cases c using (petition_id)
    where s.agency = :agency and s.found_here and s.answered_at is null
        and c.state = any(:open) and not {HIDES}
    order by s.petition_id, s.mark_id limit :limit for update of s skip locked
)
update same_matters s set answered_at = :now
from found where s.agency = :agency and s.petition_id = found.petition_id
    and s.mark_id = found.mark_id
returning s.mark_id, s.petition_id as matter_id, found.receipt, s.grade
"""
FORGET_FAR: Final = "delete from far_marks where said_at <= :stale returning mark_id"
FORGET_OWN: Final = """
delete from own_marks m where (m.ended_at <= :old or m.received_at <= :old)
    and not exists (select from cases c
        where c.petition_id = m.petition_id and c.state = any(:open))
    and (m.ended_at <= :old or m.first_at is null)
returning m.petition_id
"""
FORGET_SAME: Final = """
delete from same_matters s where not exists (select from own_marks m
    where m.petition_id = s.petition_id and m.agency = s.agency)
returning s.petition_id
"""
SHOWN: Final = """
select m.petition_id, coalesce(c.organisation_id, m.organisation_id) as unit,
    s.agency, s.receipt, s.grade, s.found_at, f.accepted_at, f.due_at,
    f.said_at as heard_at, coalesce(not f.gone, false) as open
from own_marks m join same_matters s using (petition_id, agency)
left join far_marks f on f.agency = s.agency and f.mark_id = s.mark_id
left join cases c on c.petition_id = m.petition_id
where m.receipt = :receipt and (cast(:line as text[]) is null or c.accused is null
    or not c.accused && cast(:line as text[]))
order by open desc, s.grade, s.found_at desc, s.agency limit 20
"""
