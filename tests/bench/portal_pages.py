"""How long each page of the portal takes with many petitions behind it."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from math import ceil
from typing import Any, Final

import requests

from tests.bench.ground import STREET, Ground
from tests.bench.three_years import A_UNIT, three_years
from tests.bench.townsfolk import settle

FIELD = re.compile(r'name="(key|nonce|revision)" value="([^"]+)"')
HAND: Final = "bench-page-hand"
TOWN: Final = "bench-page-town"
RESIDENTS: Final = 50_000
PEOPLE = {
    "bench-page-clerk": ("clerk", STREET),
    HAND: ("handler", A_UNIT),
    "bench-page-head": ("supervisor", STREET),
    "bench-page-ops": ("ops", STREET),
    TOWN: ("clerk", "bench-c0"),
}
OPEN = (
    *("/", "/tell/1", "/track", "/ledger", "/grid", "/visit-days"),
    *("/ledger?of=year", "/privacy", "/booking", "/sign-in"),
)
HOMES: Final = "/desk/households"
FOUND: Final = "/desk/found"
SOUGHT: Final = ("路灯", "楼道灯 9栋", "飞碟着陆")
CASE: Final = r"/desk/cases/[A-Z0-9-]+"
OF_STAFF = (
    *("/desk", "/desk?late=1", "/desk?mine=1", "/desk?state=assigned"),
    *("/desk?state=closed", "/desk/intake/call", "/desk/callback"),
    *("/desk/callback?of=closed", "/desk/households", "/desk/visits"),
    *("/desk/obligations", "/desk/publish", "/desk/publish?state=published"),
    *("/desk/policies", "/desk/visits/firms", "/account"),
    *("/desk?category=category-3", "/desk?due=week&late=0", "/desk?silent=1"),
)
OF_DESKS = (
    *("/desk", "/desk/door", "/desk/decisions", "/watch/reports", "/desk/import"),
    *("/desk/arrivals", "/desk/intake/window", "/desk/reception", "/desk/benefits"),
    *("/desk/plans?standing=missing", "/desk/handovers", "/desk/informers"),
    "/desk/links",
)
OF_HEADS = (
    *("/desk", "/watch", "/watch?of=year", "/watch/trends"),
    *("/desk?category=category-3", f"/desk?unit={A_UNIT}", "/desk?late=1"),
    *("/desk?late=3", "/desk?due=week", "/desk?soon=1", "/desk?escalated=1"),
    *("/desk?redo=1", "/desk?silent=1", f"/watch?unit={A_UNIT}", f"/lead/{A_UNIT}"),
    *("/watch/trends?by=category", "/watch/rows?measure=cases", "/watch/map", "/lead"),
    *("/desk/obligations/unit", "/watch/decide", "/watch/decide?of=publication"),
    *("/watch/sampling", "/desk/projects", "/desk/policies/change"),
    *("/desk/projects/new?category=category-3", "/desk/data-requests", "/admin"),
)
OF_OPS = (
    *("/ops", "/ops/runbook", "/ops/quarantine", "/ops/differences", "/admin"),
    *("/admin/people", "/admin/people?find=bench", "/admin/people/new"),
    *("/admin/organisations", f"/admin/organisations/{A_UNIT}", "/admin/categories"),
    *(
        "/admin/categories/category-3",
        "/admin/texts",
        "/admin/texts/assigned.petitioner",
    ),
    *("/admin/calendar?year=2027", "/desk/import"),
)
OF_TOWN = (
    *("/desk/households", "/desk/visits", "/desk/obligations/unit"),
    *("/desk/obligations", "/desk/benefits", "/desk/plans?standing=missing"),
    "/desk/visits/firms",
)
PAGES = {
    HAND: OF_STAFF,
    "bench-page-clerk": OF_DESKS,
    "bench-page-head": OF_HEADS,
    "bench-page-ops": OF_OPS,
    TOWN: OF_TOWN,
}
FOLLOWED = {
    HAND: (("/desk", CASE, ""),),
    "bench-page-clerk": (("/desk", CASE, ""), ("/desk", CASE, "/handover")),
    "bench-page-head": (("/watch", CASE, ""), ("/lead", r"/watch/rows\?[^\"]+", "")),
}
"""A page, the first link of it that is like this, and what stands behind it."""
AIM_MS = 100


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

    def post(self, path: str, form: Mapping[str, str]) -> requests.Response:
        """Send a form; raises RuntimeError where what comes is not whole."""
        answer = self.session.post(self.url + path, data=form, timeout=60)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer


def portal_pages(ground: Ground, rows: int, asked: int = 60) -> dict[str, Any]:
    """Fill every read model with `rows` copies, and open each page so many times."""
    three_years(ground, rows)
    settle(ground, RESIDENTS)
    passwords = {name: _hire(ground, name) for name in PEOPLE}
    url = ground.agency.url("portal")
    found = {path: _time(Visitor(url), path, asked) for path in OPEN}
    for name, paths in PAGES.items():
        visitor = Visitor(url)
        visitor.sign_in(name, passwords[name])
        for path in paths:
            found[f"{path} ({PEOPLE[name][0]})"] = _time(visitor, path, asked)
        if name == "bench-page-clerk":
            found |= _looked_for(visitor, asked)
        for on, like, more in FOLLOWED.get(name, ()):
            shown = f"{on} > {like}{more} ({PEOPLE[name][0]})"
            path = _first(visitor, on, like) + more
            found[shown] = _time(visitor, path, asked)
        if name == TOWN:
            found |= _homes(ground, visitor, asked)
    slow = {path: each["p95_ms"] for path, each in found.items()}
    return {
        "rows": rows,
        "pages": found,
        "slowest_p95_ms": max(slow.values()),
        "beyond_the_aim": ", ".join(sorted(p for p in slow if slow[p] > AIM_MS)),
    }


def percentile(times: list[float], share: float) -> float:
    """Return the smallest time that so large a share of them does not exceed."""
    return sorted(times)[max(ceil(len(times) * share), 1) - 1]


def _hire(ground: Ground, name: str) -> str:
    role, unit = PEOPLE[name]
    body = {"name": name, "organisation_id": unit, "roles": [role]}
    body |= {"person_number": name}
    ground.door("registry", "ops").do("PUT", f"/v1/staff/{name}", body)
    add = ("account", "add", name, "--staff", name, "--lasting")
    return str(ground.agency.run_cli("portal", *add)).split()[1]


def _homes(ground: Ground, visitor: Visitor, asked: int) -> dict[str, Any]:
    """Look for people of a name, and open the file of one household."""
    sql = (
        "select household_id from households where organisation_id = 'bench-c0' limit 1"
    )
    home = f"{HOMES}/{ground.value('registry', sql)}"
    form = dict(FIELD.findall(visitor.get(HOMES).text)) | {"text": "王"}
    return {
        f"{HOMES}/one (clerk)": _time(visitor, home, asked),
        f"POST {HOMES} (clerk)": _times(lambda: visitor.post(HOMES, form), asked),
    }


def _looked_for(visitor: Visitor, asked: int) -> dict[str, Any]:
    """Look for words that every petition has, for some that none has, for a name."""
    form = dict(FIELD.findall(visitor.get(FOUND).text))
    told = {
        f"POST {FOUND} {text} (clerk)": _times(
            partial(visitor.post, FOUND, form | {"text": text}), asked
        )
        for text in SOUGHT
    }
    page = visitor.post(FOUND, form | {"text": SOUGHT[-1]}).text
    by_name = re.search(r'href="([^"]+&amp;of=name)"', page)
    if by_name is None:
        raise RuntimeError(f"{FOUND} offers no name")
    told[f"{FOUND} by name (clerk)"] = _time(visitor, unescape(by_name[1]), asked)
    return told


def _first(visitor: Visitor, on: str, like: str) -> str:
    found = re.search(like, visitor.get(on).text)
    if found is None:
        raise RuntimeError(f"{on} has no link like {like}")
    return unescape(found.group())


def _time(visitor: Visitor, path: str, asked: int) -> dict[str, float]:
    return _times(lambda: visitor.get(path), asked)


def _times(ask: Callable[[], Any], asked: int) -> dict[str, float]:
    ask()
    times = []
    for _ in range(asked):
        begun = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - begun))
    return {
        "p50_ms": round(percentile(times, 0.5), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
    }
