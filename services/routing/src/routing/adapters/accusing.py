"""Whom a matter between agencies accuses, in a question to the database (第30条)."""

from typing import Final

ACCUSED: Final = """coalesce(c.accused, array(select jsonb_array_elements_text(
    told.value -> 'accused') from jsonb_each(l.theirs) told))"""
"""Of what no case was opened for yet, whom the other agency says it accuses.

Wants the case as `c` (left join cases) and the leg as `l` (agency_legs).
"""
