"""`make upgrade-trial OLD=<commit>`: two agencies, two versions, letters under way.

The district runs an older version of the whole house beside a street of this one. While
petitions are handed over, the district is upgraded service by service, taken back
to the older version, and upgraded again. Where a migration lies between the two it is
taken back as docs/upgrade.md says: stopped, and restored from a backup that the older
version made before. At the end every matter has one owner, every one is answered, and
nothing lies in quarantine or among the dead letters.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
import yaml

from minqing_local.agency import Agency
from minqing_local.neighbourhood import Neighbourhood
from minqing_local.premises import BROKER
from minqing_local.run_agencies import content
from minqing_local.stopping import heeding

STREET, DISTRICT = "jinquan-street", "jinniu-district"
HOUSE = Path(__file__).parents[2]
UNIT, TOP = "510106040019", "510106"
ORDER = ("registry", "intake", "routing", "notify", "portal")
PATIENCE = 900.0
"""Seconds until all is answered: a restored agency asks, and is reminded, first."""
YOUNG = frozenset({"receipts", "compares", "division"})
"""What the directory has had for less long than a trial may go back."""


class Side:
    """One agency and who acts there."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        who = {
            "clerk": (UNIT, "clerk"),
            "office": (TOP, "handler"),
            "top": (TOP, "supervisor"),
        }
        self.tokens = {
            name: agency.token(role, organisation=unit, subject=name)
            for name, (unit, role) in who.items()
        }

    def ask(self, service, method, path, role="clerk", **options):
        """Ask until it is answered: a service that is being renewed comes back."""
        until = time.monotonic() + 90
        headers = {
            "Authorization": f"Bearer {self.tokens[role]}",
            "Idempotency-Key": str(uuid4()),
        }
        while True:
            try:
                answer = requests.request(
                    method,
                    self.agency.url(service) + path,
                    headers=headers,
                    timeout=30,
                    **options,
                )
                if answer.status_code != 503:
                    return answer
            except requests.RequestException:
                pass
            if time.monotonic() > until:
                raise TimeoutError(f"{method} {path}")
            time.sleep(0.3)


def wait(question, what, seconds=180.0):
    """Ask until there is an answer; say what was waited for in vain."""
    until = time.monotonic() + seconds
    while not (found := question()):
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.4)
    return found


