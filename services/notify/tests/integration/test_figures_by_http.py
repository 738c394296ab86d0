"""Figures and reports by HTTP: those of the four sites recompute from their rows."""

import argparse
import io
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from falcon.testing import TestClient

from minqing_chassis.http.auth import Issuer
from minqing_chassis.http.problems import Unavailable
from minqing_chassis.press import HtmlPress
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionAcceptedV1
from minqing_kernel.clock import FrozenClock
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Incoming, Role
from minqing_local.keys import keys_in
from notify.adapters.figures.sightings import Sightings
from notify.adapters.policies import load_policies, rates_of
from notify.adapters.translation import COMMANDS
from notify.application.commands import AnswerByToken, RecordOrganisation, TellOfStep
from notify.application.figures.commands import FoldFigures
from notify.bootstrap import assemble
from notify.domain.occurrence import Step
from notify.entrypoints import cli
from notify.entrypoints.http import build_door
from services.notify.tests.builders import (
    COMMUNITY,
    PETITION,
    STORY,
    STREET,
    an_occurrence,
    an_organisation,
)
from services.notify.tests.figure_facts import a_petition_id, answered, pieces, visited
from shared.chassis.tests.prints import faults_of

pytestmark = pytest.mark.integration

POLICIES = Path(__file__).parents[4] / "deploy/policies"
CAUSE = Cause(correlation_id=STORY)
NOON = datetime(2026, 3, 31, 4, tzinfo=UTC)
WIRE = {"since": "from", "until": "to"}
STATIONS = [f"{STREET}{number:03}" for number in (19, 21, 22, 23, 24, 25, 26)]


@pytest.fixture
def keys(tmp_path):
    return keys_in(tmp_path / "keys")


@pytest.fixture
def opened(tmp_path, database_url, keys):
    made = []

    def open_with(site="default", now=NOON):
        environ = {
            "AMQP_URI": "amqp://guest:guest@127.0.0.1:1//",
            "AGENCY": "test",
            "DATABASE_URL_NOTIFY": database_url,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
            "SEALING_KEY_FILE": str(keys.sealing),
            "MAIL_OUT_DIR": str(tmp_path / "mail"),
            "POLICY_FILE": str(POLICIES / f"{site}.yml"),
        }
        made.append(assemble(environ, clock=FrozenClock(now)))
        return made[-1]

    yield open_with
    for parts in made:
        parts.database.close()


@pytest.fixture
def parts(opened):
    return opened()


class Desk:
    """Asks at the door, as somebody."""

    def __init__(self, parts, keys):
        self._client = TestClient(build_door(parts))
        self._issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def get(self, path, role=Role.OPS, unit=None, **query):
        actor = Actor(id="somebody", role=role, organisation_id=unit)
        token = self._issuer.token(actor, timedelta(hours=1))
        query = {
            {"since": "from", "until": "to"}.get(k, k): v for k, v in query.items()
        }
        headers = {"Authorization": f"Bearer {token}"}
        return self._client.simulate_get(path, params=query, headers=headers)

    def figures(self, since, until, **query):
        found = self.get("/v1/figures", since=since, until=until, **query)
        assert found.status_code == 200, found.text
        return found.json

    def report(self, name, on, **query):
        found = self.get(f"/v1/reports/{name}", on=on, **query)
        assert found.status_code == 200, found.text
        return found.json


@pytest.fixture
def desk(parts, keys):
    return Desk(parts, keys)


@pytest.fixture
def take(unit):
    def take_in(many, at, **values):
        told = [p for _ in range(many) for p in pieces(at=at, **values)]
        with unit() as work:
            work.figures.take(*told)
            work.figures.fold(500)
            work.commit()

    return take_in


def day(text, hour=4):
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=UTC)


def done(at, **values):
    return answered(at, dispatched_at=None, contact_by=None, **values)


def know_the_street(parts):
    units = [(STREET, None), *((each, STREET) for each in STATIONS)]
    for organisation_id, parent in units:
        command = RecordOrganisation(
            organisation=an_organisation(
                organisation_id=organisation_id,
                parent_id=parent,
                name=f"第{organisation_id}站",
            )
        )
        parts.bus.handle(command, CAUSE)


