"""A small town on a running agency: who answers, for what, and whom to be."""

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg2

from minqing_local.agency import Agency
from tests.bench.load import Door

STREET, UNIT, CATEGORY = "bench-street", "bench-unit", "bench-lamps"
DIVISION = "990106040019"
TEXT = (
    "九栋二单元的楼道灯坏了三天，老人上下楼很不方便，"
    "已经打过两次电话，都说会来修，一直没有人来。"
) * 3


class NotYet(Exception):
    """The fact that was waited for did not come true in time."""


def until(fact: Callable[[], Any], *, seconds: float = 60, every: float = 0.05) -> Any:
    """Ask again and again until the answer is true; return it, or raise NotYet."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = fact()
        if answer:
            return answer
        time.sleep(every)
    raise NotYet(f"not within {seconds} s")


@dataclass
class Ground:
    """A prepared agency: doors with the right tokens, and eyes in its databases."""

    agency: Agency
    tokens: Mapping[str, str]

    def door(self, service: str, role: str | None = None) -> Door:
        """Return a connection to a service, as somebody in that role or nobody."""
        return Door(self.agency.url(service), self.tokens[role] if role else None)

    @contextlib.contextmanager
    def database(self, service: str) -> Iterator[Any]:
        """Give a cursor in a service's database, for looking only."""
        connection = psycopg2.connect(self.agency.database_url(service))
        connection.autocommit = True
        try:
            yield connection.cursor()
        finally:
            connection.close()

    def value(self, service: str, sql: str, *values: Any) -> Any:
        """Return the one value that a question has for its answer."""
        with self.database(service) as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]


def prepare(agency: Agency) -> Ground:
    """Found the town (a second time changes nothing) and wait until all know of it."""
    tokens = {
        "ops": agency.token("ops", organisation=STREET, subject="bench-ops"),
        "clerk": agency.token("clerk", organisation=STREET, subject="bench-clerk"),
        "handler": agency.token("handler", organisation=UNIT, subject="bench-hand"),
        "supervisor": agency.token(
            "supervisor", organisation=STREET, subject="bench-head"
        ),
    }
    ground = Ground(agency, tokens)
    registry = ground.door("registry", "ops")
    for code, kind, parent in ((STREET, "street", None), (UNIT, "section", STREET)):
        registry.do(
            "PUT", f"/v1/organisations/{code}", an_organisation(code, kind, parent)
        )
    ground.door("intake", "ops").do("PUT", f"/v1/categories/{CATEGORY}", a_category())
    until(lambda: _knows(ground, "routing") and _knows(ground, "intake"))
    ground.door("routing", "ops").do(
        "PUT", f"/v1/jurisdiction-rules/{CATEGORY}", _rule()
    )
    until(lambda: _assigned(ground), seconds=90)
    return ground


def an_organisation(code: str, kind: str, parent: str | None) -> dict[str, Any]:
    """Return what registry is told of a unit of the bench's own division."""
    return {
        "name": code,
        "kind": kind,
        "parent_id": parent,
        "division_code": DIVISION,
        "desk_address": f"{code}@example.org",
    }


def a_category() -> dict[str, Any]:
    """Return what intake is told of a category."""
    names = {"zh-CN": "路灯", "zh-TW": "路燈", "en": "street lamps"}
    return {"names": names, "valid_from": "2020-01-01"}


def _rule() -> dict[str, Any]:
    return {
        "category": CATEGORY,
        "division_prefix": DIVISION[:6],
        "organisation_id": UNIT,
        "handle_within_days": 60,
        "priority": 0,
        "valid_from": "2020-01-01T00:00:00+08:00",
        "note": "bench",
    }


def _knows(ground: Ground, service: str) -> bool:
    sql = "select count(*) = 2 from organisations where organisation_id in (%s, %s)"
    return bool(ground.value(service, sql, STREET, UNIT))


def _assigned(ground: Ground) -> bool:
    """Send one petition and see whether the rule finds the unit."""
    intake = ground.door("intake")
    sent = intake.do(
        "POST", "/v1/petitions", a_petition(), Idempotency_Key=str(uuid4())
    )
    sql = "select organisation_id from cases where petition_id = %s"

    def unit() -> str | None:
        with ground.database("routing") as cursor:
            cursor.execute(sql, (sent["petition_id"],))
            found = cursor.fetchone()
            return found and (found[0] or "nobody")

    return bool(until(unit) == UNIT)


_numbers = itertools.count(1)


def a_petition() -> dict[str, Any]:
    """Return a form that intake accepts on arrival; people and numbers are invented."""
    number = next(_numbers)
    return {
        "channel": "web",
        "title": f"楼道灯不亮 {number}",
        "text": TEXT,
        "category": CATEGORY,
        "division_code": DIVISION,
        "place": f"演示路{number % 300}号",
        "contact": {"name": "路某某", "telephone": f"138{number % 10**8:08d}"},
    }
