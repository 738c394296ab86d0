"""Statements that list and count help."""

from typing import Final

from registry.adapters.places import UNDER

PAIRINGS: Final = f"""
{UNDER}
select p.* from pairings p join households h using (household_id)
where p.pairing_id > :after
    and (cast(:id as text) is null
        or h.organisation_id in (select organisation_id from under))
    and (cast(:household as uuid) is null or p.household_id = :household)
    and (cast(:kind as text) is null or p.partner_kind = :kind)
    and (cast(:partner as text) is null or p.partner_id = :partner)
    and (cast(:on as date) is null
        or p.since <= :on and (p.until is null or p.until > :on))
order by p.pairing_id limit :limit
"""
UNPAIRED: Final = f"""
{UNDER}
select distinct s.staff_id, s.organisation_id
from staff s join under using (organisation_id) join duties d using (staff_id)
where s.staff_id > :after and d.duty = 'social-worker'
    and d.since <= :on and (d.until is null or d.until > :on)
    and not exists (
        select from pairings p
        where p.partner_kind = 'staff' and p.partner_id = s.staff_id
            and p.since <= :on and (p.until is null or p.until > :on)
    )
order by s.staff_id limit :limit
"""
PAYMENTS: Final = f"""
{UNDER}
select p.* from subsidy_payments p
where p.payment_id > :after
    and p.organisation_id in (select organisation_id from under)
    and (cast(:programme as text) is null or p.programme = :programme)
    and (cast(:period as text) is null or p.period = :period)
    and (cast(:state as text) is null or p.state = :state)
    and (cast(:household as uuid) is null or p.household_id = :household)
order by p.payment_id limit :limit
"""
SUMS: Final = """
select programme, organisation_id, count(distinct household_id) as households,
    cast(sum(cents) as bigint) as cents
from subsidy_sums
where {which} and (cast(:year as text) is null or year = :year)
group by programme, organisation_id
having count(distinct household_id) >= :smallest
order by programme, organisation_id
"""
SUMS_UNDER: Final = UNDER + SUMS.format(
    which="organisation_id in (select organisation_id from under)"
)
DECIDED: Final = """
select programme, organisation_id, household_id, cents, decided_at
from subsidy_payments where state = 'approved' and left(period, 4) = :year
order by programme, organisation_id, decided_at
"""
TOTALS: Final = f"""
{UNDER}
select programme, cast(:id as text) as organisation_id,
    count(distinct household_id) as households, cast(sum(cents) as bigint) as cents
from subsidy_sums
where organisation_id in (select organisation_id from under)
    and (cast(:year as text) is null or year = :year)
group by programme order by programme
"""
OFFERS: Final = f"""
{UNDER}
select o.* from job_offers o
where o.offer_id > :after and o.organisation_id in (select organisation_id from under)
    and (cast(:on as date) is null or o.until >= :on and o.hired < o.posts)
order by o.offer_id limit :limit
"""
OFFER: Final = "select * from job_offers where offer_id = :id"
PERSON: Final = "count(distinct coalesce(resident_id, placement_id)) filter"
PLACED: Final = f"""
{UNDER}
select {PERSON} (where kind = 'job' and state = 'placed'
        and settled_on between :since and :until) as jobs,
    {PERSON} (where kind = 'startup' and state = 'placed'
        and settled_on between :since and :until) as startups,
    {PERSON} (where state = 'introduced'
        and introduced_on between :since and :until) as introduced,
    {PERSON} (where state = 'failed'
        and settled_on between :since and :until) as failed
from placements where organisation_id in (select organisation_id from under)
"""
"""People, each once; of whom was forgotten each job is one."""
SIX: Final = f"""
{UNDER}
select u.organisation_id, coalesce(s.items, '{{}}') as items,
    coalesce(s.revision, 0) as revision
from under u left join six_ones s
    on s.organisation_id = u.organisation_id and s.year = :year
where u.organisation_id > :after
    and (cast(:only as text) is null or u.organisation_id = :only)
order by u.organisation_id limit :limit
"""
