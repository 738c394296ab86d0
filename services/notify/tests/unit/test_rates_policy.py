"""The rates' part of the policy files: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from minqing_chassis.configuration import ConfigurationError
from notify.adapters.policies import load_policies, rates
from notify.domain.figures.measures import Aside
from notify.domain.figures.policy import DEFAULT_RATES, Rating
from notify.entrypoints.main import main

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies"
SITES = ["default", "jinquan", "laocheng", "wenxin", "dapeng"]
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def shipped(site, at=NOW):
    return load_policies(SHIPPED / f"{site}.yml").at(at).rates


def written(folder, section):
    edition = {"valid_from": date(2022, 5, 1), "notify": yaml.safe_load(section)}
    whole = {"code": "here", "title": "本处", "editions": [edition]}
    path = folder / "here.yml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    return path


@pytest.mark.parametrize("site", SITES)
def test_every_shipped_policy_leaves_out_what_is_counted_with_another(site):
    policy = shipped(site)
    assert Aside.MERGED in policy.exclusions
    assert set(policy.weights) == set(Rating)
    assert any(line.startswith("weights: ") for line in rates.describe(policy))


def test_c24_wenxin_tells_three_classes_of_source():
    policy = shipped("wenxin")
    assert set(policy.sources.values()) == {
        "village-community",
        "paired-village",
        "enterprise",
    }
    assert policy.source_of("informer") == "enterprise"
    assert policy.source_of("web") == "web"
    assert any("C-24" in line for line in rates.describe(policy))


def test_weights_are_those_of_the_day():
    before = shipped("laocheng", datetime(2024, 1, 1, tzinfo=UTC))
    assert before.weights[Rating.UNCLEAR] is None
    assert shipped("laocheng").weights[Rating.UNCLEAR] == Decimal("0.5")


def test_without_a_file_or_a_section_the_house_s_rules_hold(tmp_path):
    assert load_policies().at(NOW).rates is DEFAULT_RATES
    policy = load_policies(written(tmp_path, "{sending: {}}")).at(NOW).rates
    assert policy.code == "here@2022-05-01"
    assert policy.weights == DEFAULT_RATES.weights
    assert DEFAULT_RATES.basis("weights") == "本系统默认"


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("{rates: {contact_hours: 2}}", "names no source for contact_hours"),
        ("{rates: {weights: {satisfied: 1}, bases: {weights: ab}}}", "says nothing of"),
        ("{rates: {contact_hours: 0, bases: {contact_hours: ab}}}", "contact_hours"),
        ("{rates: {exclusions: [{what: rain, basis: ab}]}}", "what"),
        ("{rates: {exclusions: [{what: merged}]}}", "basis"),
        ("{rates: {rounding: up}}", "rounding"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_name(tmp_path, section, told):
    with pytest.raises(ConfigurationError, match=told):
        load_policies(written(tmp_path, section))


def test_the_operator_checks_and_reads_the_rules(capsys):
    path = SHIPPED / "laocheng.yml"
    main(["cli", "policy", "check", str(path)])
    assert "is right" in capsys.readouterr().out
    main(["cli", "policy", "show", str(path), "--at", "2026-01-31"])
    assert "excluded: repeated" in capsys.readouterr().out
