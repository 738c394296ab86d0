"""Very many cases are late at once: how fast does routing tell their superiors?"""

import time
from typing import Any
from uuid import UUID

from tests.bench.ground import Ground, a_petition, until
from tests.bench.scenes import calm
from tests.bench.seeding import TABLES, seed

FIRST = 50_000_000
"""Where the copies are numbered from, beside those of other scenes."""
COPIES = "petition_id between %s and %s"
LATE = f"""
update deadlines set watch_from = moment.at, due_at = moment.at
from (
    select petition_id as id, now() - interval '1 s'
        * row_number() over (order by md5(petition_id::text)) as at
    from deadlines where {COPIES}
) moment where petition_id = moment.id
"""
LATE_CASES = f"""
update cases set due_at = deadlines.due_at
from deadlines
where cases.petition_id = deadlines.petition_id and cases.{COPIES}
"""
LEFT = f"select count(*) from deadlines where level = 0 and {COPIES}"
ESCALATIONS = f"""
select count(*) from timeline
where step = 'escalated' and subject::uuid in (
    select petition_id from deadlines where {COPIES}
)
"""
OVERTAKEN = f"""
select count(*) from (
    select breached_at, max(breached_at) over (
        order by due_at rows between unbounded preceding and 1 preceding
    ) as before
    from deadlines where {COPIES}
) line where breached_at < before
"""
"""Cases that were told of before one that was late earlier."""


def sweep(ground: Ground, cases: int) -> dict[str, Any]:
    """(e) Routing comes back to so many late cases; each superior is told once."""
    model = ground.door("intake").do("POST", "/v1/petitions", a_petition())
    calm(ground)
    ground.agency.stop_part("routing")
    routing = [table for table in TABLES if table.service == "routing"]
    seed(ground, UUID(model["petition_id"]), cases, tables=routing, first=FIRST)
    ids = _id(FIRST + 1), _id(FIRST + cases)
    with ground.database("routing") as cursor:
        cursor.execute(LATE, ids)
        cursor.execute(LATE_CASES, ids)
    assert ground.value("routing", LEFT, *ids) == cases
    ground.agency.start_part("routing")
    until(lambda: ground.value("routing", LEFT, *ids) < cases, seconds=60)
    begun, before = time.perf_counter(), ground.value("routing", LEFT, *ids)
    until(lambda: ground.value("routing", LEFT, *ids) == 0, seconds=900, every=0.5)
    seconds = time.perf_counter() - begun
    calm(ground)
    return {
        "cases": cases,
        "swept_after_s": round(seconds * cases / before, 1),
        "cases_per_s": round(before / seconds, 1),
        "all_told_after_s": round(time.perf_counter() - begun, 1),
        "told_twice": ground.value("routing", ESCALATIONS, *ids) - cases,
        "overtaken": ground.value("routing", OVERTAKEN, *ids),
    }


def _id(number: int) -> str:
    return f"01800000-0000-7000-8000-{number:012x}"
