"""`make agencies-faults`: three deployments hurt under load; table, .run/agencies.json.

Every fault falls while matters cross between street, district and department. Then
all must be answered, and the three databases are counted: one owner each, equal
histories, nothing lost, nothing twice. It takes the ports of `make run-agencies`; as
root each agency has a network of its own, and needs none of them.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from minqing_local.run_agencies import PORT_VARIABLE
from minqing_local.stopping import heeding
from tests.faults.agencies.blows import Blow, catalogue
from tests.faults.agencies.three import IDS, Three
from tests.faults.agencies.trying import tried
from tests.faults.clustered import Row, write
from tests.faults.roads import WHY_NOT, Road, can_lay, laid
from tests.faults.traces import left_behind, mine

FIRST_PORT = 8100
FOLDER = "minqing-agencies"


def main() -> int:
    """Try out every fault; return 1 if anything was lost, doubled or left apart."""
    chosen, console, rows = _arguments(), Console(), list[Row]()
    with ExitStack() as stack:
        road = stack.enter_context(laid(*IDS)) if can_lay() else None
        blows = _blows(chosen, road, console)
        if blows:
            folder = stack.enter_context(_folder())
            trial = Three(folder, _first_port(), road)
            three = stack.enter_context(trial.running())
        for blow in blows:
            rows.append(tried(three, blow, chosen, console))
            console.print(rows[-1])
            write(chosen.out, rows[-1:])
    console.print(_table(rows))
    return 0 if all(row.is_clean for row in rows) else 1


def _first_port() -> int:
    return int(os.environ.get(PORT_VARIABLE) or FIRST_PORT)


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a new folder; remove it at the end, and before those of dead runs."""
    above = Path(tempfile.gettempdir())
    for name in left_behind(each.name for each in above.glob(f"{FOLDER}.*")):
        shutil.rmtree(above / name, ignore_errors=True)
    folder = above / mine(FOLDER, "data")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _blows(
    chosen: argparse.Namespace, road: Road | None, console: Console
) -> list[Blow]:
    """Return what is to be tried; say what cannot be."""
    wanted = chosen.only or [""]
    found = []
    for blow in catalogue(chosen.seconds):
        if not any(each in blow.name for each in wanted):
            continue
        if blow.needs_road and road is None:
            console.print(f"passed over: {blow.name}: {WHY_NOT}")
        elif chosen.resume and is_done(chosen.out, blow, chosen.matters):
            console.print(f"done before: {blow.name}")
        else:
            found.append(blow)
    return found


def is_done(file: Path, blow: Blow, matters: int) -> bool:
    """Tell whether this fault was tried with as many matters, and all was well."""
    rows = json.loads(file.read_text("utf-8")) if file.exists() else []
    named = [each for each in rows if each["fault"] == blow.row]
    return any(each["matters"] == matters and Row(**each).is_clean for each in named)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make agencies-faults", description=__doc__)
    parser.add_argument("--matters", type=int, default=1000, help="for each fault")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each partition")
    parser.add_argument("--hands", type=int, default=8, help="who do all that")
    parser.add_argument(
        "--only", action="append", help="faults whose name holds this; may be repeated"
    )
    parser.add_argument(
        "--resume", action="store_true", help="pass over what .run/agencies.json has"
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
