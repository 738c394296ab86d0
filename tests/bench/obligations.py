"""How long it takes to see where one stands, and where a whole district does.

By the rules of 文新 (C-02, C-03, C-09 …), at registry's own door, in this process.
"""

import time
from collections.abc import Callable
from typing import Any

import psycopg2
from falcon.testing import TestClient

from registry.bootstrap import assemble
from registry.entrypoints.http import build_door
from tests.bench.ground import Ground
from tests.bench.townsfolk import DISTRICT, settle

POLICY = "deploy/policies/wenxin.yml"
WORKERS, VISITS = 400, 100
"""Social workers, and the visits of each in a quarter."""
FILL = (
    """
    insert into staff (staff_id, name, organisation_id, roles, active, revision)
    select 'bench-w-' || n, '社工' || n, places[1 + n %% cardinality(places)],
        '{handler}', true, 1
    from generate_series(0, %(workers)s - 1) n, (
        select array_agg(organisation_id order by organisation_id) as places
        from organisations where kind = 'community' and organisation_id like 'bench-c%%'
    ) p
    """,
    """
    insert into duties (duty_id, staff_id, duty, scope_kind, scope_id, since, revision)
    select gen_random_uuid(), team[1 + no %% cardinality(team)], 'social-worker',
        'household', household_id::text, '2020-01-01', 1
    from (
        select household_id, organisation_id, row_number() over (
            partition by organisation_id order by household_id
        ) as no from households
    ) h join (
        select organisation_id, array_agg(staff_id) as team from staff
        where staff_id like 'bench-w-%%' group by 1
    ) t using (organisation_id)
    """,
    """
    create temporary table going as
    select gen_random_uuid() as visit_id, staff_id, organisation_id, d.scope_id::uuid
        as home, current_date - (no %% 60)::integer as held_on
    from (
        select *, row_number() over (partition by staff_id order by duty_id) as no
        from duties where duty = 'social-worker'
    ) d join staff using (staff_id) where no <= %(visits)s
    """,
    """
    insert into visits (visit_id, kind, held_at, recorded_by, recorded_at, said_at,
        late_days, covers, worded, sealed, revision)
    select visit_id, case when visit_id::text < '1' then 'love' else 'home' end,
        held_on + time '10:00', staff_id, now(), now(), 0, true, '{diary}', '', 1
    from going
    """,
    "insert into visit_visitors select visit_id, staff_id, organisation_id, held_on"
    " from going",
    """
    insert into visit_subjects (visit_id, kind, id, household_id, held_on, covers)
    select visit_id, 'household', home::text, home, held_on, true from going
    """,
    "vacuum analyze",
)


def obligations(ground: Ground, residents: int, asked: int = 200) -> dict[str, Any]:
    """Ask for the standing of many workers, of a district, of what a day adds."""
    settle(ground, residents)
    connection = psycopg2.connect(ground.agency.admin_database_url("registry"))
    connection.autocommit = True
    cursor = connection.cursor()
    for sql in FILL:
        cursor.execute(sql, {"workers": WORKERS, "visits": VISITS})
    connection.close()
    parts = assemble(_environ(ground))
    client = TestClient(build_door(parts))

    def ask(path: str, role: str, who: str, place: str) -> Any:
        token = ground.agency.token(role, organisation=place, subject=who)
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.simulate_get(path, headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.text}")
        return answer.json

    own = [
        _ms(lambda n=n: ask("/v1/my-obligations", "handler", f"bench-w-{n}", DISTRICT))
        for n in range(asked)
    ]
    place = f"/v1/obligations/standings?organisation={DISTRICT}"
    boss = ("supervisor", "bench-head", DISTRICT)
    whole = [_ms(lambda: ask(place, *boss)) for _ in range(5)]
    one = [_ms(lambda: ask(f"{place}&rule=c03-households", *boss)) for _ in range(5)]
    found = ask(f"{place}&rule=c03-households&limit=1", *boss)["items"]
    missing = f"/v1/obligations/missing?rule=c02-homes&bearer={'bench-c0'}"
    left = [_ms(lambda: ask(missing, *boss)) for _ in range(5)]
    parts.database.close()
    return {
        "residents": residents,
        "workers": WORKERS,
        "visits": ground.value("registry", "select count(*) from visits"),
        "own_p50_ms": _at(own, 0.5),
        "own_p95_ms": _at(own, 0.95),
        "whole_district_ms": _at(whole, 0.5),
        "one_rule_of_all_ms": _at(one, 0.5),
        "missing_of_a_community_ms": _at(left, 0.5),
        "worst_done": found[0]["done"],
        "folded_in_after_s": 0,
    }


def _environ(ground: Ground) -> dict[str, str]:
    agency = ground.agency
    return {
        "AGENCY": "demo",
        "AMQP_URI": agency.amqp_uri,
        "DATABASE_URL_REGISTRY": agency.database_url("registry"),
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(agency.keys.jwt_public),
        "SEALING_KEY_FILE": str(agency.keys.sealing),
        "POLICY_FILE": POLICY,
    }


def _ms(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _at(times: list[float], share: float) -> float:
    return round(sorted(times)[int(share * (len(times) - 1))], 1)