def row(report, table, name):
    rows = next(t["rows"] for t in report["tables"] if t["title"].startswith(table))
    return next(each[1] for each in rows if each[0].startswith(name))


def assert_each_figure_lists_what_it_counts(desk, report, **who):
    """Every count of one to 200 opens just so many rows (A-14)."""
    opened = 0
    for table in report["tables"]:
        for cells, asks in zip(table["rows"], table["asks"], strict=False):
            assert len(cells) == len(asks)
            for cell, ask in zip(cells, asks, strict=True):
                if ask is None or not isinstance(cell, int) or cell > 200:
                    continue
                if ask["measure"] == "persons":
                    continue
                ask = {"limit": 200, **ask, **who}
                rows = desk.get("/v1/figures/rows", **ask).json["rows"]
                assert len(rows) == cell, (table["title"], cells, ask)
                opened += bool(cell)
    assert opened


# -- the four sites --------------------------------------------------------------------


def test_a25_the_matters_settled_until_june_are_a_count_of_rows(desk, take):
    take(2909, day("2014-05-30"), **done(day("2014-06-12")))
    take(7, day("2014-06-30"), **done(day("2014-07-04")))
    report = desk.report("headline", "2014-06-30")
    assert row(report, "截至2014-06-30（办结口径）", "解决（件）") == 2909
    assert (report["first"], report["last"]) == ("2014-05-01", "2014-06-30")
    assert {tuple(table["head"]) for table in report["tables"]} == {("项目", "本期")}


def test_b07_a_month_counts_matters_and_people_apart_and_prints_both_numbers(
    desk, take
):
    at, end = day("2012-11-05"), day("2012-11-09")
    take(1873, at, category="convenience", **done(end))
    take(2005, at, category="direct", **done(end))
    take(274, at, category="direct", persons=2, **done(end))
    take(107, at, category="petition", **done(end))
    take(4, at, category="conflict", **done(end))
    told = desk.figures("2012-11-01", "2012-11-30", by="category")
    lines = {line["key"]: line for line in told["lines"]}
    counts = {key: line["counts"]["cases"] for key, line in lines.items()}
    assert counts == {
        "convenience": 1873,
        "direct": 2279,
        "petition": 107,
        "conflict": 4,
    }
    assert lines["petition"]["rates"]["completion"] == {
        "n": "107",
        "of": 107,
        "percent": "100.0",
        "left_out": {},
    }
    report = desk.report("monthly", "2012-11-20")
    assert row(report, "受理口径", "接待（人次）") == 4537
    assert row(report, "受理口径", "办结率") == "100.0% (4263/4263)"


def test_b08_the_stations_add_up_to_the_centre(parts, desk, take):
    know_the_street(parts)
    at, end = day("2026-03-03"), day("2026-03-06")
    for number, station in enumerate(STATIONS):
        more = 1 if number < 6 else 0
        take(35 + more, at, category="visit", **done(end, unit_id=station))
        take(88 + more, at, category="convenience", **done(end, unit_id=station))
        take(4 + (number < 2), at, category="conflict", **done(end, unit_id=station))
    report = desk.report("monthly", "2026-03-31", organisation=STREET)
    stations = next(t for t in report["tables"] if t["title"] == "各单位")
    assert [each[0] for each in stations["rows"]] == [f"第{id_}站" for id_ in STATIONS]
    assert sum(each[1] for each in stations["rows"]) == 251 + 622 + 30
    assert stations["note"] == "各站合计与中心一致"
    assert_each_figure_lists_what_it_counts(desk, report)
    told = desk.figures("2026-03-01", "2026-03-31", category="conflict")["total"]
    assert told["rates"]["completion"]["n"] == "30"
    assert told["rates"]["completion"]["percent"] == "100.0"


