"""How long it takes to see where one stands, and where a whole district does.

By the rules of 文新 (C-02, C-03, C-09 …), at registry's own door, in this process.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg2
from falcon.testing import TestClient

from registry.bootstrap import assemble
from registry.entrypoints.http import build_door
from tests.bench.ground import Ground
from tests.bench.townsfolk import DISTRICT, settle

POLICY = "deploy/policies/wenxin.yml"
WORKERS, VISITS = 400, 90
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
        select *, row_number() over (partition by staff_id order by duty_id) as no,
            count(*) over (partition by staff_id) as held
        from duties where duty = 'social-worker'
    ) d join staff using (staff_id) where no <= least(%(visits)s, held * 3 / 4)
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


A_DAY = WORKERS * VISITS // 60
OWN = "/v1/my-obligations"
DONE = "/v1/obligations/done?rule=c03-households&bearer="
COVERED = (
    f"/v1/figures/coverage/rows?organisation={DISTRICT}&by=kind"
    "&of=registered-household&part=visited"
)
UNSEEN = """
select scope_id, organisation_id from duties join staff using (staff_id)
where staff_id = 'bench-w-0' and duty = 'social-worker' and not exists (
    select from visit_subjects where kind = 'household' and id = scope_id
) limit 1
"""
EVERYBODYS = """
select distinct on (staff_id) staff_id, organisation_id, scope_id
from duties join staff using (staff_id) where duty = 'social-worker'
order by staff_id, scope_id
"""


def obligations(ground: Ground, residents: int, asked: int = 200) -> dict[str, Any]:
    """Ask for the standing of many workers, of a district, of what a day adds."""
    settle(ground, residents)
    _fill(ground)
    parts = assemble(_environ(ground))
    asking = Asking(ground, TestClient(build_door(parts)))
    own = [_ms(lambda n=n: asking.own(n)) for n in range(asked)]
    place = f"/v1/obligations/standings?organisation={DISTRICT}"
    one = f"{place}&rule=c03-households&limit=1"
    missing = "/v1/obligations/missing?rule=c02-homes&bearer=bench-c0"
    whole, rule, left = (
        _at([_ms(lambda path=path: asking.as_head(path)) for _ in range(5)], 0.5)
        for path in (place, one, missing)
    )
    behind, covered = (
        _at([_ms(lambda path=path: asking.as_head(path)) for _ in range(5)], 0.5)
        for path in (f"{DONE}bench-w-1", f"{COVERED}&limit=100")
    )
    seen, day = asking.seen_after_ms(), asking.day_s(A_DAY, one)
    parts.database.close()
    return {
        "residents": residents,
        "workers": WORKERS,
        "visits": ground.value("registry", "select count(*) from visits"),
        "own_p50_ms": _at(own, 0.5),
        "own_p95_ms": _at(own, 0.95),
        "whole_district_ms": whole,
        "one_rule_of_all_ms": rule,
        "missing_of_a_community_ms": left,
        "rows_behind_a_standing_ms": behind,
        "rows_behind_the_coverage_ms": covered,
        "visit_recorded_and_counted_ms": seen,
        "a_days_visits": A_DAY,
        "a_day_recorded_and_counted_s": day,
    }


@dataclass
class Asking:
    """Somebody who asks at the door."""

    ground: Ground
    client: TestClient

    def own(self, worker: int) -> Any:
        """Return where a worker stands."""
        return self._ask("GET", OWN, "handler", f"bench-w-{worker}")

    def as_head(self, path: str) -> Any:
        """Return what the head of the district is told."""
        return self._ask("GET", path, "supervisor", "bench-head")

    def seen_after_ms(self) -> float:
        """Record a visit to a home not seen yet; return when it was counted."""
        home, unit = self._unseen()
        before = self._done()
        said = {
            "kind": "home",
            "held_at": datetime.now(UTC).isoformat(),
            "visitors": ["bench-w-0"],
            "subjects": [{"kind": "household", "id": home}],
            "diary": "走访",
        }
        begun = time.perf_counter()
        path = f"/v1/visits/{uuid4()}"
        self._ask("PUT", path, "handler", "bench-w-0", unit, said)
        if self._done() != before + 1:
            raise RuntimeError("a visit was not counted")
        return round((time.perf_counter() - begun) * 1000, 1)

    def day_s(self, visits: int, standing: str) -> float:
        """Record a day's visits, each by its worker; return when all were counted."""
        with self.ground.database("registry") as cursor:
            cursor.execute(EVERYBODYS)
            going = cursor.fetchall()
        begun = time.perf_counter()
        for number in range(visits):
            who, unit, home = going[number % len(going)]
            said = {
                "kind": "home",
                "held_at": datetime.now(UTC).isoformat(),
                "visitors": [who],
                "subjects": [{"kind": "household", "id": home}],
                "diary": "走访",
            }
            self._ask("PUT", f"/v1/visits/{uuid4()}", "handler", who, unit, said)
        self.as_head(standing)
        return round(time.perf_counter() - begun, 1)

    def _done(self) -> int:
        told = self._ask("GET", f"{OWN}?rule=c03-households", "handler", "bench-w-0")
        return int(told["items"][0]["done"])

    def _unseen(self) -> tuple[str, str]:
        with self.ground.database("registry") as cursor:
            cursor.execute(UNSEEN)
            home, unit = cursor.fetchone()
            return home, unit

    def _ask(
        self,
        method: str,
        path: str,
        role: str,
        who: str,
        unit: str = DISTRICT,
        *body: Any,
    ) -> Any:
        token = self.ground.agency.token(role, organisation=unit, subject=who)
        headers = {"Authorization": f"Bearer {token}"}
        answer = self.client.simulate_request(
            method, path, headers=headers, json=body[0] if body else None
        )
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.text}")
        return answer.json


def _fill(ground: Ground) -> None:
    connection = psycopg2.connect(ground.agency.admin_database_url("registry"))
    connection.autocommit = True
    cursor = connection.cursor()
    for sql in FILL:
        cursor.execute(sql, {"workers": WORKERS, "visits": VISITS})
    connection.close()


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
