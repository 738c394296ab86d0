"""The weekly list as a table that spreadsheets open."""

import csv
from io import StringIO

import pytest

from notify.application.follow_ups.views import WeeklyRow
from notify.entrypoints.follow_ups.export import HEADS, WORDS, weekly_csv
from services.notify.tests.builders import COMMUNITY, NOON, PETITION

pytestmark = pytest.mark.unit


def shown(language="zh-CN", **changes):
    usual = {
        "petition_id": PETITION,
        "case_revision": 3,
        "receipt": "MQ-2603-0000001",
        "organisation_id": COMMUNITY,
        "closed_at": NOON,
        "outcome": "resolved",
        "answered": None,
        "reopened": False,
        "state": "due",
        "attempts": 0,
        "handling": None,
        "basis": None,
        "solved": None,
        "satisfied": None,
        "reason": None,
    }
    table = weekly_csv(
        [WeeklyRow(**(usual | changes))], {COMMUNITY: "金科苑社区"}, language
    ).decode("utf-8-sig")
    head, row = csv.reader(StringIO(table))
    return dict(zip(head, row, strict=True))


@pytest.mark.parametrize(
    ("state", "vain", "calls"),
    [("due", 0, "0"), ("due", 1, "1"), ("unreached", 3, "3"), ("done", 2, "3")],
)
def test_b27_all_calls_are_told_and_the_vain_ones_apart(state, vain, calls):
    row = shown(state=state, attempts=vain)
    assert (row["呼叫次数"], row["其中未接通"]) == (calls, str(vain))


def test_b27_a_unit_is_told_by_its_name_and_by_its_id_where_nobody_knows_it():
    assert shown()["单位"] == "金科苑社区"
    assert shown(organisation_id="510107")["单位"] == "510107"
    assert shown(organisation_id=None)["单位"] == ""


@pytest.mark.parametrize(
    "said",
    ["=1+1", "+1", "-1", "@a", " =1", "\n=1", "\r1", "\t1", "＝1", "＋1", "－1", "＠a"],
)
def test_b27_what_a_spreadsheet_would_calculate_is_told_as_text(said):
    assert shown(reason=said)["不满意理由"] == f"'{said}"
    assert shown(reason="等得太久=久")["不满意理由"] == "等得太久=久"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh-CN", ["已解决", "已回访", "解决", "不满意"]),
        ("zh-TW", ["已解決", "已回訪", "解決", "不滿意"]),
        ("en", ["resolved", "called", "solved", "not satisfied"]),
    ],
)
def test_b27_the_list_says_no_code_in_the_language_asked_for(language, told):
    row = list(shown(language, state="done", solved=True, satisfied=False).values())
    assert [row[number] for number in (3, 4, 9, 10)] == told
    assert "unclear" not in shown(state="done").values()
    assert {len(each) for each in HEADS.values()} == {12}
    assert len({tuple(sorted(each)) for each in WORDS.values()}) == 1
