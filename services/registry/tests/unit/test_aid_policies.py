"""What policy files say of help: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime

import pytest

from minqing_chassis.configuration import ConfigurationError
from minqing_kernel.errors import Invalid
from registry.adapters.policies import describe, load_help, load_policy
from registry.application.rules import the_rows
from registry.domain.aid.conditions import Check, Op, PersonFact
from registry.domain.aid.errors import RuleUnknown
from registry.domain.aid.rules import STATUTORY_HELP
from registry.domain.archive.fields import FieldType
from registry.entrypoints.archive.loading import read_sections
from services.registry.tests.unit.test_privacy_policy import (
    NOW,
    SHIPPED,
    SITES,
    sections_file,
    with_section,
)

pytestmark = pytest.mark.unit

DAY = date(2026, 11, 20)


def checks_of(condition):
    if isinstance(condition, Check):
        return [condition]
    return [found for part in condition.parts for found in checks_of(part)]


def conditions_of(policy):
    yield policy.seekers
    yield from (each.when for each in policy.classes)
    for rule in policy.benefits:
        yield from (each for each in (rule.when, rule.held) if each)


@pytest.mark.parametrize("site", SITES)
def test_c07_every_shipped_place_plans_for_the_three_classes(site):
    policy = load_help(SHIPPED / f"{site}.yml").at(NOW)
    titles = [each.title for each in policy.classes]
    assert titles == ["低保户", "重点优抚对象", "困难残疾人家庭"]
    assert all(each.basis == "C-07" for each in policy.classes)


@pytest.mark.parametrize("site", SITES)
def test_c12_every_fact_that_a_shipped_rule_asks_for_is_a_field_with_that_option(site):
    policy = load_help(SHIPPED / f"{site}.yml").at(NOW)
    fields = {
        f"{each.section}.{spec.code}": spec
        for each in read_sections(sections_file())
        for spec in each.spec.fields
    }
    asked = [test for each in conditions_of(policy) for test in checks_of(each)]
    assert asked
    for test in asked:
        if test.fact in set(PersonFact):
            continue
        spec = fields[test.fact]
        values = test.value if test.op is Op.ONE_OF else (test.value,)
        if spec.options:
            assert set(values) <= set(spec.options)
        else:
            assert spec.type is FieldType.YES_NO and test.value in (True, False)


def test_d16_every_place_says_who_looks_for_work():
    for site in SITES:
        names = load_help(SHIPPED / f"{site}.yml").at(NOW).seekers.names()
        assert names == {"employment.status"}


def test_laocheng_says_the_same_in_both_editions():
    book = load_help(SHIPPED / "laocheng.yml")
    assert book.at(datetime(2023, 1, 1, tzinfo=UTC)) == book.at(NOW)


def test_where_a_place_says_nothing_the_classes_of_the_rows_hold():
    assert load_help().at(NOW) is STATUTORY_HELP
    assert STATUTORY_HELP.benefits == STATUTORY_HELP.programmes == ()


def test_every_rule_is_told_with_its_basis():
    told = "\n".join(describe(load_policy(SHIPPED / "jinquan.yml").at(NOW)))
    assert "plan class: low-income 低保户, by civil-affairs.kinds — C-07" in told
    assert "benefit: severe-disability-care@2016-01-01 重度残疾人护理补贴" in told
    assert "programme: hardship 困难群众补助, 2014-01-01 to open" in told
    assert "no group below 5 households" in told
    assert "plans: reviewed within 183 days" in told


def test_c12_the_newest_edition_of_a_rule_that_has_begun_holds(tmp_path):
    rule = "code: care, title: 补贴, when: {fact: age, op: at-least, value: %s}, "
    both = [
        f"{{{rule % age}valid_from: {y}-01-01, basis: 本处}}"
        for age, y in ((80, 2016), (70, 2025), (60, 2027))
    ]
    text = f"aid: {{benefits: [{', '.join(both)}]}}"
    policy = load_help(with_section(tmp_path, text)).at(NOW)
    assert policy.benefit("care", DAY).edition == "care@2025-01-01"
    assert policy.benefit("care", date(2024, 1, 1)).when.value == 80
    for code, day in (("care", date(2010, 1, 1)), ("other", DAY)):
        with pytest.raises(RuleUnknown):
            policy.benefit(code, day)


def test_c25_a_programme_is_paid_while_it_runs(tmp_path):
    text = (
        "aid: {programmes: [{code: old, title: 旧, since: 2014-01-01,"
        " until: 2015-06-30, basis: 本处}]}"
    )
    policy = load_help(with_section(tmp_path, text)).at(NOW)
    last = policy.programmes[0].until
    assert policy.programme("old", last, DAY).code == "old"
    for code, day, wrong in (("old", DAY, "period"), ("new", last, "programme")):
        with pytest.raises(Invalid) as refused:
            policy.programme(code, day, day)
        assert set(refused.value.fields) == {wrong}


WHEN = "{fact: age, op: at-least, value: 80}"
CLASS = f"{{code: poor, title: 困难, when: {WHEN}, basis: 本处}}"
RULE = f"{{code: care, title: 补, valid_from: 2016-01-01, when: {WHEN}, basis: 本处}}"
PAID = "{code: p, title: 补, since: 2016-01-01, basis: 本处}"
DEEP = "{all: [" * 6 + WHEN + "]}" * 6


@pytest.mark.parametrize(
    "section",
    [
        "plans: {classes: []}",
        f"plans: {{classes: [{CLASS}, {CLASS}]}}",
        "plans: {review: {within_days: 0, basis: 本处}}",
        f"aid: {{benefits: [{RULE}, {RULE}]}}",
        f"aid: {{programmes: [{PAID.replace('code: p', 'code: pp')},"
        f" {PAID.replace('code: p', 'code: pp')}]}}",
        f"aid: {{benefits: [{RULE.replace('basis', 'programme: none, basis')}]}}",
        "aid: {programmes: [{code: pp, title: 补, since: 2016-01-01,"
        " until: 2015-01-01, basis: 本处}]}",
        "aid: {smallest_group: {households: 2, basis: 本处}}",
        f"aid: {{seekers: {DEEP}}}",
        "aid: {seekers: eval}",
        "aid: {seekers: {all: []}}",
        "aid: {seekers: {none: []}}",
        "aid: {seekers: {fact: age, op: at-least}}",
        "aid: {seekers: {fact: age, op: at-least, value: 八十}}",
        "aid: {seekers: {fact: age, op: at-least, value: true}}",
        "aid: {seekers: {fact: age, op: run, value: 80}}",
        "aid: {seekers: {fact: os.system(1), op: is, value: 80}}",
        "aid: {seekers: {fact: employment.status, op: one-of, value: 失业}}",
        "aid: {seekers: {fact: employment.status, op: has, value: [失业]}}",
        "aid: {seekers: {fact: employment.status, op: is, value: [失业]}}",
    ],
)
def test_what_a_place_may_not_say_is_refused_before_anything_starts(tmp_path, section):
    with pytest.raises(ConfigurationError):
        load_help(with_section(tmp_path, section))


def test_the_rows_are_the_rule_where_no_file_was_given():
    assert the_rows(NOW) is STATUTORY_HELP
