"""Checks and assessments in the policy files: the shipped ones, and what is refused."""

import pytest

from minqing_chassis.configuration import ConfigurationError
from registry.adapters.policies import (
    describe,
    load_assessments,
    load_checks,
    load_policy,
)
from registry.domain.assessments.form import FORM_54435, USUAL_ASSESSMENTS
from registry.domain.checks.rules import USUAL_CHECKS
from services.registry.tests.unit.test_privacy_policy import (
    NOW,
    SHIPPED,
    SITES,
    with_section,
)

pytestmark = pytest.mark.unit


def test_where_a_place_says_nothing_the_houses_rules_hold():
    assert load_checks().at(NOW) is USUAL_CHECKS
    assert load_assessments().at(NOW) is USUAL_ASSESSMENTS


@pytest.mark.parametrize("site", SITES)
def test_c15_b19_every_shipped_place_writes_them_out(site):
    path = SHIPPED / f"{site}.yml"
    assert load_checks(path).at(NOW) == USUAL_CHECKS
    assert load_assessments(path).at(NOW).form("54435") == FORM_54435


def test_every_rule_and_form_is_told_with_its_basis():
    told = "\n".join(describe(load_policy(SHIPPED / "wenxin.yml").at(NOW)))
    assert (
        "check: section-of-workers 社会事务科抽查社工走访, at community, section of"
        " community+social-worker, a quarter, 5 or 0 % — C-15"
    ) in told
    assert "0-5: 五百家5 四知4 四能4 三活3 五大员5 — B-19" in told


RULE = (
    "{code: a-rule, title: 抽查, places: [street], checkers: {units: [street]},"
    " checked: {duties: [leader]}, period: quarter, sample: 5, basis: 本处}"
)
ITEM = "{code: a, text: 甲}"
FORM = (
    "{code: f, title: 表, rated: grid-head, period: year, highest: 5, basis: 本处,"
    " parts: [{code: p, title: 部, items: [ITEMS]}]}"
)
GOOD = FORM.replace("ITEMS", ITEM)


@pytest.mark.parametrize(
    "section",
    [
        "checks: {rules: []}",
        f"checks: {{rules: [{RULE}, {RULE}]}}",
        f"checks: {{rules: [{RULE.replace('units: [street]', '')}]}}",
        f"checks: {{rules: [{RULE.replace('units: [street]', 'roles: [resident]')}]}}",
        f"checks: {{rules: [{RULE.replace('quarter', 'fortnight')}]}}",
        f"checks: {{rules: [{RULE.replace('sample: 5', 'sample: 0')}]}}",
        f"checks: {{rules: [{RULE.replace(', basis: 本处', '')}]}}",
        f"assessments: {{forms: [{GOOD}, {GOOD}]}}",
        f"assessments: {{forms: [{FORM.replace('ITEMS', f'{ITEM}, {ITEM}')}]}}",
        f"assessments: {{forms: [{FORM.replace('ITEMS', '')}]}}",
        f"assessments: {{forms: [{GOOD.replace('highest: 5', 'highest: 0')}]}}",
    ],
)
def test_what_a_place_may_not_say_is_refused_before_anything_starts(tmp_path, section):
    with pytest.raises(ConfigurationError):
        load_policy(with_section(tmp_path, section))


def test_a_places_own_rule_and_form_are_read(tmp_path):
    section = f"{{checks: {{rules: [{RULE}]}}, assessments: {{forms: [{GOOD}]}}}}"
    policy = load_policy(with_section(tmp_path, section)).at(NOW)
    assert policy.checks.rule("a-rule").apart
    assert policy.assessments.form("f").full == 5
