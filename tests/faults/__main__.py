"""`make faults`: every fault in turn under load; a table, and `.run/faults.json`."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from minqing_local.agency import Agency
from minqing_local.stopping import heeding
from tests.bench.ground import Ground, NotYet, prepare
from tests.faults.blows import Blow, catalogue
from tests.faults.trial import Result, try_out


def main() -> int:
    """Try out every fault; return 1 if anything was lost, doubled or wrongly dead."""
    chosen = _arguments()
    blows = catalogue(
        pause_seconds=chosen.pause, random_kills=chosen.kills, seed=chosen.seed
    )
    blows = [blow for blow in blows if chosen.only in blow.name]
    console, rows, clean = Console(), list[Result](), True
    with (
        tempfile.TemporaryDirectory(prefix="minqing-faults-") as folder,
        Agency(Path(folder)) as agency,
    ):
        ground = prepare(agency)
        for blow in blows:
            row = _try(ground, blow, chosen)
            clean = clean and row.is_clean(blow)
            rows.append(row)
            console.print(row)
    console.print(_table(rows))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps([row.to_dict() for row in rows], indent=2) + "\n")
    return 0 if clean else 1


def _try(ground: Ground, blow: Blow, chosen: argparse.Namespace) -> Result:
    try:
        return try_out(
            ground,
            blow,
            petitions=chosen.petitions,
            per_second=chosen.rate,
        )
    except NotYet:
        return Result(blow.name, chosen.petitions, -1, -1, -1.0, -1, -1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--petitions", type=int, default=2000, help="for each fault")
    parser.add_argument("--rate", type=float, default=100.0, help="petitions a second")
    parser.add_argument("--pause", type=float, default=30.0, help="seconds of SIGSTOP")
    parser.add_argument("--kills", type=int, default=8, help="random kills")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--only", default="", help="faults whose name holds this")
    parser.add_argument("--out", type=Path, default=Path(".run/faults.json"))
    return parser.parse_args()


def _table(rows: list[Result]) -> Table:
    table = Table(title="Faults under load: nothing lost, nothing doubled")
    for name in ("fault", "petitions", "lost", "doubled", "recovery s", "dead letters"):
        table.add_column(name, justify="left" if name == "fault" else "right")
    for row in rows:
        table.add_row(
            row.fault,
            str(row.petitions),
            str(row.lost),
            str(row.doubled),
            str(row.recovery_s),
            str(row.dead),
        )
    return table


if __name__ == "__main__":
    sys.exit(heeding(main))
