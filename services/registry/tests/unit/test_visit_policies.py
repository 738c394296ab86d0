"""The kinds of visits in the policy files: the shipped ones, and what is refused."""

import pytest

from minqing_chassis.configuration import ConfigurationError
from registry.adapters.policies import (
    describe,
    load_obligations,
    load_policy,
    load_visits,
)
from registry.domain.obligations.rules import OnRest
from registry.domain.visits.kinds import STATUTORY_VISITS, Door, Need, SubjectKind
from registry.domain.visits.weekly import OnHoliday
from services.registry.tests.unit.test_privacy_policy import (
    NOW,
    SHIPPED,
    SITES,
    with_section,
)

pytestmark = pytest.mark.unit

NAMED = {"home", "courtyard", "consultation-meeting", "enterprise", "patrol"}
NAMED |= {"safety", "health", "love", "revisit"}


def test_a10_where_a_place_says_nothing_there_are_the_nine_kinds_of_the_rows():
    policy = load_visits().at(NOW)
    assert policy is STATUTORY_VISITS
    assert {each.code for each in policy.kinds} == NAMED


@pytest.mark.parametrize("site", SITES)
def test_a10_every_shipped_place_has_home_visits_that_cover_and_meetings_that_do_not(
    site,
):
    policy = load_visits(SHIPPED / f"{site}.yml").at(NOW)
    assert policy.kind("home").covers
    assert SubjectKind.HOUSEHOLD in policy.kind("home").subjects
    assert not policy.kind("consultation-meeting").covers
    assert policy.late_after_days == 1


def test_every_kind_is_told_with_its_basis():
    told = "\n".join(describe(load_policy(SHIPPED / "jinquan.yml").at(NOW)))
    assert "visit: home 入户走访, of household/resident, tells diary/household" in told
    assert "late after 1 days — A-11" in told


def test_c05_c08_what_closes_a_visit_is_data_of_the_place(tmp_path):
    kind = KIND.replace(", basis", ", closes_with: [five], door: courtyard, basis")
    left = "{days: 3, basis: 本处}"
    said = f"visits: {{kinds: [{kind}], classes: [{CLASS}], open: {left}}}"
    path = with_section(tmp_path, said)
    policy = load_visits(path).at(NOW)
    assert policy.kind("home").closes_with == {Need.FIVE}
    assert policy.kind("home").door is Door.COURTYARD
    [poor] = policy.classes
    assert poor.holds(["低保", "优抚"])
    assert not poor.holds(None)
    told = "\n".join(describe(load_policy(path).at(NOW)))
    assert "visited class: poor 低保户" in told
    assert "closed within 3 days" in told
    assert "closed with five" in told


def test_b24_the_old_town_goes_out_every_tuesday():
    path = SHIPPED / "laocheng.yml"
    weekly = load_visits(path).at(NOW).weekly
    [duty] = [
        r for r in load_obligations(path).at(NOW).rules if r.code == "b24-tuesday"
    ]
    assert (weekly.weekday, weekly.on_holiday) == (2, OnHoliday.SHIFT)
    assert duty.on_rest is OnRest.NEXT, "the plan and the duty fall on one day"
    assert load_visits().at(NOW).weekly is None
    assert "day 2 of each week" in "\n".join(describe(load_policy(path).at(NOW)))


KIND = (
    "{code: home, title: 走访, subjects: [household], requires: [diary], basis: 本处}"
)
CLASS = (
    "{code: poor, title: 低保户, section: civil, field: kinds, values: [低保], "
    "basis: 本处}"
)


@pytest.mark.parametrize(
    "section",
    [
        "visits: {kinds: []}",
        f"visits: {{kinds: [{KIND}, {KIND}]}}",
        f"visits: {{kinds: [{KIND.replace('diary', 'selfie')}]}}",
        f"visits: {{kinds: [{KIND.replace('household', 'dog')}]}}",
        f"visits: {{kinds: [{KIND.replace(', basis: 本处', '')}]}}",
        "visits: {late: {after_days: -1, basis: 本处}}",
        "visits: {open: {days: -1, basis: 本处}}",
        f"visits: {{classes: [{CLASS}, {CLASS}]}}",
        f"visits: {{classes: [{CLASS.replace('[低保]', '[]')}]}}",
        "visits: {weekly: {weekday: 8, kind: home, on_holiday: skip, basis: 本处}}",
        "visits: {weekly: {weekday: 2, kind: none, on_holiday: skip, basis: 本处}}",
        f"visits: {{kinds: [{KIND.replace(', basis', ', door: web, basis')}]}}",
    ],
)
def test_what_a_place_may_not_say_is_refused_before_anything_starts(tmp_path, section):
    with pytest.raises(ConfigurationError):
        load_visits(with_section(tmp_path, section))
