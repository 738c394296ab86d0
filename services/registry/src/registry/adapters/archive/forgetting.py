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
    select from petition_links l join petition_standings s using (petition_id)
    where l.resident_id = {id} and l.section is not null
        and coalesce(s.case_state, s.intake_state) not in ('closed', 'refused')
) or exists (
    select from rights_requests q
    where q.resident_id = {id} and q.state = 'received'
)
"""
"""An open petition or request keeps a file from being forgotten."""
