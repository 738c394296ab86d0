"""The kinds of visits in the policy files: the shipped ones, and what is refused."""

import pytest

from minqing_chassis.configuration import ConfigurationError
from registry.adapters.policies import describe, load_policy, load_visits
from registry.domain.visits.kinds import STATUTORY_VISITS, SubjectKind
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


KIND = (
    "{code: home, title: 走访, subjects: [household], requires: [diary], basis: 本处}"
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
    ],
)
def test_what_a_place_may_not_say_is_refused_before_anything_starts(tmp_path, section):
    with pytest.raises(ConfigurationError):
        load_visits(with_section(tmp_path, section))