def test_b09_satisfaction_on_the_spot_is_998_of_a_thousand(desk, take):
    at = day("2012-11-05")
    take(998, at, **done(at), **visited(at))
    take(2, at, **done(at), **visited(at, satisfied=False))
    rate = desk.figures("2012-11-01", "2012-11-30")["total"]["rates"]["satisfaction"]
    assert (rate["n"], rate["of"], rate["percent"]) == ("998", 1000, "99.8")


def test_b31_a_quarter_counts_sixteen_petitions(desk, take):
    for at in ("2013-01-07", "2013-02-18", "2013-03-29"):
        take(5, day(at), kind="claim")
    take(1, day("2013-03-31"), kind="claim", persons=5)
    take(9, day("2013-04-01"), kind="claim")
    report = desk.report("quarterly", "2013-03-31")
    by_kind = next(t for t in report["tables"] if t["title"] == "按性质")
    assert [each[:3] for each in by_kind["rows"]] == [["申诉求决", 16, 20]]


def test_b38_a_fall_from_80_to_16_is_minus_80_per_cent(desk, take):
    take(80, day("2025-03-10"))
    take(16, day("2026-03-10"))
    told = desk.figures("2026-03-01", "2026-03-31", compare="year-before")
    assert told["total"]["change"] == "-80.0"
    assert told["total"]["before"]["counts"]["cases"] == 80
    assert told["compared_to"] == "2025-03-31"


def test_c23_what_was_explained_is_not_solved_and_still_asked_about(desk, take):
    at = day("2026-03-10")
    take(1, at, **done(at, outcome="explained"), **visited(at, solved=None))
    told = desk.figures("2026-03-01", "2026-03-31")["total"]
    assert (told["counts"]["explained"], told["counts"]["resolved"]) == (1, 0)
    assert told["rates"]["settlement"]["percent"] == "0.0"
    assert told["rates"]["satisfaction"]["percent"] == "100.0"


def test_c24_solved_matters_are_counted_by_class_of_source(desk, take):
    at = day("2026-03-10")
    for source, of, solved in (
        ("village-community", 21, 15),
        ("paired-village", 9, 5),
        ("enterprise", 27, 19),
    ):
        take(solved, at, source=source, **done(at))
        take(of - solved, at, source=source)
    told = desk.figures("2026-03-01", "2026-03-31", by="source")
    assert {
        line["key"]: (rate["n"], rate["of"], rate["percent"])
        for line in told["lines"]
        if (rate := line["rates"]["settlement"])
    } == {
        "village-community": ("15", 21, "71.4"),
        "paired-village": ("5", 9, "55.6"),
        "enterprise": ("19", 27, "70.4"),
    }


def test_d08_the_weekly_bulletin_tells_new_closed_and_overdue(parts, desk, take):
    know_the_street(parts)
    take(2, day("2026-03-24"), unit_id=COMMUNITY, due_at=day("2026-05-01"))
    take(1, day("2026-03-25"), **done(day("2026-03-27")))
    take(2, day("2026-02-02"), unit_id=COMMUNITY, due_at=day("2026-03-20"))
    take(4, day("2026-03-24"), unit_id=STATIONS[1])
    report = desk.report("weekly", "2026-03-26", role=Role.CLERK, unit=COMMUNITY)
    assert (report["first"], report["last"]) == ("2026-03-23", "2026-03-29")
    tables = {table["title"]: table["rows"] for table in report["tables"]}
    assert [each[:2] for each in tables["本周情况"]] == [
        ["新受理", 3],
        ["办结", 1],
        ["逾期未办", 2],
        ["回访", 0],
    ]
    assert [len(tables[name]) for name in ("新受理", "办结", "逾期未办")] == [3, 1, 2]
    who = {"role": Role.CLERK, "unit": COMMUNITY}
    assert_each_figure_lists_what_it_counts(desk, report, **who)


