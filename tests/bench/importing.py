"""A whole street as workbooks: brought in, brought in again, taken back."""

import io
import time
from collections.abc import Iterable, Sequence
from typing import Any

import requests
import xlsxwriter

from minqing_demo.street.making import Plan, make_street
from minqing_demo.street.seeds import Street
from tests.bench.ground import STREET, Ground, until

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 3600


def importing(ground: Ground, residents: int) -> dict[str, Any]:
    """Bring so many residents in by POST /v1/imports; seconds from POST to done."""
    street = make_street(Plan(residents=residents, prefix="bench"))
    homes, people = _homes(street), _people(street)
    found = {
        "households": _brought(ground, "households", homes),
        "residents": _brought(ground, "residents", people),
        "again": _brought(ground, "residents", people),
    }
    batch = found["residents"].pop("batch_id")
    found["undone"] = _undone(ground, batch)
    for each in found.values():
        each.pop("batch_id", None)
    return found | {"workbook_kb": len(people) // 1024}


def _homes(street: Street) -> bytes:
    rows = ([each.premises_id, each.address] for each in street.households)
    return _book(["户编号", "住址"], rows)


def _people(street: Street) -> bytes:
    rows = (
        [each.name, each.identity_number, each.telephone or "", home.premises_id]
        for home in street.households
        for each in home.people
    )
    return _book(["姓名", "身份证号", "电话", "户编号"], rows)


def _book(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate([heading, *rows]):
        for place, words in enumerate(row):
            sheet.write_string(at, place, words)
    book.close()
    return target.getvalue()


def _brought(ground: Ground, kind: str, book: bytes) -> dict[str, Any]:
    begun = time.perf_counter()
    sent = requests.post(
        f"{ground.agency.url('registry')}/v1/imports",
        params={"kind": kind, "organisation": STREET, "name": f"{kind}.xlsx"},
        data=book,
        headers=_headers(ground),
        timeout=120,
    )
    sent.raise_for_status()
    return _ended(ground, sent.json()["batch_id"], begun)


def _undone(ground: Ground, batch_id: str) -> dict[str, Any]:
    begun = time.perf_counter()
    url = f"{ground.agency.url('registry')}/v1/imports/{batch_id}/undo"
    requests.post(url, headers=_headers(ground), timeout=60).raise_for_status()
    return _ended(ground, batch_id, begun)


def _headers(ground: Ground) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {ground.tokens['supervisor']}",
        "Content-Type": XLSX,
    }


def _ended(ground: Ground, batch_id: str, begun: float) -> dict[str, Any]:
    """Wait until all rows are done; return how long it took and what became of them."""
    door = ground.door("registry", "supervisor")

    def told() -> dict[str, Any] | None:
        batch: dict[str, Any] = door.do("GET", f"/v1/imports/{batch_id}")
        return batch if batch["state"] in {"done", "undone", "refused"} else None

    batch = until(told, seconds=LONGEST, every=0.25)
    seconds = time.perf_counter() - begun
    rows = batch["rows_done"]
    counts = {name: n for name, n in batch["counts"].items() if n}
    return {
        "batch_id": batch_id,
        "seconds": round(seconds, 1),
        "rows_per_s": round(rows / seconds),
        **counts,
    }
