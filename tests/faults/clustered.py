"""`make cluster-faults`: a three-node broker is hurt under load; nothing is lost.

Every petition goes the whole way (HTTP, outbox, quorum queues, inboxes) through the
real services, which know all nodes' addresses. Rows go into `.run/agencies.json`.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from minqing_local.agency import Agency
from minqing_local.broker import Broker
from minqing_local.cluster import Cluster
from minqing_local.stopping import heeding
from minqing_local.waiting import wait_until
from tests.bench.ground import Ground, prepare
from tests.faults.ledger import reckon, settled
from tests.faults.load import Load

SETTLE_SECONDS = 300.0
OWNERS = """
select petition_id::text, state, revision, organisation_id is not null from cases
where petition_id = any(%s::uuid[])
"""
HEARD = """
select petition_id::text, state, revision from case_progress
where petition_id = any(%s::uuid[])
"""
TWICE = """
select count(*) from (select petition_id from assignments
 where petition_id = any(%s::uuid[]) group by 1 having count(*) > 1) as each
"""

Blow = Callable[[Cluster, Load], None]


@dataclass(frozen=True)
class Row:
    """One row of the table, of the shape that faults between agencies have.

    `recovery_s`: from the last petition until all are through, hurt or whole.
    """

    fault: str
    matters: int
    lost: int
    doubled: int
    two_owners: int
    no_owner: int
    histories_differ: int
    recovery_s: float

    @property
    def is_clean(self) -> bool:
        """Say whether all is as if nothing had happened."""
        faults = (self.lost, self.doubled, self.two_owners, self.no_owner)
        return not any(faults) and self.histories_differ == 0


def main() -> int:
    """Try out every fault; return 1 if anything was lost, doubled or left apart."""
    chosen = _arguments()
    console, rows = Console(), list[Row]()
    with tempfile.TemporaryDirectory(prefix="minqing-cluster-") as folder:
        cluster = Cluster(Path(folder) / "broker")
        try:
            cluster.start()
            place = Path(folder) / "agency"
            with Agency(place, amqp_uri=cluster.uri) as agency:
                ground = prepare(agency)
                for name, blow in blows(chosen.seconds).items():
                    if chosen.only in name:
                        rows.append(_try(ground, cluster, name, blow, chosen))
                        console.print(rows[-1])
                        write(chosen.out, rows[-1:])
        finally:
            cluster.stop()
    return 0 if all(row.is_clean for row in rows) else 1


def blows(seconds: float) -> dict[str, Blow]:
    """Return what is done to the cluster, by name."""
    return {
        "cluster: node killed": _kill,
        f"cluster: node frozen for {seconds:g} s, restarted": _freeze(seconds),
        f"cluster: node cut off for {seconds:g} s": _cut_off(seconds),
        "cluster: every node killed in turn": _kill_in_turn,
    }


def write(file: Path, rows: list[Row]) -> None:
    """Put the rows into the file; each takes the place of its fault's with as many.

    At no moment is there half a file, and a short trial leaves a long one alone.
    """
    older: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
    told = {(row.fault, row.matters) for row in rows}
    kept = [each for each in older if (each["fault"], each["matters"]) not in told]
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_text(json.dumps(kept + [asdict(row) for row in rows], indent=2) + "\n")
    new.replace(file)


def _try(
    ground: Ground, cluster: Cluster, name: str, blow: Blow, chosen: argparse.Namespace
) -> Row:
    load = Load(ground, chosen.petitions, chosen.rate)
    with ThreadPoolExecutor(1) as hand:
        load.start()
        struck = hand.submit(blow, cluster, load)
        load.wait()
        begun = time.monotonic()
        promised = list(load.receipts.values())
        settled(ground, promised, seconds=SETTLE_SECONDS)
        recovery = round(time.monotonic() - begun, 1)
        struck.result()
    wait_until(cluster.is_whole, "the cluster to be whole", SETTLE_SECONDS, 1.0)
    settled(ground, promised, seconds=SETTLE_SECONDS)
    found = reckon(ground, promised)
    return Row(
        fault=name,
        matters=len(promised),
        lost=found.lost + len(load.given_up),
        doubled=found.doubled,
        two_owners=ground.value("routing", TWICE, promised),
        no_owner=len(promised) - sum(each[3] for each in _owners(ground, promised)),
        histories_differ=_apart(ground, promised),
        recovery_s=recovery,
    )


def _owners(ground: Ground, promised: list[str]) -> list[tuple[Any, ...]]:
    return _rows(ground, "routing", OWNERS, promised)


def _apart(ground: Ground, promised: list[str]) -> int:
    """Count petitions of which intake has heard another state than routing has."""
    has = {each[:3] for each in _owners(ground, promised)}
    heard = set(_rows(ground, "intake", HEARD, promised))
    return len({each[0] for each in has ^ heard})


def _rows(
    ground: Ground, service: str, sql: str, *values: Any
) -> list[tuple[Any, ...]]:
    with ground.database(service) as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _at(load: Load, share: float) -> None:
    while load.done < load.total * share and not load.given_up:
        time.sleep(0.02)


def _leader(cluster: Cluster) -> Broker:
    """Return the node that leads routing's inbox: losing it costs most."""
    told = cluster.nodes[0].ctl("list_queues", "name", "leader", "--formatter", "json")
    named = {each["name"]: each["leader"] for each in json.loads(told)}
    return cluster.named(named["routing.inbox"])


def _kill(cluster: Cluster, load: Load) -> None:
    _at(load, 0.3)
    node = _leader(cluster)
    node.kill()
    _at(load, 0.8)
    node.start()


def _freeze(seconds: float) -> Blow:
    def strike(cluster: Cluster, load: Load) -> None:
        _at(load, 0.3)
        node = _leader(cluster)
        node.pause()
        try:
            time.sleep(seconds)
        finally:
            node.resume()
        # It does not know that it slept, and stays beside the others until it starts.
        node.kill()
        node.start()

    return strike


def _cut_off(seconds: float) -> Blow:
    def strike(cluster: Cluster, load: Load) -> None:
        _at(load, 0.3)
        with closing(cluster.cut_off(_leader(cluster))):
            time.sleep(seconds)

    return strike


def _kill_in_turn(cluster: Cluster, load: Load) -> None:
    for number, node in enumerate(cluster.nodes):
        _at(load, 0.2 + 0.25 * number)
        node.kill()
        node.start()
        wait_until(cluster.is_whole, "the node to be back", SETTLE_SECONDS, 1.0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make cluster-faults", description=__doc__)
    parser.add_argument("--petitions", type=int, default=1000, help="for each fault")
    parser.add_argument("--rate", type=float, default=25.0, help="petitions a second")
    parser.add_argument("--seconds", type=float, default=40.0, help="of a partition")
    parser.add_argument("--only", default="", help="faults whose name holds this")
    parser.add_argument("--out", type=Path, default=Path(".run/agencies.json"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(heeding(main))
