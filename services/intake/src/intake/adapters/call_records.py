"""Guides and mere calls in their tables."""

from typing import Final

from intake.adapters.call_tables import MERE_CALLS
from intake.domain.calls import CallEntry
from intake.domain.guide import GuideEdition
from minqing_chassis.unit_of_work import SqlWork

ADD_GUIDES: Final = """
insert into category_guides
    (category, answer, materials, words, changed_by, changed_at)
select told.category, told.answer, told.materials, told.words, told.changed_by,
    told.changed_at
from jsonb_populate_recordset(null::category_guides, :rows) as told
left join lateral (
    select answer, materials, words from category_guides g
    where g.category = told.category order by id desc limit 1
) as known on true
where (known.answer, known.materials, known.words)
    is distinct from (told.answer, told.materials, told.words)
"""
COUNT_CALLS: Final = f"""
insert into {MERE_CALLS.name}
select * from jsonb_populate_recordset(null::{MERE_CALLS.name}, :rows)
on conflict (call_id) do nothing
"""


class SqlGuides:
    """The guides, each edition a row."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def add(self, edition: GuideEdition) -> None:
        """Keep one, unless the newest reads just so."""
        guide = edition.guide
        row = {
            "category": guide.category,
            "answer": guide.answer,
            "materials": list(guide.materials),
            "words": list(guide.words),
            "changed_by": edition.by,
            "changed_at": edition.at,
        }
        self._work.write(ADD_GUIDES, [row])


class SqlCalls:
    """Calls of which no matter came."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def count(self, entry: CallEntry) -> None:
        """Keep one; one that is known stays as it is."""
        self._work.write(COUNT_CALLS, [vars(entry)])
