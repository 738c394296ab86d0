"""One fault, from the first petition to the counting of three databases."""

import argparse
import time
from contextlib import suppress
from dataclasses import replace

from rich.console import Console

from minqing_local.waiting import TooLate, wait_until
from tests.faults.agencies.blows import Blow
from tests.faults.agencies.counting import (
    ANSWERS,
    CASES,
    ENTRIES,
    LEGS,
    OFFERS,
    REPORTED,
    STRAYS,
    Counted,
    Found,
    Rows,
    count,
    lost,
)
from tests.faults.agencies.lives import Lives
from tests.faults.agencies.matters import matters
from tests.faults.agencies.stalls import told_of_stalls
from tests.faults.agencies.three import IDS, Three
from tests.faults.clustered import Row

QUIET_SECONDS = 240.0
DIGEST_PAUSE = 5.0


def tried(
    three: Three, blow: Blow, chosen: argparse.Namespace, console: Console
) -> Row:
    """Return what came of it; -1 everywhere if it could not be tried to its end."""
    begun = time.monotonic()
    try:
        return _try(three, blow, chosen, console)
    except Exception:
        console.print_exception(max_frames=4)
        return Row(blow.row, chosen.matters, -1, -1, -1, -1, -1, -1.0)
    finally:
        console.print(f"{blow.name}: {time.monotonic() - begun:.0f} s in all")


class NothingHurt(Exception):
    """The fault met nothing: a row of it would show nothing."""


def _try(three: Three, blow: Blow, chosen: argparse.Namespace, console: Console) -> Row:
    lives = Lives(three, matters(chosen.matters), chosen.hands)
    lives.hold = blow.held
    lives.start()
    try:
        with told_of_stalls(three, lives, console.print):
            return _through(three, lives, blow, console)
    finally:
        lives.give_up()


def _through(three: Three, lives: Lives, blow: Blow, console: Console) -> Row:
    blow.strike(three, lives)
    if blow.hurts:
        lives.hurt(lives.between(), "matters between agencies")
    lifted = time.monotonic()
    lives.end_all()
    _until_over(three, lives, blow)
    ended = lives.wait()
    if not ended:
        console.print(f"{blow.name}: not ended: {lives.last_trouble}", *lives.stuck())
    recovery = round(time.monotonic() - lifted, 1)
    if lives.unhurt:
        raise NothingHurt(*lives.unhurt)
    _until_quiet(three)
    three.digest()
    _until_quiet(three)
    found = _counted(three, lives, blow, console)
    console.print(f"{blow.name}: {', '.join(lives.notes)} {found}")
    return Row(
        fault=blow.row,
        matters=len(lives.matters),
        lost=found.lost,
        doubled=found.doubled,
        two_owners=found.two_owners,
        no_owner=found.no_owner,
        histories_differ=found.histories_differ,
        recovery_s=recovery,
    )


def _until_over(three: Three, lives: Lives, blow: Blow) -> None:
    """Let statements find what was lost, where nothing else does for minutes.

    Only once no letter is on its way: what merely waits in a queue would be said again,
    and again with each statement, until the queues hold little else.
    """
    while blow.digests and lives.is_alive:
        if not three.waiting():
            three.digest()
        time.sleep(DIGEST_PAUSE)


def _until_quiet(three: Three) -> None:
    """Wait until no letter is on its way, seen twice."""
    seen: list[int] = []

    def is_quiet() -> bool:
        seen.append(three.waiting())
        return seen[-3:] == [0, 0, 0]

    with suppress(TooLate):
        wait_until(is_quiet, "no letter on its way", QUIET_SECONDS, every=0.5)


def _counted(three: Three, lives: Lives, blow: Blow, console: Console) -> Counted:
    told = lives.told
    petitions = [each.petition for each in told]

    def asked(sql: str, service: str = "routing") -> Rows:
        values = [petitions] * sql.count("%s")
        return {name: three.ask(name, sql, *values, service=service) for name in IDS}

    found = Found(
        legs=asked(LEGS),
        cases=asked(CASES),
        answers=asked(ANSWERS),
        offers=asked(OFFERS),
        entries=asked(ENTRIES),
        reported=asked(REPORTED) if blow.forgets else {},
        strays=asked(STRAYS, "intake"),
    )
    ways = {each.petition: each.way for each in lives.matters}
    for petition, reason in lost(told, found).items():
        console.print(f"lost: {petition}: {reason}; {' '.join(ways[petition])}")
    untold = len(lives.matters) - len(told)
    counted = count(told, found)
    return replace(counted, lost=counted.lost + untold)