class Trial:
    """The street hands every petition to the district, which answers it."""

    def __init__(self, street: Side, district: Side) -> None:
        self.street, self.district = street, district
        self.stop, self.enough = threading.Event(), threading.Event()
        self.submitted = 0

    def submit_on(self, pause: float) -> None:
        """Submit one after the other until it is enough."""
        while not self.enough.is_set():
            self.submit(self.submitted)
            self.submitted += 1
            self.enough.wait(pause)

    def submit(self, number: int) -> None:
        """Submit and accept one petition at the street, and offer it upward."""
        body = {
            "text": f"升级演练第{number}件：请查一查",
            "category": "general",
            "division_code": UNIT,
            "contact": {"name": "林一", "email": "lin@example.org"},
        }
        made = self.street.ask("intake", "POST", "/v1/petitions", json=body)
        if made.status_code >= 300:
            raise RuntimeError(made.text)
        told = made.json()
        petition, receipt = told["petition_id"], told["receipt"]
        path = f"/v1/petitions/{receipt}/accept"
        self.street.ask("intake", "POST", path, json={})
        case = f"/v1/cases/{petition}"
        wait(lambda: self.street.ask("routing", "GET", case).status_code == 200, case)
        offer = {
            "to": DISTRICT,
            "form": "raise",
            "reason": "超出街道职权",
            "file": {
                "summary": f"路灯 {number}",
                "name": "秦某",
                "phone": "13800000000",
            },
        }
        path = f"{case}/handovers"
        made = self.street.ask("routing", "POST", path, role="top", json=offer)
        if made.status_code >= 300:
            raise RuntimeError(made.text)

    def work_off(self) -> None:
        """Accept what is offered to the district, and answer it, until told to stop."""
        while not self.stop.is_set():
            found = self._handovers(self.district, "in")
            for row in found:
                if row["state"] == "offered":
                    path = f"/v1/handovers/{row['handover_id']}/accept"
                    self.district.ask("routing", "POST", path, role="top", json={})
                elif row["state"] == "taken":
                    self._answer(row["petition_id"])
            self.stop.wait(0.5)

    def _answer(self, petition: str) -> None:
        case = f"/v1/cases/{petition}"
        answer = {"outcome": "resolved", "reply": "已修好。"}
        for verb, body in (("start", {}), ("resolve", answer)):
            path = f"{case}/{verb}"
            made = self.district.ask("routing", "POST", path, role="office", json=body)
            if made.status_code not in (200, 201, 204, 409):
                raise RuntimeError(made.text)

    def _handovers(self, side: Side, direction: str) -> list[dict[str, str]]:
        rows, after = [], None
        while True:
            query = {"direction": direction, "limit": 100}
            query |= {"after": after} if after else {}
            page = side.ask(
                "routing", "GET", "/v1/handovers", role="top", params=query
            ).json()
            rows += page["items"]
            after = page.get("next")
            if not after:
                return rows

    def states(self) -> tuple[Counter[str], Counter[str]]:
        """Return how many hand-overs stand where, at either side."""
        sides = ((self.street, "out"), (self.district, "in"))
        out, come = (
            Counter(row["state"] for row in self._handovers(*side)) for side in sides
        )
        return out, come

    def faults(self) -> dict[str, int]:
        """Count what must not be: quarantine, dead letters, two owners, none."""
        found = Counter()
        owners: dict[str, dict[str, tuple[str, int]]] = {}
        for name, side in ((STREET, self.street), (DISTRICT, self.district)):
            rows = _rows(side, "routing", "select count(*) from agency_quarantine")
            found["quarantined"] += rows[0][0]
            for service in ORDER:
                dead = "select count(*) from dead_letters"
                if service != "portal":
                    found["dead"] += _rows(side, service, dead)[0][0]
            legs = "select matter_id, owner, epoch from agency_legs"
            for matter, owner, epoch in _rows(side, "routing", legs):
                owners.setdefault(matter, {})[name] = (owner, epoch)
        found["matters"] = len(owners)
        found["histories_differ"] = sum(
            len(told) != 2 or len(set(told.values())) != 1 for told in owners.values()
        )
        return dict(found)


def _rows(side: Side, service: str, question: str) -> list[tuple]:
    session = side.agency.postgres.connect(service)
    try:
        with session.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()
    finally:
        session.close()


def upgrade(agency: Agency, python: str) -> None:
    """Bring one agency to a version, service by service."""
    agency.python = python
    agency.migrate()
    for service in ORDER:
        agency.renew(service)


class WayBack:
    """How the district goes back to the older version, by what lies between."""

    def __init__(self, place: Neighbourhood, old: str, new: str) -> None:
        self._place, self._old = place, old
        self._folder = place.folder / "before-the-upgrade"
        self.migrations = len(_migrations(new) - _migrations(old))

    def prepare(self) -> None:
        """Make the backup without which nobody goes back over a migration.

        Before the load: a backup waits for a moment in which the broker holds nothing.
        """
        if self.migrations:
            self._run("backup", str(self._folder))

    def go(self, agency: Agency) -> None:
        """Take the agency back; what it did since the backup its neighbours tell it."""
        if not self.migrations:
            return upgrade(agency, self._old)
        for service in ORDER:
            agency.stop_part(service)
        entry = (self._place.directory / f"{DISTRICT}.yml").read_text("utf-8")
        trust = yaml.safe_load(entry)["keys"][0]["public"]
        self._run("restore", str(self._folder), "--trust", trust, "--replace")
        agency.python = self._old
        for service in ORDER:
            agency.renew(service)

    def _run(self, *words: str) -> None:
        environ = self._place.environ_of_whole(DISTRICT)
        argv = [self._old, "-m", "minqing_backup", *words]
        subprocess.run(argv, env=environ, check=True)


def _migrations(python: str) -> set[Path]:
    tree = _tree(python)
    found = tree.glob("services/*/migrations/versions/*.py")
    return {each.relative_to(tree) for each in found}


def _tree(python: str) -> Path:
    return Path(python).parents[2]


def older(commit: str, folder: Path) -> str:
    """Return the interpreter of a work tree of that commit, made here."""
    tree = folder / f"version-{commit[:8]}"
    git = ["git", "-C", str(HOUSE)]
    subprocess.run([*git, "worktree", "add", "--detach", tree, commit], check=True)
    bootstrap = [sys.executable, str(tree / "deploy/local/bootstrap.py"), "run"]
    subprocess.run(bootstrap, check=True)
    return str(tree / ".venv/bin/python")


