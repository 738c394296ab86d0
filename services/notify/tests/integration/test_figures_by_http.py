"""Figures and reports by HTTP: those of the four sites recompute from their rows."""

import pytest

from minqing_kernel.messages import Role
from services.notify.tests.builders import COMMUNITY, STREET
from services.notify.tests.figure_facts import visited
from services.notify.tests.figures_desk import (
    STATIONS,
    day,
    desk,
    done,
    keys,
    know_the_street,
    opened,
    parts,
    take,
)

pytestmark = pytest.mark.integration

__all__ = ["desk", "keys", "opened", "parts", "take"]


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
