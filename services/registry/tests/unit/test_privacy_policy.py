"""Registry's section of the policy files: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from minqing_chassis.configuration import ConfigurationError
from registry.adapters.policies import lacking, load_policy, load_privacy
from registry.adapters.privacy.policies import describe_privacy
from registry.domain.privacy.policy import (
    EVERY_SECTION,
    HELP,
    PARTICULARS,
    STATUTORY_PRIVACY,
    TIED,
    Since,
)
from registry.entrypoints.archive.loading import read_sections
from registry.entrypoints.main import main

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies"
SITES = ["default", "jinquan", "laocheng", "wenxin", "dapeng"]
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def with_section(folder, section):
    edition = {"valid_from": date(2022, 5, 1), "registry": yaml.safe_load(section)}
    whole = {"code": "here", "title": "本处", "editions": [edition]}
    path = folder / "here.yml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    return path


@pytest.mark.parametrize("site", SITES)
def test_every_shipped_policy_decides_within_fifteen_working_days(site):
    policy = load_privacy(SHIPPED / f"{site}.yml").at(NOW)
    assert policy.decision_days == 15
    assert all(policy.law_that_keeps(each.section) for each in policy.kept)


@pytest.mark.parametrize("site", SITES)
def test_every_shipped_policy_says_how_long_each_class_is_kept(site):
    """Whatever is kept of people, with a basis; but what a law keeps (第19、47条)."""
    path = SHIPPED / f"{site}.yml"
    policy = load_privacy(path).at(NOW)
    assert list(policy.unsaid) == []
    editions = load_policy(path).editions
    assert [line for each in editions for line in lacking(each.policy)] == []
    assert all("个人信息保护法第19条" in rule.basis for rule in policy.retention)
    assert {rule.since for rule in policy.retention} == set(Since)
    assert all("petitions" in rule.besides for rule in policy.retention)
    sections = {each.section for each in read_sections(sections_file())}
    named = {rule.section for rule in policy.retention}
    assert named <= sections | {EVERY_SECTION, PARTICULARS, HELP, *TIED}
    assert named >= {HELP, *TIED}
    assert {each.section for each in policy.kept} <= sections
    told = list(describe_privacy(policy))
    assert len(told) == 2 + len(policy.retention) + len(policy.kept)
    assert "* class 3, 3 years after death" in told[2]


def sections_file() -> Path:
    return SHIPPED / "sections/minsheng-archive.yml"


def test_without_a_file_nothing_is_forgotten():
    assert load_privacy().at(NOW) is STATUTORY_PRIVACY
    assert STATUTORY_PRIVACY.retention == ()
    assert STATUTORY_PRIVACY.law_that_keeps("petitions") is None


RULE = "section: health, class: 3, after: death, years: 3, basis: 本处"


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("{requests: {working_days: 0, basis: 本处}}", "working_days"),
        ("{requests: {working_days: 15}}", "basis"),
        ("{retention: [{section: health, class: 3, after: death, years: 3}]}", "basis"),
        (f"{{retention: [{{{RULE.replace('3, after', '1, after')}}}]}}", "class"),
        (f"{{retention: [{{{RULE.replace('death', 'birth')}}}]}}", "after"),
        (f"{{retention: [{{{RULE.replace('death', 'closing')}}}]}}", "after"),
        (f"{{retention: [{{{RULE.replace('health', 'requests')}}}]}}", "after"),
        (f"{{retention: [{{{RULE.replace('health', '9')}}}]}}", "section"),
        (f"{{retention: [{{{RULE.replace('years: 3', 'years: -1')}}}]}}", "years"),
        ("{kept_by_law: [{section: petitions}]}", "law"),
        ("{keeps: []}", "keeps"),
    ],
)
def test_a_rule_that_says_too_little_or_nothing_known_is_refused(
    tmp_path, section, told
):
    with pytest.raises(ConfigurationError, match=told):
        load_privacy(with_section(tmp_path, section))


def test_the_check_names_what_no_rule_of_retention_is_about(tmp_path, capsys):
    file = with_section(
        tmp_path,
        """
retention:
  - {section: "*", class: 3, after: death, years: 3, basis: "第19条"}
  - {section: visits, class: 2, after: visit, years: 5, basis: "第19条"}
""",
    )
    said = list(load_privacy(file).at(NOW).unsaid)
    assert (EVERY_SECTION, Since.DEPARTURE) in said
    assert ("visits", Since.VISIT) not in said
    main(["cli", "policy", "check", str(file)])
    lines = capsys.readouterr().out.splitlines()
    named = [line for line in lines if "nothing is said of" in line]
    assert len(named) == len(said)
    assert any("nothing is said of plans after closing" in line for line in named)
    main(["cli", "policy", "check", str(SHIPPED / "wenxin.yml")])
    assert "nothing is said" not in capsys.readouterr().out
