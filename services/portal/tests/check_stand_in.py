"""A stand-in for draws of spot checks, as registry tells them."""

from uuid import UUID

from services.portal.tests.homes_stand_in import UNIT, at

DRAWN = {
    "draw_id": str(UUID(int=31)),
    "title": "社区主要领导核实社工走访",
    "basis": "C-15，份数 [M]",
    "organisation_id": UNIT,
    "since": "2026-07-01",
    "until": "2026-09-30",
    "due_on": "2026-10-17",
    "drawn_by": "chen.zhu",
    "drawn_at": at(-1),
    "population": 12,
    "size": 2,
    "checked": 1,
    "confirmed": 1,
    "differs": 0,
    "not_found": 0,
    "confirmed_rate": "100.00",
}
FROZEN = [
    {
        "visit_id": str(UUID(int=40 + rank)),
        "rank": rank,
        "changed": rank == 1,
        "facts": {"kind": "home", "held_at": at(-9), "units": {who: UNIT}},
        "digest": "ab" * 32,
        "checker_id": "chen.zhu" if rank == 1 else None,
        "findings": [],
    }
    for rank, who in ((1, "wang.min"), (2, "chen.zhu"))
]
UNDRAWN = {
    "rule": "head-of-cadres",
    "title": "主要领导抽查",
    "since": "2026-07-01",
    "until": "2026-09-30",
}
DEBT = {"checker_id": "chen.zhu", "open": 3, "overdue": 1, "due_on": "2026-10-17"}
CHECKS = {
    "/v1/check-draws": {"items": [DRAWN]},
    "/v1/check-debts": {"items": [DEBT], "undrawn": [UNDRAWN]},
    f"/v1/check-draws/{DRAWN['draw_id']}": {
        "draw": DRAWN,
        "seed": "5eed",
        "population_digest": "cd" * 32,
        "algorithm": "sha256",
        "checks": FROZEN,
    },
}
