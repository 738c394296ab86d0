"""Notify's section of the policy files: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import yaml

from minqing_chassis.configuration import ConfigurationError
from notify.adapters.policies import describe, load_policies
from notify.adapters.policies.bases import UNNAMED
from notify.domain.follow_ups.policy import FollowUpPolicy, Objecting, RestDay
from notify.domain.policy import STATUTE
from notify.domain.sending.means import Means
from notify.domain.sending.policy import FailOver, Limit
from notify.entrypoints.main import main

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies"
SITES = ["default", "jinquan", "laocheng", "wenxin", "dapeng"]
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def with_section(folder, section):
    edition = {"valid_from": date(2022, 5, 1), "notify": yaml.safe_load(section)}
    whole = {"code": "here", "title": "本处", "editions": [edition]}
    path = folder / "here.yml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    return path


def told_of(rules):
    """Return what is said of the rules, without where each comes from."""
    return [line.partition(" — ")[0] for line in describe(rules)]


@pytest.mark.parametrize("site", SITES)
def test_of_every_rule_that_is_shown_the_source_is_named(site):
    rules = load_policies(SHIPPED / f"{site}.yml").at(NOW)
    policy, *lines = describe(rules)
    assert policy == f"policy: {rules.code}"
    sources = [line.partition(" — ")[2] for line in lines]
    assert all(sources)
    assert UNNAMED not in sources


def test_a_rule_that_a_place_sets_without_a_source_says_so(tmp_path):
    section = """
    follow_up: {attempts: 2, weekday: monday, bases: {weekday: 本街道 周一回访}}
    """
    told = dict(
        line.split(" — ")
        for line in describe(load_policies(with_section(tmp_path, section)).at(NOW))
        if " — " in line
    )
    assert told["not reached after 2 vain calls that count"] == UNNAMED
    assert told["weekly call-back day: monday"] == "本街道 周一回访"
    assert told["office hours between two: 4"].startswith("本系统默认")


@pytest.mark.parametrize("site", SITES)
def test_every_shipped_policy_can_be_read(site):
    assert load_policies(SHIPPED / f"{site}.yml").at(NOW).code.startswith(site)


def test_a_place_keeps_its_nights_quiet():
    quiet = load_policies(SHIPPED / "jinquan.yml").at(NOW).sending.quiet
    assert (quiet.begins, quiet.ends) == (time(21, 30), time(7, 30))
    assert quiet.means == {Means.SMS, Means.CALL}


def test_without_a_file_everything_goes_at_once():
    rules = load_policies().at(NOW)
    assert rules is STATUTE
    assert "quiet hours: none" in told_of(rules)


def test_every_rule_of_sending_is_read_and_told(tmp_path):
    section = """
    sending:
      petitioner_order: [in-app, sms]
      desk_order: [email]
      quiet: {from: "22:00", to: "06:00", means: [sms]}
      holidays_hold: [email]
      digest_at: "08:30"
      limits: {sms-1: {per_second: 2.5, burst: 10}}
      fail_over: {window_seconds: 30, least_calls: 3, share: 0.25, cool_down_seconds: 9}
      resends_unkeyed: false
    """
    rules = load_policies(with_section(tmp_path, section)).at(NOW)
    sending = rules.sending
    assert sending.petitioner_order == (Means.IN_APP, Means.SMS)
    assert sending.limits == {"sms-1": Limit(per_second=2.5, burst=10)}
    assert sending.fail_over == FailOver(
        window=timedelta(seconds=30),
        least=3,
        share=0.25,
        cool_down=timedelta(seconds=9),
    )
    told = told_of(rules)
    assert "quiet hours: 22:00 to 06:00 for sms" in told
    assert "limit of sms-1: 2.5 a second, 10 at once" in told
    assert "daily digest: at 08:30" in told
    assert "resends_unkeyed: False" in told


def test_an_empty_fail_over_is_the_usual_one(tmp_path):
    rules = load_policies(with_section(tmp_path, "sending: {fail_over: {}}")).at(NOW)
    assert rules.sending.fail_over == FailOver()


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("petitioner_order: [pigeon]", "petitioner_order[0]: Must be one of"),
        ("desk_order: []", "desk_order: Shorter"),
        ("quiet: {from: '25:00', to: '07:00'}", "from: Not a valid"),
        ("quiet: {from: '22:00', to: '22:00'}", "nothing would ever go"),
        ("limits: {sms: {per_second: 0}}", "per_second: Must be"),
        ("fail_over: {share: 2}", "share: Must be"),
        ("resends_unkeyed: perhaps", "resends_unkeyed: Not a valid boolean"),
        ("pigeons: 3", "pigeons: Unknown field."),
    ],
)
def test_a_wrong_rule_is_refused_with_its_field(tmp_path, section, told):
    with pytest.raises(ConfigurationError) as refused:
        load_policies(with_section(tmp_path, f"sending: {{{section}}}"))
    assert told in str(refused.value)


def test_the_operator_checks_a_file_without_a_database(capsys):
    main(["cli", "policy", "check", str(SHIPPED / "dapeng.yml")])
    main(["cli", "policy", "show", str(SHIPPED / "dapeng.yml")])
    assert "petitioners are told by: sms, in-app" in capsys.readouterr().out


def test_b28_a_place_says_how_its_results_are_followed_up(tmp_path):
    section = """
    follow_up:
      sample_percent: 25
      weekday: thursday
      rest_day: after
      attempts: 2
      attempt_hours: 3
      objections: supervisor
      explain_days: 7
      supervisor_checks: true
      link_days: 30
      spot_minutes: 15
    """
    rules = load_policies(with_section(tmp_path, section)).at(NOW)
    assert rules.follow_up == FollowUpPolicy(
        sample_percent=25,
        weekday=3,
        rest_day=RestDay.AFTER,
        attempts=2,
        attempt_hours=3,
        objections=Objecting.SUPERVISOR,
        explain_days=7,
        supervisor_checks=True,
        link_days=30,
        spot_minutes=15,
    )
    told = told_of(rules)
    assert "not satisfied: a supervisor decides" in told
    assert "a supervisor decides in 7 days" in told
    assert "weekly call-back day: thursday" in told
    assert "a call-back day at rest goes: after" in told


def test_c16_the_site_of_the_three_appraisals_weighs_its_own_items():
    rules = load_policies(SHIPPED / "wenxin.yml").at(NOW)
    public, mutual, deeds = rules.follow_up.scores.sheets
    assert [each.weight for each in (public, mutual, deeds)] == [40, 30, 30]
    assert {each.code: each.weight for each in public.items}["result"] == 2
    assert any("街社双向互评 (mutual) weighs 30" in line for line in told_of(rules))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("smallest_group: 2", "smallest_group: Must be"),
        ("sheets: []", "sheets: Length must be"),
        (
            "sheets: [{raters: public, title: A, weight: 1, items: [{code: a, text: b}"
            ", {code: a, text: c}]}]",
            "two have the same code",
        ),
        (
            "sheets: [{raters: public, title: A, weight: 1, items: &i [{code: a,"
            " text: b}]}, {raters: public, title: B, weight: 1, items: *i}]",
            "two are for the same raters",
        ),
    ],
)
def test_c16_sheets_that_cannot_be_scored_are_refused(tmp_path, wrong, told):
    section = f"follow_up: {{scores: {{{wrong}}}}}"
    with pytest.raises(ConfigurationError) as refused:
        load_policies(with_section(tmp_path, section))
    assert told in str(refused.value)


def test_b28_the_site_of_the_fridays_checks_before_it_closes():
    rules = load_policies(SHIPPED / "laocheng.yml").at(NOW).follow_up
    assert (rules.objections, rules.supervisor_checks) == ("supervisor", True)


@pytest.mark.parametrize(
    "wrong", ["sample_percent: 9", "weekday: someday", "attempts: 0", "other: 1"]
)
def test_b27_a_sample_below_a_tenth_and_other_faults_are_refused(tmp_path, wrong):
    section = f"follow_up: {{{wrong}}}"
    with pytest.raises(ConfigurationError, match=wrong.partition(":")[0]):
        load_policies(with_section(tmp_path, section))