def test_a_unit_is_counted_with_what_is_below_it_or_alone(parts, desk, take):
    know_the_street(parts)
    take(2, day("2026-03-10"), unit_id=STREET)
    take(3, day("2026-03-10"), unit_id=STATIONS[0])
    asked = {"since": "2026-03-01", "until": "2026-03-31", "organisation": STREET}
    for alone, many in (("false", 5), ("true", 2)):
        told = desk.figures(**asked, alone=alone)["total"]["counts"]["cases"]
        rows = desk.get("/v1/figures/rows", **asked, alone=alone).json["rows"]
        assert (told, len(rows)) == (many, many)
    beyond = desk.get(
        "/v1/figures/rows",
        **asked | {"organisation": STATIONS[1], "alone": "true"},
        role=Role.CLERK,
        unit=STATIONS[0],
    )
    assert beyond.status_code == 403
    nowhere = desk.get("/v1/figures/rows", **asked, grid="", limit=200)
    assert nowhere.json["rows"] == []


def test_d12_d31_the_headline_comes_from_the_query_of_the_figures(desk, take):
    at, end = day("2015-06-10"), day("2015-11-20")
    take(1729, at, **done(end))
    take(82, at)
    told = desk.figures("2015-03-01", "2015-12-31")["total"]["rates"]["completion"]
    assert (told["n"], told["of"], told["percent"]) == ("1729", 1811, "95.5")
    report = desk.report("headline", "2015-12-31")
    assert row(report, "截至2015-12-31（受理口径）", "办结率") == "95.5% (1729/1811)"


def test_d13_the_households_visited_again_are_659(desk, take):
    at = day("2015-09-10")
    take(600, at, **done(at), **visited(day("2015-11-16")))
    take(59, at, **done(at), **visited(day("2015-12-30"), solved=False))
    take(5, at, **done(at), **visited(day("2016-01-02")))
    told = desk.figures("2015-11-01", "2015-12-31", cohort="visited")["total"]
    assert (told["counts"]["visited"], told["counts"]["rebound"]) == (659, 59)


def test_d23_d32_amounts_are_summed_and_what_is_about_stands_apart(desk, take):
    at = day("2015-06-10")
    paid = '[{"kind":"wages","unit":"元","amount":"%s","qualifier":"%s","said":""}]'
    amounts = [("6200000", "exact"), ("5000000", "exact"), ("130", "approx")]
    for amount, qualifier in amounts:
        take(1, at, **done(at, achieved=paid % (amount, qualifier)))
    report = desk.report("yearly", "2015-12-31")
    achieved = next(t for t in report["tables"] if t["title"] == "成果数字")
    assert achieved["rows"] == [["wages", "元", 11200000, 130, 0]]
    told = desk.figures("2015-01-01", "2015-12-31", category="collective-labour")
    assert told["total"]["counts"]["cases"] == 0
    assert told["total"]["rates"]["completion"]["percent"] is None


def test_d26_257_of_260_are_rounded_half_to_even(desk, take):
    at = day("2015-06-10")
    take(257, at, **done(at))
    take(3, at)
    told = desk.figures("2015-01-01", "2015-12-31")["total"]["rates"]["completion"]
    assert (told["n"], told["of"], told["percent"]) == ("257", 260, "98.8")


def test_art40_art41_the_yearly_report_holds_statistics_fields_units_and_passing_on(
    parts, desk, take
):
    know_the_street(parts)
    at = day("2026-03-10")
    take(3, at, category="roads", **done(at, passed_by="transfer"))
    take(2, at, category="lamps", unit_id=STATIONS[1], supervised_at=at)
    take(1, at, kind="suggestion", **done(at))
    take(1, at, accepted_at=None, received_at=None, refused_at=at)
    report = desk.report("yearly", "2026-06-30")
    assert row(report, "（一）", "转送、交办、上报") == 3
    assert row(report, "（一）", "督办（件）") == 2
    assert row(report, "按类别（领域）", "roads") == 3
    assert row(report, "信访事项较多的单位", f"第{COMMUNITY}站") == 4
    assert row(report, "（三）", "不予受理") == 1
    assert row(report, "（三）", "其中采纳") == 1
    assert row(report, "（三）", "改进工作") == "本系统未登记"


# -- the doors -------------------------------------------------------------------------


