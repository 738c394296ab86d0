"""Statements that tell what was done; which visits count is said here alone."""

from typing import Final

COUNTS: Final = "(not :closed_only or v.closed_at is not null)"
"""Holds for every visit that counts: each on file, as it was last said; or only what
was closed, where the rule says so (C-05)."""
_VISITS: Final = f"""
select t.staff_id, {{unit}} as organisation_id, t.held_on as day, v.held_at as at,
    v.visit_id::text as event, v.kind as code, {{target}} as target
from visit_visitors t join visits v using (visit_id) {{joins}}
where t.held_on >= :first and t.held_on <= :last and v.kind = any(:codes) and {COUNTS}
    and {{whose}}
"""
_TARGET: Final = (
    "left join visit_subjects s on s.visit_id = v.visit_id and s.kind = :kind"
)
_UNIT: Final = """
join organisations o on o.organisation_id = t.organisation_id
"""
_SEAT: Final = """
case when o.organisation_id = any(:units) or not o.kind = any(:serving)
    then o.organisation_id else o.parent_id end
"""
"""The unit for which somebody went: the own, or that for which a 科室 works."""
BY_STAFF: Final = _VISITS.format(
    unit="t.organisation_id",
    target="s.id",
    joins=_TARGET,
    whose="t.staff_id = any(:staff)",
)
BY_UNIT: Final = _VISITS.format(
    unit=_SEAT,
    target="s.id",
    joins=_UNIT + _TARGET,
    whose="(o.organisation_id = any(:units)"
    " or o.kind = any(:serving) and o.parent_id = any(:units))",
)
BY_STAFF_AT: Final = BY_STAFF.replace(_TARGET, "").replace("s.id", "v.premises_id")
BY_UNIT_AT: Final = BY_UNIT.replace(_TARGET, "").replace("s.id", "v.premises_id")
"""The same of the places where they were."""
WHEN: Final = "v.held_at as at"
NO_MATTER_WHEN: Final = "null::timestamptz as at"
"""Thousands of moments that no rule asks for cost more than what it does."""
_FORMS: Final = f"""
select r.reported_by as staff_id, {_SEAT} as organisation_id, r.counts_on as day,
    null::timestamptz as at, r.enterprise_id || '/' || r.month as event,
    'informer' as code, coalesce(named.firm_id, coded.firm_id)::text as target
from informer_forms r join organisations o using (organisation_id)
left join firms named on named.firm_id = r.firm_id
left join firms coded on coded.credit_code = upper(r.enterprise_id)
where r.counts_on >= :first and r.counts_on <= :last and 'informer' = any(:codes)
    and {{whose}}
"""
FORMS_BY_UNIT: Final = _FORMS.format(
    whose="(o.organisation_id = any(:units)"
    " or o.kind = any(:serving) and o.parent_id = any(:units))",
)
FORMS_BY_STAFF: Final = _FORMS.format(whose="r.reported_by = any(:staff)")
"""A form is of the firm that intake's list names by its credit code, or by its id."""
ABOVE: Final = """
with recursive up (place, premises_id, parent_id, step) as (
    select premises_id, premises_id, parent_id, 0 from premises
    where premises_id = any(:places)
    union all
    select place, round.premises_id, round.parent_id, step + 1
    from up join premises round on round.premises_id = up.parent_id where step < 8
)
select place, premises_id from up
"""
ENTRIES: Final = """
select actor as staff_id, coalesce(organisation_id, '') as organisation_id, at,
    subject_id::text as target, section as code
from section_entries
where section = any(:codes) and subject_id = any(cast(:targets as uuid[]))
    and at >= :begin and at < :end
"""
DUTIES: Final = f"""
select d.staff_id, {_SEAT} as organisation_id, d.scope_id as target, d.duty as code,
    d.duty_id::text as event
from duties d join staff using (staff_id) join organisations o using (organisation_id)
where d.duty = any(:codes) and d.scope_kind = :scope
    and d.since <= :day and (d.until is null or d.until > :day)
    and (cast(:tag as text) is null or exists (
        select from obligation_tags g where g.kind = 'staff' and g.id = d.staff_id
            and g.tag = :tag and g.since <= :day and (g.until is null or g.until > :day)
    ))
"""
