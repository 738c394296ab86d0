"""`make bench`: what the agency does a second; a table, and `.run/bench.json`."""

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.table import Table

from minqing_local.agency import Agency
from tests.bench import ceilings, scenes
from tests.bench.claims import claims
from tests.bench.duplicates import duplicates
from tests.bench.figures import figures
from tests.bench.ground import Ground, a_petition, prepare
from tests.bench.importing import importing
from tests.bench.measure import MemoryWatch
from tests.bench.obligations import obligations
from tests.bench.portal_load import portal_load
from tests.bench.portal_pages import portal_pages
from tests.bench.replicas import replicas
from tests.bench.searching import search
from tests.bench.seeding import seed
from tests.bench.sweeping import sweep

CONSOLE = Console()


def main() -> None:
    """Measure on an agency of our own, in one run, beside the machine's ceilings."""
    chosen = _arguments()
    with (
        tempfile.TemporaryDirectory(prefix="minqing-bench-") as folder,
        Agency(Path(folder)) as agency,
    ):
        found: dict[str, Any] = {}
        database = agency.admin_database_url("registry")
        found["ceilings"] = ceilings.measure(agency.amqp_uri, database)
        CONSOLE.print(found)
        ground = prepare(agency)
        with MemoryWatch(agency) as memory:
            for name, scene in _scenes(ground, memory, chosen).items():
                if chosen.only in name:
                    found[name] = scene()
                    CONSOLE.print({name: found[name]})
            found["memory_mib"] = memory.peaks_mib
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    chosen.out.write_text(written, encoding="utf-8")
    CONSOLE.print(_table(found))


def _scenes(
    ground: Ground, memory: MemoryWatch, chosen: argparse.Namespace
) -> dict[str, Callable[[], Any]]:
    def http() -> list[dict[str, Any]]:
        scenes.intake_http(ground, 4, 300)
        return [scenes.intake_http(ground, clients, 1500) for clients in (1, 4, 16)]

    def million() -> dict[str, Any]:
        door = ground.door("intake")
        model = door.do("POST", "/v1/petitions", a_petition())["petition_id"]
        scenes.calm(ground)
        seed(ground, UUID(model), chosen.rows)
        scenes.end_to_end(ground, 500)
        return scenes.end_to_end(ground, chosen.petitions) | {"rows": chosen.rows}

    return {
        "intake_http": http,
        "end_to_end": lambda: scenes.end_to_end(ground, chosen.petitions),
        "lifecycle": lambda: scenes.lifecycles(ground, chosen.lifecycles),
        "backlog": lambda: scenes.backlog(ground, chosen.backlog, memory),
        "end_to_end_1m": million,
        "replicas": lambda: replicas(ground, chosen.replicated),
        "sweep": lambda: sweep(ground, chosen.overdue),
        "figures": lambda: figures(ground, chosen.rows),
        "duplicates": lambda: duplicates(ground, chosen.rows),
        "claims": lambda: claims(ground, chosen.rows),
        "search": lambda: search(ground, chosen.residents),
        "obligations": lambda: obligations(ground, chosen.residents),
        "portal": lambda: portal_pages(ground, chosen.rows),
        "portal-load": lambda: portal_load(
            ground, chosen.staff, chosen.visitors, chosen.seconds
        ),
        "import": lambda: importing(ground, chosen.residents),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--petitions", type=int, default=5000)
    parser.add_argument("--replicated", type=int, default=3000)
    parser.add_argument("--lifecycles", type=int, default=1500)
    parser.add_argument("--backlog", type=int, default=50_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--residents", type=int, default=120_000)
    parser.add_argument("--staff", type=int, default=200, help="of portal-load")
    parser.add_argument("--visitors", type=int, default=1000, help="of portal-load")
    parser.add_argument("--seconds", type=float, default=60, help="of portal-load")
    parser.add_argument("--overdue", type=int, default=100_000)
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--out", type=Path, default=Path(".run/bench.json"))
    return parser.parse_args()


def _table(found: dict[str, Any]) -> Table:
    table = Table(title="Measured in one run, everything on this machine")
    table.add_column("what")
    table.add_column("measured", justify="right")
    for name, value in _flat("", found):
        table.add_row(name, str(value))
    return table


def _flat(name: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = (
            (str(each.get("clients", each.get("replicas"))), each)
            if isinstance(each, dict)
            else (str(at), each)
            for at, each in enumerate(value, 1)
        )
    else:
        return [(name, value)]
    return [
        row for key, inner in pairs for row in _flat(f"{name} {key}".strip(), inner)
    ]


if __name__ == "__main__":
    main()