def test_both_cohorts_are_offered_and_the_difference_is_told(desk, take):
    take(4, day("2026-02-20"), **done(day("2026-03-02")))
    take(6, day("2026-03-20"))
    accepted = desk.figures("2026-03-01", "2026-03-31")
    closed = desk.figures("2026-03-01", "2026-03-31", cohort="closed")
    assert accepted["total"]["counts"]["cases"] == 6
    assert closed["total"]["counts"]["cases"] == 4
    assert "受理日" in accepted["cohort_note"]
    assert "办结日" in closed["cohort_note"]


def test_what_the_policy_leaves_out_is_told_with_reason_and_number(opened, keys, take):
    desk = Desk(opened("laocheng"), keys)
    at = day("2026-03-10")
    take(8, at, **done(at), **visited(at, solved=None, satisfied=None))
    take(2, at, **done(at), **visited(at, satisfied=False))
    take(3, at, merged=True)
    take(1, at, **done(at), **visited(at, solved=None) | {"silent": True})
    told = desk.figures("2026-03-01", "2026-03-31")["total"]
    assert told["excluded"] == [
        {
            "reason": "merged",
            "basis": "国办函〔2025〕66号 重复诉求并单",
            "cases": 3,
        }
    ]
    assert told["counts"]["cases"] == 14
    assert told["rates"]["completion"]["of"] == 11
    weighed = told["rates"]["satisfaction"]
    assert (weighed["n"], weighed["of"], weighed["percent"]) == ("4", 10, "40.0")
    assert weighed["left_out"] == {"unreached": 1}
    assert told["rates"]["solution"]["left_out"] == {"unreached": 1, "unclear": 8}


def test_a_period_that_ends_before_it_begins_is_refused_in_words(desk):
    refused = desk.get("/v1/figures", since="2026-03-31", until="2026-03-01")
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "to")
    assert refused.json["errors"][0]["message"] == "结束日期早于开始日期，请对调"


def test_any_figure_drills_down_to_its_rows_page_by_page(desk, take):
    take(7, day("2026-03-10"), **done(day("2026-03-11")))
    take(3, day("2026-03-10"), category="roads")
    asked = {"since": "2026-03-01", "until": "2026-03-31", "measure": "done"}
    seen, after = [], {}
    while True:
        page = desk.get("/v1/figures/rows", limit=3, **asked, **after).json
        seen += [each["petition_id"] for each in page["rows"]]
        if page["next_after"] is None:
            break
        after = {"after": page["next_after"]}
    assert len(seen) == len(set(seen)) == 7
    apart = desk.get("/v1/figures/rows", aside="merged", **asked).json
    assert apart["rows"] == []


def test_waiting_times_are_those_until_the_first_answer(desk, take):
    at = day("2026-03-01")
    for days in (3, 10, 15, 40, 90):
        replied = at + timedelta(days=days)
        take(1, at, **done(replied + timedelta(days=30), replied_at=replied))
    take(1, at)
    asked = {"since": "2026-03-01", "until": "2026-03-31"}
    told = desk.get("/v1/figures/reply-times", **asked).json
    assert (told["answered"], told["median_days"]) == (5, "15.00")
    assert told["longest_days"] == "90.00"
    within = [told[name]["percent"] for name in ("within_15", "within_60")]
    assert within == ["60.0", "80.0"]
    nobody = desk.get("/v1/figures/reply-times", **asked, category="roads").json
    assert (nobody["answered"], nobody["median_days"]) == (0, None)