def start(place: Neighbourhood, agency_id: str, python: str) -> Agency:
    """Start one agency in a version, with the content of its place."""
    agency = place.agency(agency_id)
    agency.python = python
    agency.start_ground()
    agency.migrate()
    agency.part(BROKER).wait_until_ready()
    place.connect(agency_id)
    agency.start_services()
    agency.wait_until_ready(120)
    here, there = str(HOUSE), str(_tree(python))
    household = next(e for e in place.households if e.agency_id == agency_id)
    for service, *words in content(household):
        agency.run_cli(service, *(each.replace(here, there) for each in words))
    return agency


def main() -> int:
    """Run the trial and print one line of JSON; 1 if anything is not as it must be."""
    parser = argparse.ArgumentParser(prog="make upgrade-trial", description=__doc__)
    parser.add_argument("--old", required=True, help="a commit")
    parser.add_argument("--pause", type=float, default=0.5, help="between petitions")
    parser.add_argument("--port", type=int, default=8100)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minqing-upgrade-") as made:
        try:
            return _run(Path(made), told)
        finally:
            subprocess.run(["git", "-C", str(HOUSE), "worktree", "prune"], check=False)


def keep_two(directory: Path) -> None:
    """Leave out who does not run here, and fields that an older version cannot read.

    A restored agency decides nothing before each neighbour answered it: one that is
    away for good would have to be waived.
    """
    for file in directory.glob("*.yml"):
        entry = yaml.safe_load(file.read_text("utf-8"))
        if entry["id"] not in (STREET, DISTRICT):
            file.unlink()
            continue
        known = {name: told for name, told in entry.items() if name not in YOUNG}
        known["grants"] = [
            e for e in entry["grants"] if e["from"] in (STREET, DISTRICT)
        ]
        file.write_text(yaml.safe_dump(known, allow_unicode=True), "utf-8")


def _run(folder: Path, told: argparse.Namespace) -> int:
    old, new = older(told.old, folder), sys.executable
    # A place's own policies outlast an upgrade: both versions read the older file.
    os.environ["POLICY_FILE"] = str(_tree(old) / "deploy/policies/default.yml")
    # What a restore forgot and nobody waits for is found by statements: not in an hour.
    os.environ["DIGEST_MINUTES"] = "1"
    place = Neighbourhood(folder / "agencies", told.port)
    place.prepare()
    keep_two(place.directory)
    agencies: list[Agency] = []
    try:
        for agency_id, python in ((STREET, new), (DISTRICT, old)):
            agencies.append(place.agency(agency_id))
            start(place, agency_id, python)
            _say(f"{agency_id} runs")
        trial = Trial(*map(Side, agencies))
        back = WayBack(place, old, new)
        _say(f"{back.migrations} migrations lie between")
        back.prepare()
        result = _under_load(trial, agencies[1], new, back, told.pause)
    finally:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(Agency.stop, agencies))
    _say(json.dumps(result))
    bad = result["quarantined"] + result["dead"] + result["histories_differ"]
    return 0 if not bad and result["matters"] == trial.submitted else 1


def _under_load(
    trial: Trial, district: Agency, new: str, back: WayBack, pause: float
) -> dict[str, Any]:
    began, steps = time.monotonic(), {}
    ways = {
        "up": lambda: upgrade(district, new),
        "back": lambda: back.go(district),
        "up again": lambda: upgrade(district, new),
    }
    with ThreadPoolExecutor(3) as pool:
        try:
            work = [pool.submit(trial.work_off), pool.submit(trial.submit_on, pause)]
            for name, way in ways.items():
                time.sleep(5)
                started = time.monotonic()
                way()
                steps[name] = round(time.monotonic() - started, 1)
                _say(f"{name}: {steps[name]} s; {trial.submitted}, {trial.states()}")
            trial.enough.set()
            work[1].result()
            done = {"answered": trial.submitted}
            wait(
                lambda: work[0].done() or trial.states() == (done, done),
                "all to be answered",
                PATIENCE,
            )
        finally:
            trial.enough.set()
            trial.stop.set()
        for each in work:
            each.result()
    seconds = round(time.monotonic() - began)
    return trial.faults() | {"steps": steps, "seconds": seconds}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(heeding(main))
