"""How long it takes to find what resembles a petition, among a million others."""

import io
import multiprocessing
import time
from collections.abc import Iterable
from random import Random
from typing import Any
from uuid import UUID

import psycopg2

from intake.domain.likeness import matter_key, place_key, signs_of
from minqing_kernel.simplified import simplify
from tests.bench.ground import DIVISION, STREET, Ground, until
from tests.bench.inventing import invented, said_again
from tests.bench.load import run

SLICE = 10_000
FIRST = 0x01800000000070008000000000000000
PETITIONS = (
    "petition_id, receipt, channel, state, revision, title, text, place, category,"
    " division_code, organisation_id, reachable, received_at, explanation"
)
SIGNS = "petition_id, signs, person, place"
INDEXES = {
    "petition_signs_by_sign": "using gin (signs) with (fastupdate = off)",
    "petition_signs_by_person": "(person, petition_id) where person is not null",
    "petition_signs_by_place": "(place, petition_id) where place is not null",
}


def duplicates(ground: Ground, rows: int, asked: int = 400) -> dict[str, Any]:
    """Ask the running door for what resembles petitions that were said before."""
    begun = time.perf_counter()
    _fill(ground, rows)
    seeded = time.perf_counter() - begun
    again = [_submitted_again(ground, number, rows) for number in range(asked)]
    sql = "select count(*) = 0 from unsigned_petitions"
    until(lambda: ground.value("intake", sql), seconds=120)
    delay = _delay(ground)
    hits: list[bool] = []
    timing = run(again, 1, lambda: _asker(ground, hits))
    if timing.errors:
        raise RuntimeError(f"{len(timing.errors)} errors, such as {timing.errors[0]}")
    return {
        "rows": rows,
        "p50_ms": round(timing.percentile(0.5), 1),
        "p95_ms": round(timing.percentile(0.95), 1),
        "p99_ms": round(timing.percentile(0.99), 1),
        "found_first": f"{sum(hits)}/{asked}",
        "signed_after_s": round(delay, 2),
        "index_mib": _index_mib(ground),
        "seeded_s": round(seeded),
    }


def _fill(ground: Ground, rows: int) -> None:
    connection = psycopg2.connect(ground.agency.admin_database_url("intake"))
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("set maintenance_work_mem = '512MB'")
    for name in INDEXES:
        cursor.execute(f"drop index {name}")
    starts = range(0, rows, SLICE)
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        slices = ((start, min(rows, start + SLICE)) for start in starts)
        for petitions, signs in pool.imap(_slice, slices):
            _copy(cursor, "petitions", PETITIONS, petitions)
            _copy(cursor, "petition_signs", SIGNS, signs)
    for name, what in INDEXES.items():
        cursor.execute(f"create index {name} on petition_signs {what}")
        cursor.execute(f"alter index {name} owner to intake")
    cursor.execute("vacuum analyze petitions, petition_signs")
    connection.close()


def _copy(cursor: Any, table: str, columns: str, lines: str) -> None:
    cursor.copy_expert(f"copy {table} ({columns}) from stdin", io.StringIO(lines))


def _slice(span: tuple[int, int]) -> tuple[str, str]:
    pairs = [_rows(number) for number in range(*span)]
    return _lines(one for one, _ in pairs), _lines(other for _, other in pairs)


def _lines(rows: Iterable[list[Any]]) -> str:
    return "".join("\t".join(map(str, row)) + "\n" for row in rows)


def _rows(number: int) -> tuple[list[Any], list[Any]]:
    text, place, category = invented(number)
    own, title = UUID(int=FIRST + number), text[:40]
    petition = [own, f"S-{number:08d}", "web", "accepted", 1, title, text, place]
    petition += [category, DIVISION, STREET, "f", "2026-11-01T00:00:00Z", ""]
    signs = ",".join(map(str, signs_of(matter_key(title, text, simplify))))
    where = place_key(place, category, DIVISION, simplify)
    return petition, [own, f"{{{signs}}}", number % (1 << 20), where]


def _submitted_again(ground: Ground, number: int, rows: int) -> tuple[str, str]:
    draw = Random(-1 - number)
    source = draw.randrange(rows)
    words, _, _ = invented(source)
    said = {"text": said_again(words, draw), "organisation_id": STREET}
    sent = ground.door("intake").do("POST", "/v1/petitions", said)
    return sent["receipt"], f"S-{source:08d}"


def _asker(ground: Ground, hits: list[bool]) -> Any:
    door = ground.door("intake", "clerk")

    def ask(pair: tuple[str, str]) -> None:
        receipt, source = pair
        found = door.do("GET", f"/v1/petitions/{receipt}/similar")["similar"]
        hits.append(bool(found) and found[0]["receipt"] == source)

    return ask


def _delay(ground: Ground) -> float:
    """Return how long after its receipt one petition can be found by its like."""
    sent = ground.door("intake").do("POST", "/v1/petitions", {"text": "迟到的灯"})
    begun = time.perf_counter()
    sql = "select count(*) from petition_signs where petition_id = %s"
    until(lambda: ground.value("intake", sql, sent["petition_id"]), every=0.02)
    return time.perf_counter() - begun


def _index_mib(ground: Ground) -> int:
    sql = "select pg_indexes_size('petition_signs') / 1048576"
    found: int = ground.value("intake", sql)
    return found