def test_staff_count_their_own_and_all_below_and_nothing_beside(parts, desk, take):
    know_the_street(parts)
    at = day("2026-03-10")
    take(2, at, unit_id=COMMUNITY)
    take(3, at, unit_id=STATIONS[1])
    take(4, at, unit_id="elsewhere")
    seen = {
        unit: desk.figures(
            "2026-03-01", "2026-03-31", role=Role.HANDLER, unit=unit, by="organisation"
        )["total"]["counts"]["cases"]
        for unit in (COMMUNITY, STREET, "elsewhere")
    }
    assert seen == {COMMUNITY: 2, STREET: 5, "elsewhere": 4}
    days = {"since": "2026-03-01", "until": "2026-03-31"}
    beyond = {"role": Role.CLERK, "unit": COMMUNITY, "organisation": STREET}
    for path in ("/v1/figures", "/v1/figures/rows", "/v1/figures/reply-times"):
        assert desk.get(path, **days, **beyond).status_code == 403
    for form in ("", "/xlsx", "/pdf"):
        path = f"/v1/reports/weekly{form}"
        assert desk.get(path, on="2026-03-10", **beyond).status_code == 403
    assert desk.get("/v1/figures", **days, role=Role.CLERK).status_code == 403
    assert desk.get("/v1/figures", **days, role=Role.RESIDENT).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        {"until": "then"},
        {"by": "weather"},
        {"cohort": "none"},
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(desk, query):
    asked = {"since": "2026-03-01", "until": "2026-03-31"} | query
    assert desk.get("/v1/figures", **asked).status_code == 422


def test_two_things_at_once_are_counted_from_the_rows(desk, take):
    at = day("2026-03-10")
    take(2, at, category="roads", **done(at))
    take(3, at, category="roads", channel="hotline")
    take(4, at, channel="hotline")
    whole = desk.figures("2026-03-01", "2026-03-31", category="roads")
    assert whole["total"]["counts"]["cases"] == 5
    told = desk.figures("2026-03-01", "2026-03-31", category="roads", channel="hotline")
    assert told["total"]["counts"]["cases"] == 3
    told = desk.figures("2026-03-01", "2026-03-31", category="roads", by="channel")
    assert {each["key"]: each["counts"]["cases"] for each in told["lines"]} == {
        "web": 2,
        "hotline": 3,
    }


def test_days_are_taken_as_near_as_they_can_be_counted_and_not_the_wrong_way(
    desk, take
):
    take(1, day("2026-03-10"))
    backwards = {"from": "2026-03-11", "to": "2026-03-10"}
    assert desk.get("/v1/figures", **backwards).status_code == 422
    told = desk.figures("0001-01-01", "9999-12-31")
    assert (told["from"], told["to"]) == ("1949-10-01", "2199-12-31")
    assert told["total"]["counts"]["cases"] == 1


def test_an_unknown_report_is_not_found(desk):
    assert desk.get("/v1/reports/daily", on="2026-03-10").status_code == 404


def test_a_report_is_the_same_as_json_as_a_workbook_and_on_paper(parts, desk, take):
    take(3, day("2026-03-10"), category="=cmd()", **done(day("2026-03-11")))
    report = desk.report("monthly", "2026-03-10")
    query = {"on": "2026-03-10"}
    book = desk.get("/v1/reports/monthly/xlsx", **query)
    assert "monthly-2026-03-10.xlsx" in book.headers["content-disposition"]
    read = openpyxl.load_workbook(io.BytesIO(book.content))
    assert report["title"] == "全部单位2026年3月民情工作月报"
    for table, sheet in zip(report["tables"], read.worksheets, strict=False):
        told = [list(each) for each in sheet.iter_rows(min_row=3, values_only=True)]
        first = [each[0] for each in told[: len(table["rows"])]]
        assert first == [each[0] for each in table["rows"]]
    shares = {row[0].value: row for row in read.worksheets[0].iter_rows(min_row=3)}
    share = next(row for name, row in shares.items() if name.startswith("办结率"))
    assert [each.value for each in share[1:4]] == [1, 3, 3]
    assert share[1].number_format == "0.0%"
    names = [each.value for each in read["说明"]["A"]]
    assert names[0] == "截至 2026-03-31 12:00（北京时间）"
    assert read.worksheets[4]["A3"].value == "网上"
    printed = desk.get("/v1/reports/monthly/pdf", **query)
    assert faults_of(printed.content) == []


# -- what notify hears and does itself -------------------------------------------------


