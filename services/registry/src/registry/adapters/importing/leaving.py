"""How residents and households leave the register that a file had brought in.

Whoever was changed since, or on whom anything hangs, stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Which entries are free to leave, and what goes with them, in order."""

    subject: str
    key: str
    free: str
    remove: tuple[str, ...]


def _removal(table: str, key: str) -> str:
    return (
        f"delete from {table} old"
        f" using jsonb_populate_recordset(null::{table}, :rows) gone"
        f" where old.{key} = gone.{key}"
    )


FREE_RESIDENTS: Final = """
select resident_id as id, revision from residents r
where resident_id = any(:ids) and state = 'living'
    and not exists (select from section_entries where subject_id = resident_id)
    and not exists (select from tenancies where owner_id = resident_id)
    and not exists (
        select from petition_links l where l.resident_id = r.resident_id
    )
    and not exists (
        select from appointments a where a.resident_id = r.resident_id
    )
    and not exists (select from life_changes c where c.resident_id = r.resident_id)
    and not exists (select from rights_requests q where q.resident_id = r.resident_id)
    and not exists (select from rights_requests q where q.asked_by = r.resident_id)
    and not exists (
        select from guardianships g where r.resident_id in (g.child_id, g.guardian_id)
    )
    and not exists (select from households h where h.head_id = r.resident_id)
    and not exists (select from visit_subjects s where s.resident_id = r.resident_id)
    and not exists (select from entitlements e where e.resident_id = r.resident_id)
    and not exists (select from placements p where p.resident_id = r.resident_id)
    and not exists (
        select from duties
        where scope_kind = 'resident' and scope_id = r.resident_id::text
    )
    and not exists (select from ledger_items i where i.resident_id = r.resident_id)
    and not exists (
        select from visit_findings f where f.resident_id = r.resident_id
    )
    and not exists (
        select from visit_plans p where p.subjects @> jsonb_build_array(
            jsonb_build_object('id', r.resident_id::text)
        )
    )
order by resident_id for update
"""
FREE_HOUSEHOLDS: Final = """
select household_id as id, revision from households h
where household_id = any(:ids)
    and not exists (select from residents r where r.household_id = h.household_id)
    and not exists (select from section_entries where subject_id = household_id)
    and not exists (select from tenancies t where t.household_id = h.household_id)
    and not exists (
        select from household_moves
        where h.household_id = from_id or h.household_id = to_id
    )
    and not exists (
        select from life_changes c where c.household_id = h.household_id
    )
    and not exists (
        select from visit_subjects s where s.household_id = h.household_id
    )
    and not exists (select from plans p where p.household_id = h.household_id)
    and not exists (select from ledger_items i where i.home_id = h.household_id)
    and not exists (select from pairings p where p.household_id = h.household_id)
    and not exists (
        select from subsidy_payments s where s.household_id = h.household_id
    )
    and not exists (
        select from visit_findings f where f.household_id = h.household_id
    )
    and not exists (
        select from visit_plans p where p.subjects @> jsonb_build_array(
            jsonb_build_object('id', h.household_id::text)
        )
    )
    and not exists (
        select from duties
        where scope_kind = 'household' and scope_id = h.household_id::text
    )
order by household_id for update
"""

WITHDRAWALS: Final[Mapping[str, Leaving]] = {
    "residents": Leaving(
        subject="resident",
        key="resident_id",
        free=FREE_RESIDENTS,
        remove=(
            _removal("resident_words", "resident_id"),
            _removal("residents", "resident_id"),
        ),
    ),
    "households": Leaving(
        subject="household",
        key="household_id",
        free=FREE_HOUSEHOLDS,
        remove=(
            _removal("household_numbers", "household_id"),
            _removal("empty_households", "household_id"),
            _removal("households", "household_id"),
        ),
    ),
}
