"""How long any figure takes over a million petitions, and whether it is right."""

import time
from typing import Any
from urllib.parse import urlencode

import psycopg2

from minqing_chassis.database import Database
from notify.adapters.figures.rebuilding import Rebuilding
from tests.bench.ground import STREET, Ground

COMMUNITIES = 60
KNOWN = f"""
insert into organisations
select '{STREET}-' || n, 1, '社区' || n, '{STREET}', null, true
from generate_series(1, %s) as n on conflict do nothing
"""
FACTS = f"""
insert into figure_facts (petition_id, petition_rev, receipt, channel, grid, door_id,
    matter_rev, category, kind, acceptance_rev, received_at, accepted_at, from_archive,
    persons, source, owner_rev, unit_id, standing_rev, state, standing_at, reply_rev,
    resolved_at, outcome, term_rev, due_at, dispatch_rev, dispatched_at, contact_by,
    contact_rev, contacted_at, giving_back_rev, returned_at, visit_rev, answered_at,
    silent, solved_said, satisfied_said)
select md5(n::text)::uuid, 1, 'S-' || n, 'channel-' || n / 840 %% 9,
    '{STREET}-' || n %% %(communities)s, null, 1, 'category-' || n / 60 %% 14,
    (array['claim', 'suggestion', 'consultation'])[1 + n %% 3], 1, at, at, false,
    1 + n %% 2, 'channel-' || n / 840 %% 9, 1,
    '{STREET}-' || (1 + n %% %(communities)s), 1,
    case when n %% 20 > 0 then 'closed' else 'started' end, at + interval '9 days', 1,
    at + interval '9 days', (array['resolved', 'resolved', 'explained'])[1 + n %% 3], 1,
    at + interval '1 day' * (n %% 40), 1, at, at + interval '1 day', 1,
    at + interval '1 hour' * (n %% 30), case when n %% 25 = 0 then 1 end,
    case when n %% 25 = 0 then at end, 1, at + interval '12 days', n %% 5 = 0,
    n %% 7 > 0, n %% 11 > 0
from generate_series(1, %(rows)s) as n
cross join lateral (select timestamptz '2024-01-01 01:00+08'
    + interval '1 minute' * (n::bigint * 1051 %% 1500000)) as moment (at)
"""
LONG = {"from": "2024-01-05", "to": "2026-11-07"}
ASKED: dict[str, dict[str, str]] = {
    "agency_three_years": LONG,
    "agency_one_year": {"from": "2025-01-01", "to": "2025-12-31"},
    "agency_one_week": {"from": "2025-06-02", "to": "2025-06-08"},
    "by_organisation": LONG | {"by": "organisation"},
    "by_category": LONG | {"by": "category"},
    "by_channel": LONG | {"by": "channel"},
    "by_grid": LONG | {"by": "grid"},
    "by_source": LONG | {"by": "source"},
    "closed_by_category": LONG | {"by": "category", "cohort": "closed"},
    "one_category_by_organisation": LONG
    | {"category": "category-3", "by": "organisation"},
    "one_organisation": LONG | {"organisation": f"{STREET}-7"},
    "one_channel": LONG | {"channel": "channel-3"},
    "with_last_year": {
        "from": "2025-02-03",
        "to": "2025-11-28",
        "compare": "year-before",
    },
    "overdue": {"from": "2000-01-01", "to": "2026-11-07", "cohort": "due"},
}


def figures(ground: Ground, rows: int, asked: int = 40) -> dict[str, Any]:
    """Ask every kind of figure of a running notify that holds a million petitions."""
    seeded, rebuilt = fill(ground, rows)
    door = ground.door("notify", "ops")
    found = {name: _ask(door, query, asked) for name, query in ASKED.items()}
    begun = time.perf_counter()
    differences = _rebuilding(ground).differences()
    return {
        "rows": rows,
        "p95_ms": found,
        "slowest_p95_ms": max(found.values()),
        "first_page_of_rows_ms": _page(door, asked),
        "seeded_s": round(seeded),
        "rebuilt_s": round(rebuilt),
        "recounted_s": round(time.perf_counter() - begun),
        "sums_that_differ": differences,
    }


def fill(ground: Ground, rows: int) -> tuple[float, float]:
    """Write so many matters of three years down; return the seconds that it took.

    First to write what was heard, then to count it.
    """
    begun = time.perf_counter()
    _write(ground, rows)
    written = time.perf_counter()
    _rebuilding(ground).rebuild()
    counted = time.perf_counter()
    _settle(ground)
    return written - begun, counted - written


def _rebuilding(ground: Ground) -> Rebuilding:
    return Rebuilding(Database(ground.agency.admin_database_url("notify")))


def _write(ground: Ground, rows: int) -> None:
    with psycopg2.connect(ground.agency.admin_database_url("notify")) as connection:
        cursor = connection.cursor()
        cursor.execute("alter table figure_facts disable trigger user")
        cursor.execute(KNOWN, (COMMUNITIES,))
        cursor.execute(FACTS, {"communities": COMMUNITIES, "rows": rows})
        cursor.execute("alter table figure_facts enable trigger user")
    connection.close()


def _settle(ground: Ground) -> None:
    connection = psycopg2.connect(ground.agency.admin_database_url("notify"))
    connection.autocommit = True
    connection.cursor().execute("vacuum analyze figure_facts, figure_cells")
    connection.close()


def _ask(door: Any, query: dict[str, str], asked: int) -> float:
    path = f"/v1/figures?{urlencode(query)}"
    return _p95(lambda: door.do("GET", path), asked)


def _page(door: Any, asked: int) -> float:
    query = LONG | {"measure": "dissatisfied", "category": "category-3", "limit": "50"}
    path = f"/v1/figures/rows?{urlencode(query)}"
    return _p95(lambda: door.do("GET", path), asked)


def _p95(ask: Any, asked: int) -> float:
    ask()
    taken = []
    for _ in range(asked):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return round(sorted(taken)[int(asked * 0.95)], 1)