def test_the_answer_of_a_petitioner_counts_without_leaving_the_house(parts, desk):
    parts.bus.handle(
        TellOfStep(occurrence=an_occurrence(step=Step.RESOLVED, case_revision=3)),
        CAUSE,
    )
    token = parts.tokens.issue(PETITION, 3)
    answer = AnswerByToken(
        petition_id=PETITION, token=token, solved=True, satisfied=False
    )
    parts.bus.handle(answer, CAUSE)
    told = desk.figures("2026-03-01", "2026-03-31", cohort="visited")["total"]["counts"]
    assert (told["visited"], told["solved_yes"], told["dissatisfied"]) == (1, 1, 1)
    assert parts.bus.handle(FoldFigures(limit=9), CAUSE) == 1
    assert parts.counting.rebuilding.differences() == 0


def test_the_operator_recounts_and_rebuilds(parts, take, capsys):
    take(3, day("2026-03-10"))
    parts.gauges.refresh()
    shown = parts.metrics.render().decode()
    assert 'minqing_figure_changes{service="notify"} 1.0' in shown
    assert parts.bus.handle(FoldFigures(limit=99), CAUSE) == 1
    parser = argparse.ArgumentParser()
    cli.add_commands(parser, lambda: parts)

    def run(act):
        told = parser.parse_args(["figures", act])
        told.run(told)
        return capsys.readouterr().out

    assert run("recount") == "every sum is what the facts count to\n"
    parts.database.rows("update figure_cells set cases = cases + 1")
    with pytest.raises(SystemExit, match="run `cli figures rebuild`"):
        run("recount")
    assert run("rebuild") == "every sum was counted anew\n"
    assert run("recount") == "every sum is what the facts count to\n"


def test_a_press_that_fails_is_told_and_is_no_fault_of_ours(parts, keys, monkeypatch):
    for command, said in (
        ((sys.executable, "-c", "raise SystemExit('no fonts')"), "no fonts"),
        ((sys.executable, "-c", ""), "it printed nothing"),
    ):
        monkeypatch.setattr("minqing_chassis.press.COMMAND", command)
        with pytest.raises(Unavailable, match=said):
            HtmlPress(Unavailable).print_html("<p>试印</p>")
        answer = Desk(parts, keys).get("/v1/reports/weekly/pdf", on="2026-03-10")
        assert answer.status_code == 503
    slow = (sys.executable, "-c", "import time; time.sleep(9)")
    monkeypatch.setattr("minqing_chassis.press.COMMAND", slow)
    with pytest.raises(Unavailable, match=r"within 0.2 s"):
        HtmlPress(Unavailable, seconds=0.2).print_html("")


# -- 条例第30条 ------------------------------------------------------------------------


@pytest.mark.parametrize("accused", [STREET, COMMUNITY])
def test_art30_an_accusation_is_in_no_figure_of_the_accused(parts, desk, accused):
    know_the_street(parts)
    event = PetitionAcceptedV1(
        petition_id=a_petition_id(),
        receipt="MQ-2603-0000001",
        revision=1,
        channel="web",
        division_code=COMMUNITY,
        organisation_id=COMMUNITY,
        reachable=True,
        accused=[accused],
        category="conduct",
        kind="accusation",
        received_at=NOON,
        accepted_at=NOON,
    )
    envelope = Envelope(
        message_id=new_id(),
        source="test/intake",
        type=event.routing_key(),
        occurred_at=NOON,
        subject=event.subject(),
        cause=CAUSE,
    )
    heard = Sightings(book=rates_of(load_policies())).counted(COMMANDS)
    command = heard[PetitionAcceptedV1](envelope, event)
    incoming = Incoming(command=command, cause=CAUSE, message_id=envelope.message_id)
    assert parts.bus.handle_group([incoming]) == 1
    days = {"since": "2026-03-01", "until": "2026-03-31"}
    for unit in (STREET, COMMUNITY):
        who = {"role": Role.SUPERVISOR, "unit": unit}
        told = desk.figures("2026-03-01", "2026-03-31", **who)
        assert told["total"]["counts"]["cases"] == 0
        assert desk.get("/v1/figures/rows", **days, **who).json["rows"] == []
        report = desk.report("weekly", date(2026, 3, 31).isoformat(), **who)
        assert "MQ-2603-0000001" not in str(report)
    assert desk.figures("2026-03-01", "2026-03-31")["total"]["counts"]["cases"] == 1
