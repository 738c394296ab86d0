"""Real records of two older systems, where they are at hand: all in, all answered.

They leave thousands of open follow-ups behind, which lapse when a test lets two weeks
pass: this module comes after the other walks. Of the service requests every fifth
walks; intake's own tests take in all of them
(test_all_service_requests_of_a_city_come_in).
"""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
REQUESTS = "311/baltimore_dev_5000.csv"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder with every message, and every fifth service request."""
    if not DATA.is_dir():
        pytest.skip("the real records are not part of the house")
    folder = tmp_path_factory.mktemp("data")
    (folder / "petitions").symlink_to(DATA / "petitions")
    part = folder / REQUESTS
    part.parent.mkdir()
    with (
        (DATA / REQUESTS).open(encoding="utf-8", newline="") as whole,
        part.open("w", encoding="utf-8", newline="") as kept,
    ):
        header, *rows = csv.reader(whole)
        csv.writer(kept).writerows([header, *rows[::5]])
    return folder


@pytest.fixture(scope="module")
def bring(agency, data):
    """Returns a function that runs the import of all of it."""
    endpoints = agency.write_endpoints()

    def run():
        command = [sys.executable, "-m", "minqing_demo", "import"]
        command += ["--endpoints", str(endpoints), "--data", str(data)]
        done = subprocess.run(
            command,
            env=agency.operator_environ(),
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def first_run(bring):
    return bring()


def times(stage, organisation):
    return stage.ask(
        "routing",
        "GET",
        "/v1/reports/answer-times",
        query={"organisation": organisation, "within": [15, 60]},
    )


def test_the_messages_figures_recompute_from_our_rows(stage, first_run):
    told = times(stage, "archive-messages")
    assert (told["cases"], told["answered"]) == (1397, 1397)
    assert [round(100 * each["share"], 1) for each in told["within"]] == [61.6, 94.3]
    assert told["median_days"] == pytest.approx(11.02, abs=0.01)
    assert told["longest_days"] == pytest.approx(1160, abs=1)


def test_notify_counts_every_message_and_the_same_waiting_times(stage, first_run):
    asked = {"organisation": "archive-messages", "from": "1990-01-01"}
    asked["to"] = "2100-01-01"

    def counts():
        told = stage.ask("notify", "GET", "/v1/figures", query=asked)
        return told["total"]["counts"]

    stage.wait(lambda: counts()["done"] == 1397, "1,397 answers in notify's figures")
    assert counts()["cases"] == 1397
    told = stage.ask("notify", "GET", "/v1/figures/reply-times", query=asked)
    shares = [told[name]["percent"] for name in ("within_15", "within_60")]
    assert (told["answered"], shares) == (1397, ["61.6", "94.3"])
    assert float(told["median_days"]) == pytest.approx(11.02, abs=0.01)
    assert float(told["longest_days"]) == pytest.approx(1160, abs=1)


def test_every_service_request_is_in_and_every_closed_one_is_answered(stage, first_run):
    told = times(stage, "archive-311")
    assert told["cases"] == 1000
    assert 0 < told["answered"] <= 1000


def test_a_second_import_changes_nothing(stage, first_run, bring):
    before = [times(stage, name) for name in ("archive-messages", "archive-311")]
    said = bring()
    assert said.count("imported 0,") == 2
    assert said.count("replayed 0,") == 2
    after = [times(stage, name) for name in ("archive-messages", "archive-311")]
    assert after == before
