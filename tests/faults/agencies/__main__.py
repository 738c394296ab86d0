"""`make agencies-faults`: three deployments hurt under load; table, .run/agencies.json.

Every fault falls while matters cross between street, district and department. Then
all must be answered, and the three databases are counted: one owner each, equal
histories, nothing lost, nothing twice. It takes the ports of `make run-agencies`.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table

from minqing_local.run_agencies import PORT_VARIABLE
from minqing_local.stopping import heeding
from minqing_local.waiting import TooLate, wait_until
from tests.faults.agencies.blows import Blow, catalogue
from tests.faults.agencies.counting import (
    CASES,
    ENTRIES,
    LEGS,
    REPORTED,
    TWICE,
    Counted,
    Rows,
    count,
)
from tests.faults.agencies.lives import Lives, matters
from tests.faults.agencies.three import IDS, Three
from tests.faults.clustered import Row, write

FIRST_PORT = 8100
QUIET_SECONDS = 240.0
DIGEST_PAUSE = 8.0


def main() -> int:
    """Try out every fault; return 1 if anything was lost, doubled or left apart."""
    chosen = _arguments()
    console, rows = Console(), list[Row]()
    with (
        tempfile.TemporaryDirectory(prefix="minqing-agencies-") as folder,
        Three(Path(folder), _first_port()).running() as three,
    ):
        for blow in _blows(chosen):
            rows.append(_row(three, blow, chosen, console))
            console.print(rows[-1])
            write(chosen.out, rows)
    console.print(_table(rows))
    return 0 if all(row.is_clean for row in rows) else 1


def _first_port() -> int:
    return int(os.environ.get(PORT_VARIABLE) or FIRST_PORT)


def _blows(chosen: argparse.Namespace) -> list[Blow]:
    wanted = chosen.only or [""]
    return [
        blow
        for blow in catalogue(chosen.seconds)
        if blow.possible() and any(each in blow.name for each in wanted)
    ]


def _row(three: Three, blow: Blow, chosen: argparse.Namespace, console: Console) -> Row:
    """Return what came of it; -1 everywhere if it could not be tried to its end."""
    try:
        return _try(three, blow, chosen, console)
    except Exception:
        console.print_exception(max_frames=4)
        return Row(f"agencies: {blow.name}", chosen.matters, -1, -1, -1, -1, -1, -1.0)


def _try(three: Three, blow: Blow, chosen: argparse.Namespace, console: Console) -> Row:
    lives = Lives(three, matters(chosen.matters), chosen.hands)
    lives.hold = blow.held
    lives.start()
    blow.strike(three, lives)
    lifted = time.monotonic()
    _until_over(three, lives, blow)
    ended = lives.wait()
    if not ended:
        console.print(f"{blow.name}: not ended: {lives.last_trouble}")
    recovery = round(time.monotonic() - lifted, 1)
    _until_quiet(three)
    three.digest()
    _until_quiet(three)
    found = _counted(three, lives, blow)
    console.print(f"{blow.name}: {', '.join(lives.notes)} {found}")
    return Row(
        fault=f"agencies: {blow.name}",
        matters=chosen.matters,
        lost=found.lost,
        doubled=found.doubled,
        two_owners=found.two_owners,
        no_owner=found.no_owner,
        histories_differ=found.histories_differ,
        recovery_s=recovery,
    )


def _until_over(three: Three, lives: Lives, blow: Blow) -> None:
    """Let statements find what was lost, where nothing else does for minutes."""
    while blow.digests and not all(each.done for each in lives.matters):
        if not lives.is_alive:
            return
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


def _counted(three: Three, lives: Lives, blow: Blow) -> Counted:
    told = [each.petition for each in lives.matters if each.petition]

    def asked(sql: str) -> Rows:
        values = (told,) if "%s" in sql else ()
        return {name: three.ask(name, sql, *values) for name in IDS}

    return count(
        petitions=told,
        unended=sum(not each.done for each in lives.matters),
        legs=asked(LEGS),
        cases=asked(CASES),
        twice=asked(TWICE),
        entries=asked(ENTRIES),
        reported=asked(REPORTED) if blow.forgets else {},
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make agencies-faults", description=__doc__)
    parser.add_argument("--matters", type=int, default=1000, help="for each fault")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each partition")
    parser.add_argument("--hands", type=int, default=8, help="who do all that")
    parser.add_argument(
        "--only", action="append", help="faults whose name holds this; may be repeated"
    )
    parser.add_argument("--out", type=Path, default=Path(".run/agencies.json"))
    return parser.parse_args()


def _table(rows: list[Row]) -> Table:
    table = Table(title="Three agencies, hurt while matters cross between them")
    names = list(Row.__dataclass_fields__)
    for name in names:
        table.add_column(name, justify="left" if name == "fault" else "right")
    for row in rows:
        table.add_row(*(str(getattr(row, name)) for name in names))
    return table


if __name__ == "__main__":
    sys.exit(heeding(main))
