"""B-05 on a real database: the sweep finds the silent, and an answer reopens."""

import runpy
from datetime import timedelta

import pytest

from intake.bootstrap import migrations_folder
from services.intake.tests.builders import COMMUNITY, DAY, NOON

pytestmark = pytest.mark.integration

WAITING = {"category": None, "division_code": None, "organisation_id": COMMUNITY}


@pytest.fixture
def asked(door):
    submitted = door.submit(**WAITING, contact={"telephone": "13800008000"}).json
    path = f"/v1/petitions/{submitted['receipt']}"
    door.call("POST", f"{path}/ask", {"missing": ["合同"]}, token=door.token())
    return submitted


def seen(door, submitted):
    path = f"/v1/petitions/{submitted['receipt']}"
    return door.call("GET", path, params={"code": submitted["tracking_code"]}).json


def keys(intake):
    rows = intake.database.rows("select routing_key from outbox order by seq")
    return [row["routing_key"] for row in rows]


def test_b05_who_stays_silent_is_reminded_lapses_and_may_come_back(
    door, intake, steered, asked
):
    assert intake.undecided.run() == 0
    steered.move_to(NOON + 16 * DAY)
    assert intake.undecided.run() == 1
    assert intake.undecided.run() == 0
    told = seen(door, asked)
    assert told["state"] == "awaiting-petitioner"
    assert told["words"].startswith("还在等您补充材料。2026年12月22日")
    assert told["missing"]["close_by"] == "2026-12-22T15:59:59+00:00"
    steered.move_to(NOON + 32 * DAY)
    assert intake.undecided.run() == 1
    told = seen(door, asked)
    assert (told["state"], told["refusal"]["reason"]) == ("lapsed", "silence")
    assert told["refusal"]["explanation"] == "default@2022-05-01: 本系统默认"
    assert keys(intake)[-2:] == [
        "intake.supplement.reminded.v1",
        "intake.petition.lapsed.v1",
    ]
    lapsed = door.call(
        "GET", "/v1/petitions", params={"state": "lapsed"}, token=door.token()
    ).json
    assert [row["receipt"] for row in lapsed["petitions"]] == [asked["receipt"]]
    path = f"/v1/petitions/{asked['receipt']}/answer"
    body = {"text": "合同在这里。", "code": asked["tracking_code"]}
    answered = door.call("POST", path, body)
    assert (answered.status_code, answered.json["state"]) == (200, "received")
    told = seen(door, asked)
    assert (told["state"], told["refusal"]) == ("received", None)
    assert [step["step"] for step in told["timeline"]] == [
        "received",
        "awaiting-petitioner",
        "reminded",
        "lapsed",
        "answered",
    ]


def test_b05_who_was_asked_before_the_watch_began_is_watched_too(
    door, intake, steered, asked
):
    source = migrations_folder() / "versions" / "0040_silence.py"
    watched = runpy.run_path(str(source))["WATCHED"]
    intake.database.rows("update petitions set watch_at = null")
    intake.database.rows(watched)
    steered.move_to(NOON + 15 * DAY + timedelta(hours=13))
    assert intake.undecided.run() == 1
    assert keys(intake)[-1] == "intake.supplement.reminded.v1"
