"""200 of the staff and 1,000 residents at the portal at once, and two browsers."""

import random
import threading
import time
from typing import Any, Final

from services.portal.tests.browsing import Reader, a_browser
from tests.bench.crowd import (
    RESIDENT_THINKS,
    STAFF_THINKS,
    Ask,
    Crowd,
    Seen,
    Town,
    Visitor,
    follow,
    handle,
    lead,
    read,
    take_calls,
    tell,
)
from tests.bench.ground import STREET, TEXT, UNIT, Ground, a_petition
from tests.bench.portal_pages import percentile
from tests.bench.scenes import calm

AIM_P99_MS: Final = 500
WARM_UP: Final = 30.0
"""Until people are everywhere on their ways, and not all at the beginning."""
MATTERS: Final = 200
A_DESK: Final = 20
"""So many browsers share an account: the crowd needs sessions, not people."""
RESIDENTS: Final = ((follow, 5), (read, 4), (tell, 1))
TEAMS: Final = (
    ("handler", UNIT, ((handle, 1),), 6),
    ("clerk", STREET, ((take_calls, 1),), 3),
    ("supervisor", STREET, ((lead, 1),), 1),
)
"""Role, unit, habits, and how many of ten."""
BROWSED: Final = ("/", "/ledger?of=year", "/tell/1", "/track")
SLOWEST: Final = 6


def portal_load(
    ground: Ground, staff: int, residents: int, seconds: float
) -> dict[str, Any]:
    """Fill the desks a little, let everybody come, tell what it was like for them."""
    door = ground.door("intake")
    told = [door.do("POST", "/v1/petitions", a_petition()) for _ in range(MATTERS)]
    calm(ground)
    town = Town([(each["receipt"], each["tracking_code"]) for each in told], TEXT[:60])
    url = ground.agency.url("portal")
    people = [*_staff(ground, url, staff), *_residents(residents)]
    now = time.monotonic()
    for each in people:
        each.due = now + each.dice.uniform(0, each.thinks)
    crowd = Crowd(url, town, people)
    loads: list[float] = []
    warm = min(WARM_UP, seconds)
    readers = [_reader(url, now + warm + seconds, loads) for _ in range(2)]
    seen = crowd.stay(seconds, warm)
    for each in readers:
        each.join()
    return summary(seen, loads, seconds) | {"staff": staff, "residents": residents}


def summary(seen: Seen, loads: list[float], seconds: float) -> dict[str, Any]:
    """Return percentiles in all, by kind of visitor, and of the slowest pages."""
    by_page: dict[str, list[float]] = {}
    for _, page, took in seen.pages:
        by_page.setdefault(page, []).append(took)
    slow = sorted(by_page, key=lambda page: -percentile(by_page[page], 0.99))
    whole = spread([took for _, _, took in seen.pages])
    return {
        "pages_per_s": round(len(seen.pages) / seconds, 1),
        **whole,
        "errors": len(seen.errors),
        "such_as": "; ".join(sorted(set(seen.errors))[:3]),
        "within_the_aim": not seen.errors and whole["p99_ms"] < AIM_P99_MS,
        "of_staff": spread([took for kind, _, took in seen.pages if kind == "staff"]),
        "of_residents": spread(
            [took for kind, _, took in seen.pages if kind != "staff"]
        ),
        "in_browsers": spread(loads),
        "client_late_p99_ms": round(percentile(seen.late_ms or [0], 0.99), 1),
        "slowest": {page: spread(by_page[page]) for page in slow[:SLOWEST]},
    }


def spread(times: list[float]) -> dict[str, float]:
    """Return how long it took most people."""
    shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
    found = {
        name: round(percentile(times or [0], at), 1) for name, at in shares.items()
    }
    return found | {"pages": len(times)}


def _residents(number: int) -> list[Visitor]:
    return [
        Visitor(0, at, "resident", RESIDENT_THINKS, RESIDENTS, dice=random.Random(at))
        for at in range(number)
    ]


def _staff(ground: Ground, url: str, number: int) -> list[Visitor]:
    found: list[Visitor] = []
    for role, unit, habits, share in TEAMS:
        wanted = max(1, number * share // 10)
        for desk in range(0, wanted, A_DESK):
            name = f"bench-{role}-{desk}"
            password = _hire(ground, name, role, unit)
            for at in range(desk, min(desk + A_DESK, wanted)):
                dice = random.Random(f"{role}-{at}")
                order = 10_000 + len(found)
                one = Visitor(0, order, "staff", STAFF_THINKS, habits, dice=dice)
                sign_in(one, url, name, password)
                found.append(one)
    return found


def sign_in(visitor: Visitor, url: str, account: str, password: str) -> None:
    """Come in; raises RuntimeError where the door stays shut."""
    page = visitor.does(url, Ask("/sign-in"))
    said = page.fields | {"account": account, "password": password}
    got = visitor.does(url, Ask("/sign-in", said))
    if got.status != 303:
        raise RuntimeError(f"{account} did not come in: {got.status}")


def _hire(ground: Ground, name: str, role: str, unit: str) -> str:
    body: dict[str, Any] = {"name": name, "organisation_id": unit, "roles": [role]}
    body |= {"person_number": name}
    ground.door("registry", "ops").do("PUT", f"/v1/staff/{name}", body)
    add = ("account", "add", name, "--staff", name, "--lasting")
    return str(ground.agency.run_cli("portal", *add)).split()[1]


def _reader(url: str, end: float, loads: list[float]) -> threading.Thread:
    """Let a real browser read on until the end, whole pages with all they need."""

    def reads() -> None:
        with a_browser() as browser:
            reader = Reader(browser, url)
            while time.monotonic() < end:
                for path in BROWSED:
                    begun = time.perf_counter()
                    reader.go(path)
                    loads.append((time.perf_counter() - begun) * 1000)
                    time.sleep(1)

    thread = threading.Thread(target=reads)
    thread.start()
    return thread
