"""Intake's section of the policy files: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet

from intake.adapters.policies import describe, load_policies
from intake.bootstrap import assemble, settings_from
from intake.domain.policy import STATUTORY_POLICY
from intake.entrypoints.main import main
from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.settings import SettingsError

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
        (
            "{same_person_score: 70, bases: {same_person_score: 本处}}",
            "same_person_score: is 70, above same_text_score, 60",
        ),
        ("correction_days: 5", "bases: names no source for correction_days"),
        ("bases: {nonsense: 本处}", "bases.nonsense"),
        ("requirements: [{fields: [], basis: 本处}]", "fields: Shorter"),
        ("requirements: [{fields: [shoe], basis: 本处}]", "fields[0]: Must be one of"),
        (
            "requirements: [{fields: [place], channel: shop, basis: 本处}]",
            "channel: Must be one of",
        ),
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


def test_what_counts_as_the_same_matter_is_a_rule_with_a_day(tmp_path):
    book = load_policies(SHIPPED / "laocheng.yml")
    before, after = (
        book.at(datetime(2025, month, 2, tzinfo=UTC)).similar_rules for month in (6, 7)
    )
    assert (before.person_window.days, after.person_window.days) == (365, 180)
    assert (after.text_score, after.person_score) == (60, 45)
    told = list(describe(book.at(NOW)))
    assert "same_person_days: 180 — 重复诉求并单，国办函〔2025〕66号 [M]" in told
    assert "silence_days: 10 — 一次性告知 B-05 [M]" in told


def test_the_rules_are_told_each_with_its_source():
    told = list(describe(shipped("laocheng")))
    assert "acceptance_days: 15 — 信访工作条例第22、23条" in told
    assert "correction_days: 10 — 一次性告知 B-05 [M]" in told
    assert "required case_kind=joint: mode — B-04" in told


# -- at the start, and by hand ---------------------------------------------------------


@pytest.mark.parametrize("variable", ["POLICY_FILE", "CALENDAR_FILE"])
def test_a_wrong_file_stops_the_service_at_its_start(tmp_path, variable):
    wrong, keys = tmp_path / "wrong.yml", tmp_path / "keys"
    wrong.write_text("code: here\nholidays: []")
    keys.write_text(Fernet.generate_key().decode())
    environ = {
        "AMQP_URI": "amqp://broker",
        "DATABASE_URL_INTAKE": "postgresql://database/intake",
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys),
        "SEALING_KEY_FILE": str(keys),
        variable: str(wrong),
    }
    with pytest.raises(SettingsError) as refused:
        assemble(settings_from(environ))
    assert f"mend {wrong}: line" in str(refused.value)


def test_the_operator_is_told_what_is_wrong_without_a_database(tmp_path, capsys):
    wrong = with_section(tmp_path, "acceptance_days: 20")
    with pytest.raises(SystemExit, match=r"acceptance_days: Must be"):
        main(["cli", "policy", "check", str(wrong)])
    main(["cli", "policy", "show", str(SHIPPED / "dapeng.yml")])
    assert "labour_unit: 440307010-labour" in capsys.readouterr().out
