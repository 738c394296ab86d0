"""The blows between agencies: one function for each."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from amqp.exceptions import AMQPError

from minqing_backup.programs import run
from minqing_local.agency import Agency
from minqing_local.premises import BROKER, DATABASE
from minqing_local.waiting import wait_until
from tests.faults.agencies.lives import Lives
from tests.faults.agencies.three import DISTRICT, IDS, SERVICES, STREET, Three
from tests.faults.links import Link, frozen, parted

Strike = Callable[[Three, Lives], None]
HALFWAY = 0.45
LOOK = 0.3
UNHEARD = 50.0
"""Seconds without a packet: three heartbeats, then both ends give the link up."""
BACK_SECONDS = 180.0


@dataclass(frozen=True)
class Blow:
    """A fault; `held` steps come before it begins; `digests`: nothing else finds it.

    `forgets`: timelines keep holes, of which people are told. `needs_road`: the
    agencies must be in networks of their own. `hurts`: matters must be under way then.
    """

    name: str
    strike: Strike
    held: int = 99
    digests: bool = False
    forgets: bool = False
    needs_road: bool = False
    hurts: bool = True

    @property
    def row(self) -> str:
        """What it is called in the table."""
        return f"agencies: {self.name}"


def catalogue(seconds: float) -> list[Blow]:
    """Return every fault, in the order in which they are tried.

    The restore is the last: for ten minutes after it new offers wait for a reminder.
    """
    return [
        Blow("none", lambda *_: None, hurts=False),
        Blow(f"every link cut for {seconds:g} s", _cut(seconds)),
        Blow(f"no packet between agencies for {UNHEARD:g} s", _drop(), needs_road=True),
        Blow(
            f"what district sends lost on the way for {UNHEARD:g} s",
            _drop(DISTRICT),
            needs_road=True,
        ),
        Blow(f"district's broker frozen for {seconds:g} s", _freeze(seconds)),
        Blow("kill -9 of every process, one after the other", _kill_each),
        Blow("kill -9 of a whole agency at once", _kill_whole),
        Blow(f"letters lost for {seconds:g} s", _lose(seconds), digests=True),
        Blow("district restored from an older backup", _restore, 2, True, True),
    ]


def at_share(lives: Lives, share: float) -> None:
    """Wait until so much of all lives is lived, or nobody lives any more."""
    while lives.share() < share and lives.is_alive:
        time.sleep(LOOK)


def _cut(seconds: float) -> Strike:
    def strike(three: Three, lives: Lives) -> None:
        at_share(lives, HALFWAY)
        with parted(*three.links.values()):
            time.sleep(seconds)
        _all_linked(three)

    return strike


def _drop(*mute: str) -> Strike:
    """Lose each packet of all, or of some only: connections stay, half open."""

    def strike(three: Three, lives: Lives) -> None:
        at_share(lives, HALFWAY)
        assert three.road, "where there is no road, this is not tried"
        with three.road.closed(*mute):
            time.sleep(UNHEARD)

    return strike


def _freeze(seconds: float) -> Strike:
    def strike(three: Three, lives: Lives) -> None:
        at_share(lives, HALFWAY)
        with frozen(three.agency(DISTRICT).broker):
            time.sleep(seconds)

    return strike


def _kill_each(three: Three, lives: Lives) -> None:
    parts = [(n, p) for n in IDS for p in (BROKER, DATABASE, *SERVICES)]
    for number, (name, part) in enumerate(parts):
        at_share(lives, 0.2 + 0.5 * number / len(parts))
        _kill_one(three, name, part)
        time.sleep(1)
    lives.notes.append(f"{len(parts)} processes killed")
    _all_ready(three)
    _all_linked(three)


def _kill_one(three: Three, name: str, part: str) -> None:
    """Kill a part that runs. Raises `TooLate` if no other process takes its place."""
    agency = three.agency(name)
    wait_until(lambda: agency.part(part).alive, f"{part} of {name}", BACK_SECONDS)
    before = agency.pid(part)
    agency.kill(part)

    def is_another() -> bool:
        return agency.part(part).alive and agency.pid(part) != before

    wait_until(is_another, f"{part} of {name} to come back", BACK_SECONDS)


def _kill_whole(three: Three, lives: Lives) -> None:
    at_share(lives, HALFWAY)
    cut = time.monotonic()
    three.agency(STREET).lose_power()
    _all_ready(three)
    lives.notes.append(f"ready {time.monotonic() - cut:.0f} s after the power cut")
    _all_linked(three)
    lives.notes.append(f"linked after {time.monotonic() - cut:.0f} s")


def _lose(seconds: float) -> Strike:
    """Throw away all that is said between agencies for so long: no letter passes."""

    def strike(three: Three, lives: Lives) -> None:
        at_share(lives, 0.2)
        end = time.monotonic() + seconds
        lost = 0
        with parted(*three.links.values()):
            while time.monotonic() < end:
                time.sleep(LOOK)
                lost += _thrown_away(three)
            lost += _thrown_away(three)
        lives.hurt(lost, "letters lost")

    return strike


def _thrown_away(three: Three) -> int:
    lost = 0
    for name in IDS:
        for queue in three.queues(name):
            with suppress(OSError, AMQPError):
                lost += three.purge(name, queue)
    return lost


def _restore(three: Three, lives: Lives) -> None:
    """Go back to a backup from before the hand-overs; broker's definitions, too."""
    while lives.is_alive and any(each.step < lives.hold for each in lives.matters):
        time.sleep(LOOK)
    agency = three.agency(DISTRICT)
    with (
        three.at(DISTRICT),
        TemporaryDirectory(prefix="minqing-backup-") as folder,
    ):
        kept = dict(_dumped(agency, Path(folder)))
        lives.hold = 99
        at_share(lives, 0.75)
        for service in SERVICES:
            agency.stop_part(service)
        known = _handovers(three)
        for name, file in kept.items():
            brought_back(agency, name, file)
        lives.hurt(known - _handovers(three), "hand-overs forgotten")
        three.place.connect(DISTRICT)
        three.place.run_routing(DISTRICT, "agency", "restored")
        for service in SERVICES:
            agency.start_part(service)


def _handovers(three: Three) -> int:
    return int(
        three.ask(DISTRICT, "select count(*) as n from agency_handovers")[0]["n"]
    )


def _dumped(agency: Agency, folder: Path) -> Iterator[tuple[str, Path]]:
    for service in SERVICES:
        file = folder / f"{service}.dump"
        words = ("--format=custom", f"--file={file}")
        run("pg_dump", words, agency.database_url(service))
        yield service, file


def brought_back(agency: Agency, service: str, file: Path) -> None:
    """Put a service's database back to where it was."""
    url = agency.database_url(service)
    name = url.rpartition("/")[2].partition("?")[0]
    words = ("--clean", "--if-exists", "--no-owner", f"--dbname={name}", str(file))
    run("pg_restore", words, url)


def _all_ready(three: Three) -> None:
    """Wait until every service does its work again. Raises `TooLate`."""
    for name in IDS:
        with three.at(name):
            three.agency(name).wait_until_ready(BACK_SECONDS)


def _all_linked(three: Three) -> None:
    """Wait until letters can pass every way. Raises `TooLate`."""
    for link in three.links.values():
        wait_until(partial(_is_up, link), link.queue, BACK_SECONDS, 0.5)


def _is_up(link: Link) -> bool:
    """Ask a broker that may just be starting."""
    with suppress(requests.RequestException):
        return link.is_up()
    return False
