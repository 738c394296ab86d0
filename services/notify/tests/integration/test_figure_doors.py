"""The doors of figures: cohorts, rows below each number, prints, whom they concern."""

import argparse
import io
import sys
from datetime import date, timedelta

import openpyxl
import pytest

from minqing_chassis.http.problems import Unavailable
from minqing_chassis.press import HtmlPress
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionAcceptedV1
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Incoming, Role
from notify.adapters.figures.sightings import Sightings
from notify.adapters.policies import load_policies, rates_of
from notify.adapters.translation import COMMANDS
from notify.application.commands import AnswerByToken, TellOfStep
from notify.application.figures.commands import FoldFigures
from notify.domain.occurrence import Step
from notify.entrypoints import cli
from services.notify.tests.builders import COMMUNITY, PETITION, STREET, an_occurrence
from services.notify.tests.figure_facts import a_petition_id, visited
from services.notify.tests.figures_desk import (
    CAUSE,
    NOON,
    STATIONS,
    Desk,
    day,
    desk,
    done,
    keys,
    know_the_street,
    opened,
    parts,
    take,
)
from shared.chassis.tests.prints import faults_of

pytestmark = pytest.mark.integration

__all__ = ["desk", "keys", "opened", "parts", "take"]


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
