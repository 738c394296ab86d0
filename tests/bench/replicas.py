"""Two and four of every service beside one: how much more, and is anything doubled?"""

import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from minqing_local.ports import LOOPBACK, free_port
from minqing_local.service_process import ServiceProcess
from tests.bench.ground import Ground, a_petition
from tests.bench.load import Door, run
from tests.bench.scenes import calm
from tests.faults.ledger import reckon, settled

COUNTS = (1, 2, 4)
CONNECTIONS = 12
"""Of each kind and service, shared by its replicas: all have the same database."""


def replicas(ground: Ground, petitions: int, clients: int = 16) -> list[dict[str, Any]]:
    """Measure the whole way of petitions with one, two and four of each service."""
    calm(ground)
    for service in ground.agency.services:
        ground.agency.stop_part(service)
    try:
        found = [_measure(ground, count, petitions, clients) for count in COUNTS]
        alone = found[0]["petitions_per_s"]
        return [
            each | {"against_one": round(each["petitions_per_s"] / alone, 2)}
            for each in found
        ]
    finally:
        for service in ground.agency.services:
            ground.agency.start_part(service)


def _measure(
    ground: Ground, count: int, petitions: int, clients: int
) -> dict[str, Any]:
    with _running(ground, count) as started:
        doors = itertools.cycle(each.url for each in started["intake"])
        _send(doors, petitions // 5, clients, [])
        sent: list[str] = []
        begun = time.perf_counter()
        _send(doors, petitions, clients, sent)
        posted = time.perf_counter() - begun
        settled(ground, sent, seconds=300)
        seconds = time.perf_counter() - begun
        found = reckon(ground, sent)
    return {
        "replicas": count,
        "petitions": petitions,
        "post_per_s": round(petitions / posted, 1),
        "petitions_per_s": round(petitions / seconds, 1),
        "lost": found.lost,
        "doubled": found.doubled,
    }


@contextmanager
def _running(ground: Ground, count: int) -> Iterator[dict[str, list[ServiceProcess]]]:
    started = {
        service: [_replica(ground, service, number, count) for number in range(count)]
        for service in ground.agency.services
    }
    every = [each for group in started.values() for each in group]
    try:
        for each in every:
            each.launch()
        for each in every:
            each.wait_until_ready(120)
        yield started
    finally:
        with ThreadPoolExecutor(len(every)) as pool:
            list(pool.map(ServiceProcess.stop, every))


def _replica(ground: Ground, service: str, number: int, count: int) -> ServiceProcess:
    """Return one more of a service; the first stands where the others look for it."""
    agency = ground.agency
    url = agency.url(service) if number == 0 else f"http://{LOOPBACK}:{free_port()}"
    environ = agency.environ(service) | {
        "HTTP_ADDRESS": url.partition("://")[2],
        "POOL_SIZE": str(CONNECTIONS // count),
    }
    log = agency.folder / "logs" / f"{service}-{count}-{number}.log"
    return ServiceProcess(service, url, environ, log, agency.folder)


def _send(doors: Iterator[str], petitions: int, clients: int, sent: list[str]) -> None:
    def client() -> Callable[[Any], None]:
        door = Door(next(doors))

        def submit(_: Any) -> None:
            key = str(uuid4())
            told = door.do("POST", "/v1/petitions", a_petition(), Idempotency_Key=key)
            sent.append(told["petition_id"])

        return submit

    timing = run(range(petitions), clients, client)
    if timing.errors:
        raise RuntimeError(f"{len(timing.errors)} errors, such as {timing.errors[0]}")
