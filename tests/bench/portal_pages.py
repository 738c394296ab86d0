"""How long each page of the portal takes with many petitions behind it."""

import re
import time
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

import requests

from tests.bench.ground import STREET, UNIT, Ground, a_petition, until
from tests.bench.scenes import calm
from tests.bench.seeding import TABLES, Copied, seed

FIELD = re.compile(r'name="(key|nonce|revision)" value="([^"]+)"')
NUMBER: Final = "bench_number(n)"
NUMBERING: Final = """
create or replace function bench_number(n bigint) returns text
language plpgsql immutable as $$
declare said text := '2611' || lpad(n::text, 8, '0'); sum integer := 10;
begin
  for at in 1..length(said) loop
    sum := (sum + substr(said, at, 1)::integer) % 10;
    sum := (case sum when 0 then 10 else sum end) * 2 % 11;
  end loop;
  return 'S-2611-' || lpad(n::text, 8, '0') || (11 - sum) % 10;
end $$
"""
"""A number with its check digit: what is not one, no door looks for."""
MODELS = (
    *(
        replace(
            each,
            fresh={n: NUMBER if n == "receipt" else f for n, f in each.fresh.items()},
        )
        for each in TABLES
    ),
    Copied("portal", "heard_facts", fresh={"receipt": NUMBER}),
    Copied("portal", "matters", fresh={"receipt": NUMBER}),
)
HAND: Final = "bench-page-hand"
PEOPLE = {
    "bench-page-clerk": ("clerk", STREET),
    HAND: ("handler", UNIT),
    "bench-page-head": ("supervisor", STREET),
    "bench-page-ops": ("ops", STREET),
}
OPEN = (
    *("/", "/tell/1", "/track", "/ledger", "/grid", "/visit-days"),
    *("/ledger?of=year", "/privacy", "/booking", "/sign-in"),
)
OF_STAFF = (
    *("/desk", "/desk?late=1", "/desk?state=assigned", "/desk/intake/call"),
    *("/desk/callback", "/desk/callback?of=closed", "/desk/households"),
    *("/desk/visits", "/desk/obligations", "/desk/publish", "/desk/policies"),
    *("/desk/visits/firms", "/account"),
)
OF_DESKS = (
    *("/desk/door", "/desk/decisions", "/watch/reports", "/desk/import"),
    *("/desk/arrivals", "/desk/intake/window", "/desk/reception", "/desk/benefits"),
    *("/desk/plans?standing=missing", "/desk/handovers"),
)
OF_HEADS = (
    *("/watch", "/watch?of=year", "/watch/trends", "/watch/trends?by=category"),
    *("/watch/rows?measure=cases", "/desk/obligations/unit", "/watch/map", "/lead"),
    *("/watch/decide", "/watch/decide?of=publication", "/watch/sampling"),
    *("/desk/projects",),
)
OF_OPS = ("/ops", "/ops/quarantine", "/ops/differences", "/admin/texts")
PAGES = {
    HAND: OF_STAFF,
    "bench-page-clerk": OF_DESKS,
    "bench-page-head": OF_HEADS,
    "bench-page-ops": OF_OPS,
}
AIM_MS = 100
ONE_CASE: Final = "/desk/cases/one"


@dataclass
class Visitor:
    """One browser, without any script: it keeps its cookies."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, account: str, password: str) -> None:
        """Come in; raises RuntimeError where the door stays shut."""
        form = dict(FIELD.findall(self.get("/sign-in").text))
        said = form | {"account": account, "password": password}
        answer = self.session.post(f"{self.url}/sign-in", data=said, timeout=30)
        if answer.status_code != 200 or "/sign-in" in answer.url:
            raise RuntimeError(f"{account} did not come in: {answer.status_code}")

    def get(self, path: str) -> requests.Response:
        """Open a page; raises RuntimeError for any that is not whole."""
        answer = self.session.get(self.url + path, timeout=60)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer


def portal_pages(ground: Ground, rows: int, asked: int = 20) -> dict[str, Any]:
    """Fill every read model with `rows` copies, and open each page so many times."""
    passwords = {name: _hire(ground, name) for name in PEOPLE}
    _fill(ground, rows)
    url = ground.agency.url("portal")
    found = {path: _time(Visitor(url), path, asked) for path in OPEN}
    for name, paths in PAGES.items():
        visitor = Visitor(url)
        visitor.sign_in(name, passwords[name])
        case = _first_case(visitor) if name == HAND else ""
        for path in (*paths, case) if case else paths:
            shown = ONE_CASE if path == case else path
            found[shown] = _time(visitor, path, asked)
    slow = {path: each["p95_ms"] for path, each in found.items()}
    return {
        "rows": rows,
        "pages": found,
        "slowest_p95_ms": max(slow.values()),
        "beyond_the_aim": ", ".join(sorted(p for p in slow if slow[p] > AIM_MS)),
    }


def percentile(times: list[float], share: float) -> float:
    """Return the time that so large a share of them does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _hire(ground: Ground, name: str) -> str:
    role, unit = PEOPLE[name]
    body = {"name": name, "organisation_id": unit, "roles": [role]}
    body |= {"person_number": name}
    ground.door("registry", "ops").do("PUT", f"/v1/staff/{name}", body)
    add = ("account", "add", name, "--staff", name, "--lasting")
    return str(ground.agency.run_cli("portal", *add)).split()[1]


def _fill(ground: Ground, rows: int) -> None:
    model = ground.door("intake").do("POST", "/v1/petitions", a_petition())
    petition = model["petition_id"]
    sql = "select count(*) = 1 from matters where petition_id = %s"
    until(lambda: ground.value("portal", sql, petition), seconds=90)
    calm(ground)
    for service in sorted({each.service for each in MODELS}):
        with ground.database(service) as cursor:
            cursor.execute(NUMBERING)
    seed(ground, UUID(petition), rows, tables=MODELS)


def _first_case(visitor: Visitor) -> str:
    found = re.search(r"/desk/cases/[A-Z0-9-]+", visitor.get("/desk").text)
    if found is None:
        raise RuntimeError("the inbox shows no case")
    return found.group()


def _time(visitor: Visitor, path: str, asked: int) -> dict[str, float]:
    visitor.get(path)
    times = []
    for _ in range(asked):
        begun = time.perf_counter()
        visitor.get(path)
        times.append(1000 * (time.perf_counter() - begun))
    return {
        "p50_ms": round(percentile(times, 0.5), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
    }
