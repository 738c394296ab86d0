"""Intake's section of the policy files: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from intake.adapters.policies import describe, load_policies
from intake.domain.policy import STATUTORY_POLICY
from minqing_chassis.configuration import ConfigurationError

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies"
SITES = ["default", "jinquan", "laocheng", "wenxin", "dapeng"]
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def shipped(site):
    return load_policies(SHIPPED / f"{site}.yml").at(NOW)


def with_section(folder, section):
    edition = {"valid_from": date(2022, 5, 1), "intake": yaml.safe_load(section)}
    whole = {"code": "here", "title": "本处", "editions": [edition]}
    path = folder / "here.yml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    return path


@pytest.mark.parametrize("site", SITES)
def test_art23_every_shipped_policy_keeps_the_fifteen_days_and_the_five_people(site):
    policy = shipped(site)
    assert policy.acceptance_days == 15
    assert policy.representatives_at_most == 5
    assert policy.notice_needs_identity


def test_d09_dapeng_sends_a_re_visit_to_the_first_receiver():
    assert shipped("dapeng").first_receiver_supervises
    assert not shipped("laocheng").first_receiver_supervises


def test_d22_dapeng_names_who_is_alerted_of_an_informer_s_answer():
    assert shipped("dapeng").labour_unit == "440307010-labour"


def test_b03_laocheng_asks_for_more_than_the_statute():
    asked = shipped("laocheng").required({"case_kind": "joint"})
    assert set(asked) == {"lead_id", "co_unit_ids", "mode"}
    assert asked["mode"] == "B-04"


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (
            "{acceptance_days: 16, bases: {acceptance_days: 本处}}",
            "acceptance_days: Must be",
        ),
        (
            "{representatives_at_most: 6, bases: {representatives_at_most: 本处}}",
            "representatives_at_most: Must be",
        ),
        ("correction_days: 5", "bases: names no source for correction_days"),
        ("bases: {nonsense: 本处}", "bases.nonsense"),
        ("requirements: [{fields: [], basis: 本处}]", "fields: Shorter"),
        ("requirements: [{fields: [shoe], basis: 本处}]", "fields[0]: Must be one of"),
        ("requirements: [{fields: [place]}]", "basis: Missing data"),
        ("representatives: 5", "representatives: Unknown field."),
    ],
)
def test_a_wrong_rule_is_refused_with_its_field(tmp_path, section, told):
    with pytest.raises(ConfigurationError) as refused:
        load_policies(with_section(tmp_path, section))
    assert told in str(refused.value)


def test_what_a_section_leaves_out_is_the_statute_s(tmp_path):
    section = "{correction_days: 7, bases: {correction_days: 本处}}"
    policy = load_policies(with_section(tmp_path, section)).at(NOW)
    assert policy.correction_days == 7
    assert policy.same_text_score == STATUTORY_POLICY.same_text_score
    assert policy.requirements == STATUTORY_POLICY.requirements


def test_the_rules_are_told_each_with_its_source():
    told = list(describe(shipped("laocheng")))
    assert "acceptance_days: 15 — 信访工作条例第22、23条" in told
    assert "correction_days: 10 — 一次性告知 B-05 [M]" in told
    assert "required case_kind=joint: mode — B-04" in told
