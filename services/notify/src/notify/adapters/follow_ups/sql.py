"""The questions that the follow-ups' room asks; each in the words of PostgreSQL."""

from typing import Final

BELOW: Final = """
with recursive below as (
  select cast(:scope as text) as id
  union
  select o.organisation_id::text from below
  join organisations o on o.parent_id = below.id
)
"""
IN_SCOPE: Final = (
    "(cast(:scope as text) is null or {of}.organisation_id in (select id from below))"
)

CLOSED: Final = f"""
from closings c
left join case_heads h on h.petition_id = c.petition_id
left join lateral (
  select resolved_by, outcome, satisfied from follow_ups
  where petition_id = c.petition_id and case_revision < c.case_revision
  order by case_revision desc limit 1
) q on true
left join visits v on v.petition_id = c.petition_id
  and v.case_revision = c.case_revision and v.kind = 'weekly'
where c.closed_at >= :since and c.closed_at < :until and {IN_SCOPE.format(of="c")}
"""
WEEKLY: Final = f"""
{BELOW}
select c.*, q.outcome, q.satisfied as answered,
  coalesce(h.case_revision > c.case_revision, false) as reopened,
  v.state, v.attempts, v.form
{CLOSED}
  and (cast(:after as uuid) is null or
    (c.closed_at, c.petition_id, c.case_revision) > (
      select closed_at, petition_id, case_revision from closings
      where petition_id = :after and case_revision = :after_revision))
order by c.closed_at, c.petition_id, c.case_revision limit :limit
"""
WEEK_TALLY: Final = f"""
{BELOW}
select count(*) as to_call,
  count(*) filter (where v.state = 'done') as reached,
  count(*) filter (where v.form #> '{{0,satisfied}}' = 'true') as satisfied,
  count(*) filter (where v.form #> '{{0,satisfied}}' = 'false') as dissatisfied,
  count(*) filter (where v.form #> '{{0,satisfied}}' = 'null') as unclear,
  count(*) filter (where v.state = 'unreached') as unreached,
  count(*) filter (where coalesce(v.state, 'due') = 'due') as waiting
{CLOSED}
"""
VISITS: Final = f"""
{BELOW}
select v.* from visits v
where {IN_SCOPE.format(of="v")}
  and (cast(:kind as text) is null or v.kind = :kind)
  and (cast(:state as text) is null or v.state = :state)
  and (cast(:round_id as uuid) is null or v.round_id = :round_id)
  and (cast(:after as uuid) is null or (v.due_on, v.visit_id) > (
    select due_on, visit_id from visits where visit_id = :after))
order by v.due_on, v.visit_id limit :limit
"""
ROUNDS: Final = f"""
{BELOW}
select r.* from rounds r
where {IN_SCOPE.format(of="r")}
  and (cast(:after as uuid) is null or r.round_id < :after)
order by r.round_id desc limit :limit
"""
ROUND: Final = f"""
{BELOW}
select r.* from rounds r where {IN_SCOPE.format(of="r")} and r.round_id = :round_id
"""
OF_ROUND: Final = """
select petition_id || ':' || case_revision as name, state,
  (form #>> '{0,satisfied}')::boolean as satisfied, form #>> '{0,standing}' as standing
from visits where round_id = :round_id
"""
OBJECTIONS: Final = f"""
{BELOW}
select j.* from objections j
where {IN_SCOPE.format(of="j")}
  and (cast(:state as text) is null or j.state = :state)
  and (cast(:after as uuid) is null or (j.raised_at, j.objection_id) > (
    select raised_at, objection_id from objections where objection_id = :after))
order by j.raised_at, j.objection_id limit :limit
"""
RATINGS: Final = f"""
{BELOW}
select r.* from ratings r
where {IN_SCOPE.format(of="r")}
  and (cast(:state as text) is null or r.state = :state)
  and (cast(:case_id as uuid) is null or r.case_id = :case_id)
  and (cast(:after as uuid) is null or (r.asked_at, r.rating_id) > (
    select asked_at, rating_id from ratings where rating_id = :after))
order by r.asked_at, r.rating_id limit :limit
"""
RATING: Final = "select * from ratings where rating_id = :id"
RATING_IN_SCOPE: Final = f"""
{BELOW}
select r.* from ratings r where {IN_SCOPE.format(of="r")} and r.rating_id = :id
"""
CLOSINGS_OF: Final = f"""
{BELOW}
select c.*, null as resolved_by, false as outrun from closings c
where {IN_SCOPE.format(of="c")} and c.petition_id = :petition_id
order by c.case_revision
"""
QUESTIONS_OF: Final = f"""
{BELOW}
select t.* from follow_ups t
where {IN_SCOPE.format(of="t")} and t.petition_id = :petition_id
order by case_revision
"""
VISITS_OF: Final = f"""
{BELOW}
select t.* from visits t
where {IN_SCOPE.format(of="t")} and t.petition_id = :petition_id
order by due_on, visit_id
"""
OBJECTIONS_OF: Final = f"""
{BELOW}
select t.* from objections t
where {IN_SCOPE.format(of="t")} and t.petition_id = :petition_id
order by raised_at
"""
