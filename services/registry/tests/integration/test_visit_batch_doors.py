"""Batches of a device, record by record: sent again, and placed by its own count."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.registry.tests.builders import NOON
from services.registry.tests.integration.visit_place import VISITOR, a_finding, visit

pytestmark = pytest.mark.integration

__all__ = ["visit"]


def test_c26_a_batch_is_answered_record_by_record_and_sent_again_changes_nothing(
    visit, call, db
):
    finding, other = uuid4(), uuid4()
    at = (NOON - timedelta(minutes=30)).isoformat()
    sent = {"visit_id": visit[-36:], "at": at}
    records = [
        {
            "record_id": str(uuid4()),
            "sequence": 2,
            **sent,
            "finding": {**a_finding(), "finding_id": str(finding)},
        },
        {"record_id": str(other), "sequence": 3, **sent, "closing": {}, "visit": {}},
        {
            "record_id": str(uuid4()),
            "sequence": 4,
            **sent,
            "closing": {"family": "confirmed"},
        },
        {"record_id": str(uuid4()), "sequence": 5, **sent | {"visit_id": str(other)}}
        | {"closing": {"family": "confirmed"}},
    ]
    batch = {"device_id": "tablet-1", "sent_at": NOON.isoformat(), "records": records}
    told = call("POST", "/v1/visit-batches", VISITOR, batch).json
    assert [e["status"] for e in told["items"]] == [
        "taken",
        "refused",
        "taken",
        "later",
    ]
    assert told["items"][1]["fields"]
    assert told["offset_seconds"] == 0
    again = call("POST", "/v1/visit-batches", VISITOR, batch | {"device_id": "t-2"})
    assert [e["status"] for e in again.json["items"]][::2] == ["known", "known"]
    assert call("GET", visit, VISITOR).json["closed_at"] is not None
    [kept, _] = db.rows("select * from visit_device_records order by sequence")
    assert (kept["device_id"], kept["kind"], kept["subject_id"]) == (
        "tablet-1",
        "finding",
        finding,
    )
    key = "registry.finding.raised.v1"
    assert len(db.rows("select 1 from outbox where routing_key = :key", key=key)) == 1


def test_c26_what_a_device_counted_places_a_record_whatever_its_clock_says(
    visit, call, db
):
    batch = {"device_id": "t-9", "sent_at": "1970-01-05T00:00:00Z"}
    batch["tick"] = {"run": 8, "ms": 3_600_000}
    batch["tick"]["earlier"] = [{"run": 7, "ms": 60_000, "off_ms": 240_000}]
    noted = {"visit_id": visit[-36:], "at": "2099-01-01T00:00:00Z", "sequence": 1}
    finding = {**a_finding(), "finding_id": str(uuid4())}
    records = [
        {**noted, "record_id": str(uuid4()), "finding": finding, "tick": tick}
        for tick in ({"run": 7, "ms": 0}, {"run": 3, "ms": 1})
    ]
    for _ in range(2):
        answer = call(
            "POST", "/v1/visit-batches", VISITOR, batch | {"records": records}
        )
        last, batch["tick"]["ms"] = answer.json["items"], 7_200_000
    assert [each["status"] for each in last] == ["known", "refused"]
    assert last[1]["fields"] == {"tick": "unknown-run"}
    [kept] = db.rows("select * from visit_device_records")
    assert kept["said_at"] == NOON - timedelta(minutes=65)
    runs = db.rows("select run, began_at from visit_device_runs order by run")
    assert [(each["run"], NOON - each["began_at"]) for each in runs] == [
        (7, timedelta(minutes=65)),
        (8, timedelta(minutes=60)),
    ]
    batch["tick"]["earlier"].append({"run": 8, "ms": 1, "off_ms": 0})
    answer = call("POST", "/v1/visit-batches", VISITOR, batch | {"records": records})
    assert answer.status_code == 422
