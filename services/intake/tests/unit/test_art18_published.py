"""条例第18条: channels, addresses and receptions are published, and worked out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from intake.adapters.policies import describe, load_policies
from intake.domain.publishing import OnRestDay, Way, receptions
from minqing_chassis.calendars import load_calendar
from minqing_chassis.configuration import ConfigurationError
from services.intake.tests.unit.test_policy_files import shipped, with_section

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
CALENDAR = load_calendar(None)
SECTION = """
receptions:
  - day_of_month: 2
    from: "14:00"
    to: "17:00"
    place: 大厅
    host: 主任
    on_rest_day: %s
  - {weekday: monday, from: "09:00", to: "11:00", place: 大厅, host: 书记}
"""


def rules(folder, on_rest_day):
    path = with_section(folder, SECTION % on_rest_day)
    return load_policies(path).at(NOW).receptions


def days(found):
    return [(each.day.isoformat(), each.moved_from) for each in found]


def test_art18_a_weekly_and_a_monthly_reception_stand_in_order(tmp_path):
    found = receptions(rules(tmp_path, "skip"), date(2026, 11, 1), 9, CALENDAR)
    assert [each.rule.host for each in found] == ["书记", "主任", "书记"]
    assert days(found) == [
        ("2026-11-02", None),
        ("2026-11-02", None),
        ("2026-11-09", None),
    ]


def test_art18_b24_a_reception_on_a_rest_day_is_left_out(tmp_path):
    found = receptions(rules(tmp_path, "skip"), date(2026, 10, 1), 9, CALENDAR)
    assert days(found) == []


def test_art18_c14_or_put_off_to_the_next_working_day(tmp_path):
    named = rules(tmp_path, "next-working-day")
    found = receptions(named, date(2026, 10, 3), 6, CALENDAR)
    assert days(found) == [("2026-10-08", date(2026, 10, 2))]
    assert named[0].on_rest_day is OnRestDay.NEXT


def test_art18_two_rules_for_one_host_and_hour_are_one_reception(tmp_path):
    [monthly, weekly] = rules(tmp_path, "skip")
    same = replace(monthly, begins=weekly.begins, place=weekly.place, host="书记")
    found = receptions((same, weekly), date(2026, 11, 2), 1, CALENDAR)
    assert [each.rule for each in found] == [same]
    assert found[0].session.startswith("20261102-")


def test_art18_no_working_day_no_reception(tmp_path):
    class Never:
        def is_working(self, _):
            return False

    named = rules(tmp_path, "next-working-day")
    assert receptions(named, date(2026, 10, 1), 31, Never()) == []
    assert receptions(named, date.min, 1, Never()) == []


def test_art18_laocheng_publishes_all_five_and_says_so(tmp_path):
    policy = shipped("laocheng")
    assert {each.way for each in policy.ways} == set(Way)
    told = list(describe(policy))
    assert "published telephone: 便民热线, 12345 全天" in told
    held = "reception: tuesday 09:00-11:30, 便民服务中心接待室, 办事处领导, skip"
    assert f"{held}, 8 seats at 610902001" in told
    assert any(line.startswith("reception: day 20") for line in describe(_wenxin()))


def _wenxin():
    folder = Path(__file__).parents[4] / "deploy/policies"
    return load_policies(folder / "wenxin.yml").at(NOW)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{from: '09:00', to: '11:00', place: 大厅, host: 甲}", "give either weekday"),
        (
            "{weekday: monday, from: '11:00', to: '09:00', place: 大厅, host: 甲}",
            "comes before from",
        ),
        (
            "{weekday: monday, from: '25:00', to: '26:00', place: 大厅, host: 甲}",
            "from: ",
        ),
        (
            "{weekday: monday, from: '09:00', to: '10:00', place: 甲, host: 乙,"
            " seats: 3}",
            "seats need a unit that receives",
        ),
    ],
)
def test_art18_a_wrong_reception_is_refused_with_its_fault(tmp_path, said, told):
    with pytest.raises(ConfigurationError) as refused:
        load_policies(with_section(tmp_path, f"receptions: [{said}]"))
    assert told in str(refused.value)
