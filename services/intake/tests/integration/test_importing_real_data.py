"""Real exports come in whole, once, and dated as they were."""

import argparse
import csv
import os
from pathlib import Path

import pytest

from intake.entrypoints.cli import load_categories, run_import
from services.intake.tests.builders import COMMUNITY

pytestmark = [pytest.mark.integration, pytest.mark.slow]

SERVICE = Path(__file__).parents[2]
ROOT = SERVICE.parents[1]
DATA = Path(os.environ.get("MINQING_DATA", ROOT.parent / "shared" / "data"))
REPLIES = DATA / "petitions" / "with_official_reply_dev.jsonl"
BALTIMORE = DATA / "311" / "baltimore_dev_5000.csv"


@pytest.fixture
def bring_in(intake, tmp_path):
    load_categories(intake, SERVICE / "categories" / "default.yml")

    def bring_in(file, mapping, **options):
        arguments = {
            "file": file,
            "mapping": SERVICE / "mappings" / f"{mapping}.yml",
            "report": tmp_path / "report.csv",
            "organisation": None,
            "division": "",
            "quiet": True,
        }
        tally = run_import(intake, argparse.Namespace(**{**arguments, **options}))
        return (tally.imported, tally.known, tally.faulty)

    return bring_in


def one(intake, sql):
    [row] = intake.database.rows(sql)
    return tuple(row.values())


@pytest.mark.skipif(not REPLIES.exists(), reason="the real data are not here")
def test_all_messages_with_a_reply_come_in_once(intake, bring_in):
    assert bring_in(REPLIES, "official-replies", organisation=COMMUNITY) == (1397, 0, 0)
    before = one(intake, "select count(*), max(revision) from petitions")
    assert bring_in(REPLIES, "official-replies", organisation=COMMUNITY) == (0, 1397, 0)
    assert one(intake, "select count(*), max(revision) from petitions") == before
    assert one(intake, "select count(*) from timeline") == (1397,)
    assert one(intake, "select count(distinct receipt) from petitions") == (1397,)
    assert one(
        intake,
        "select received_at at time zone 'Asia/Shanghai' from petitions"
        " where external_ref = '2759'",
    )[0].isoformat() == ("2019-04-08T08:37:20")
    assert one(
        intake,
        "select received_at at time zone 'Asia/Shanghai' from petitions"
        " where external_ref = '2849'",
    )[0].isoformat() == ("2019-03-29T11:53:23")


@pytest.mark.skipif(not BALTIMORE.exists(), reason="the real data are not here")
def test_all_service_requests_of_a_city_come_in(intake, bring_in):
    assert bring_in(BALTIMORE, "baltimore-311") == (5000, 0, 0)
    channels = intake.database.rows(
        "select channel, count(*) as n from petitions group by channel"
    )
    assert {row["channel"]: row["n"] for row in channels} == {
        "hotline": 2507,
        "web": 1273,
        "other": 1112,
        "letter": 101,
        "device": 7,
    }


@pytest.mark.skipif(not BALTIMORE.exists(), reason="the real data are not here")
def test_a_spoilt_export_loses_its_bad_rows_and_nothing_else(
    intake, bring_in, tmp_path
):
    lines = BALTIMORE.read_bytes().splitlines(keepends=True)[:301]
    lines[10] = b"half a row\r\n"
    lines[20] = lines[20].replace(b"201", b"2O1")
    lines[30] = lines[30].replace(b"BALTIMORE", b"B\xffLTIMORE").replace(b"BC", b"\xff")
    lines[40] = lines[39]
    spoilt = tmp_path / "spoilt.csv"
    spoilt.write_bytes(b"".join(lines))
    imported, known, faulty = bring_in(spoilt, "baltimore-311")
    assert (imported + known + faulty, known) == (300, 1)
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        report = list(csv.DictReader(file))
    assert {row["fault"] for row in report} == {
        "wrong-columns",
        "not-a-datetime",
        "unreadable",
    }
    assert {int(row["line"]) for row in report} == {10, 20, 30}
