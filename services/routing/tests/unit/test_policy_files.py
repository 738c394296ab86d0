"""Routing's section of the policy files: the shipped ones, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import yaml

from minqing_chassis.calendars import load_calendar
from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.settings import SettingsError
from minqing_kernel.clock import FrozenClock
from minqing_kernel.working_time import Span, SpanUnit
from routing.adapters.in_force import RulesInForce
from routing.adapters.policies import describe, load_policies
from routing.application.commands import ForgetAnswers
from routing.bootstrap import assemble
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.policy import (
    STATUTE,
    Circumstances,
    Exclusion,
    Gathering,
    TermKind,
)
from routing.entrypoints.main import main
from services.routing.tests.builders import NOON, a_blank_case, a_directory, a_rule

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/policies"
SITES = ["default", "jinquan", "laocheng", "wenxin", "dapeng"]
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def shipped(site):
    return load_policies(SHIPPED / f"{site}.yml").at(NOW)


def with_section(folder, section):
    edition = {"valid_from": date(2022, 5, 1), "routing": yaml.safe_load(section)}
    whole = {"code": "here", "title": "本处", "editions": [edition]}
    path = folder / "here.yml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    return path


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("kind", [term.kind for term in STATUTE.terms[3:]])
def test_art34_every_shipped_policy_keeps_the_statute_s_terms(site, kind):
    assert shipped(site).term(kind).span == STATUTE.term(kind).span


@pytest.mark.parametrize("site", SITES)
def test_every_term_of_a_shipped_policy_cites_its_source(site):
    for term in shipped(site).terms:
        assert len(term.basis) >= 4


@pytest.mark.parametrize(
    ("case_kind", "span"),
    [
        ("immediate", Span(8, SpanUnit.WORKING_HOURS)),
        ("promised", Span(15, SpanUnit.WORKING_DAYS)),
        ("joint", Span(20, SpanUnit.WORKING_DAYS)),
        ("reply", Span(10, SpanUnit.WORKING_DAYS)),
    ],
)
def test_b03_each_of_the_four_kinds_has_a_clock_of_its_own(case_kind, span):
    term = shipped("laocheng").term("handling", Circumstances(case_kind=case_kind))
    assert term.span == span
    assert "B-03" in term.basis


def test_b13_a_major_matter_needs_a_street_at_least():
    assert shipped("laocheng").lowest_level == {"major": "street", "urgent": "street"}


def test_b15_a_legacy_matter_is_looked_at_every_three_months():
    assert shipped("laocheng").legacy_review_months == 3


def test_a_laocheng_hotline_matter_has_five_working_days_and_two_hours_to_be_signed():
    hotline = Circumstances(channel="hotline", kind="claim", path="petition")
    policy = shipped("laocheng")
    assert policy.term("handling", hotline).span == Span(5, SpanUnit.WORKING_DAYS)
    assert policy.term("sign", hotline).span == Span(2, SpanUnit.WORKING_HOURS)
    friday = datetime(2026, 9, 18, 4, tzinfo=UTC)
    due = load_calendar().due(friday, policy.term("handling", hotline).span)
    assert due.day == date(2026, 9, 24)


def test_d09_only_dapeng_lets_the_first_receiver_supervise():
    told = {site: shipped(site).first_receiver_supervises for site in SITES}
    assert [site for site, holds in told.items() if holds] == ["dapeng"]


def test_d20_a_device_call_is_signed_for_within_the_hour():
    term = shipped("dapeng").term("sign", Circumstances(channel="device"))
    assert term.span == Span(1, SpanUnit.HOURS)


def test_laocheng_has_two_editions():
    book = load_policies(SHIPPED / "laocheng.yml")
    before = book.at(datetime(2025, 6, 1, tzinfo=UTC))
    assert before.code == "laocheng@2022-05-01"
    assert "merged" not in before.excluded
    assert "merged" in book.at(NOW).excluded


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("terms: [{clock: handling, days: 61, basis: 本处}]", "may not exceed 60 days"),
        (
            "terms: [{clock: return, working_days: 6, basis: 本处}]",
            "may not exceed 5 working-days (信访工作条例第23条)",
        ),
        ("terms: [{clock: extension, days: 31, basis: 本处}]", "may not exceed 30"),
        ("terms: [{clock: sleeping, days: 1, basis: 本处}]", "clock: Must be one of"),
        ("terms: [{clock: sign, days: 1}]", "basis: Missing data"),
        ("terms: [{clock: sign, basis: 本处}]", "exactly one of hours, days"),
        ("terms: [{clock: sign, days: 1, hours: 1, basis: 本处}]", "exactly one of"),
        ("terms: [{clock: sign, days: 0, basis: 本处}]", "days: Must be greater"),
        ("terms: [{clock: sign, days: 1.5, basis: 本处}]", "Not a valid integer"),
        (
            "terms: [{clock: sign, days: 1, basis: 本处, when: {case_kind: big}}]",
            "when.case_kind: Must be one of",
        ),
        ("extensions: 2", "extensions: Must be"),
        ("lowest_level: {major: palace}", "lowest_level.major: must be one of"),
        ("first_receiver_supervises: 'yes'", "Not a valid boolean"),
        ("reminders: [{clock: sign}]", "either before or after"),
        (
            "reminders: [{clock: sign, before: {days: 1, hours: 1}}]",
            "exactly one of",
        ),
        ("escalation: {step_days: 0}", "step_days: Must be greater"),
        ("terms: [{clock: acceptance, days: 9, basis: 本处}]", "clock: Must be one of"),
        ("terms: [{clock: follow-up, days: 9, basis: 本处}]", "clock: Must be one of"),
        ("reminders: [{clock: extension, before: {days: 1}}]", "clock: Must be one of"),
        (
            "excluded: [difficult]",
            "excluded[0]: Must be one of: merged,",
        ),
        ("hazards: {flood: [u-1]}", "hazards.flood"),
        ("hazards: {fire: []}", "hazards.fire"),
        ("gathered_cases: {count: 1}", "gathered_cases.count: Must be greater"),
        ("gathered_cases: {within: 9}", "gathered_cases.within: Unknown field"),
        ("urgent_tells_leader: true", "urgent_tells_leader: Unknown field"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_field(tmp_path, section, told):
    with pytest.raises(ConfigurationError) as refused:
        load_policies(with_section(tmp_path, section))
    assert told in str(refused.value)


def test_what_a_section_leaves_out_is_the_statute_s(tmp_path):
    book = load_policies(with_section(tmp_path, "escalation: {step_days: 9}"))
    policy = book.at(NOW)
    assert policy.step == timedelta(days=9)
    assert policy.grace == STATUTE.grace
    assert policy.terms == STATUTE.terms
    assert policy.levels == STATUTE.levels


def test_the_rules_are_told_each_with_its_source():
    told = list(describe(shipped("laocheng")))
    assert "term handling: 60 days — 信访工作条例第34条" in told
    immediate = "term handling case_kind=immediate: 8 working-hours"
    assert f"{immediate} — 老城办事处 即办件 B-03 [M]" in told
    assert sum(line.startswith("term reworking:") for line in told) == 1
    assert "reminder: 1 working-days before handling" in told


def test_every_rule_of_a_section_is_shown(tmp_path):
    file = with_section(
        tmp_path,
        """
        terms: [{clock: arbitration, working_days: 3, basis: 本处}]
        reminders: [{clock: sign, after: {working_hours: 2}}]
        returns_need_approval: false
        extensions: 0
        first_receiver_supervises: true
        urgent_tells_leader_at_once: false
        upward_needs_approval: false
        excluded: [legacy, merged]
        hazards: {fire: [s-1-fire, d-1], "*": [d-1]}
        gathered_cases: {count: 3, within_days: 90, category: road*}
        """,
    )
    told = [*describe(load_policies(file).at(NOW))]
    for line in (
        "term arbitration: 3 working-days — 本处",
        "reminder: 2 working-hours after sign",
        "returns_need_approval: False",
        "extensions: 0",
        "first_receiver_supervises: True",
        "urgent_tells_leader_at_once: False",
        "upward_needs_approval: False",
        "excluded from rates: legacy, merged",
        "hazard fire: s-1-fire, d-1",
        "hazard *: d-1",
        "gathered: 3 cases of road* within 90 days",
    ):
        assert line in told


def test_what_a_section_says_of_the_rooms_is_read():
    policy = shipped("jinquan")
    assert policy.hazards["fire"] == ("510106040-safety",)
    assert policy.gathered == Gathering(count=5, within_days=90)
    assert policy.excluded == {Exclusion.MERGED, Exclusion.WITHDRAWN}


def test_a_cases_channel_chooses_among_the_terms_of_a_place():
    clocks = Clocks(policy=shipped("laocheng"), calendar=load_calendar())
    case = a_blank_case(channel="hotline")
    case.judge(a_directory(a_rule()), clocks, at=NOON)
    assert case.deadline.basis == "12345 五个工作日 [M]"
    assert case.running(ClockKind.CONTACT).basis == "12345 [M]"
    assert clocks.owed("return", NOON, case.circumstances).basis == "12345 退回 [M]"


def test_an_edition_that_begins_holds_without_a_new_start():
    clock = FrozenClock(datetime(2025, 6, 1, tzinfo=UTC))
    rules = RulesInForce.read(
        SHIPPED / "laocheng.yml",
        SHIPPED / "calendar.yml",
        clock=clock,
        adapt=lambda policy, calendar: Clocks(step=policy.step, calendar=calendar),
    )
    built = []

    def build(clocks):
        built.append(rules.policy.code)
        return {ForgetAnswers: partial(lambda known, *_: known, len(built))}

    forget = rules.by_edition(build)[ForgetAnswers]
    assert forget(ForgetAnswers(), None) == 1
    clock.move_to(NOW)
    assert [forget(ForgetAnswers(), None) for _ in range(3)] == [2, 2, 2]
    assert built == ["laocheng@2022-05-01", "laocheng@2025-07-01"]


def test_the_cases_run_by_the_place_s_lengths_of_time():
    rules = RulesInForce.read(
        SHIPPED / "laocheng.yml",
        None,
        clock=FrozenClock(NOW),
        adapt=lambda policy, calendar: Clocks(step=policy.step, calendar=calendar),
    )
    assert rules.clocks.step == timedelta(days=2)
    assert rules.policy.term(TermKind.SIGN) is not None


# -- at the start, and by hand ---------------------------------------------------------


@pytest.fixture
def environ(tmp_path):
    key = tmp_path / "key.pem"
    key.write_text("a key")
    return {
        "AMQP_URI": "amqp://broker",
        "DATABASE_URL_ROUTING": "postgresql://database/routing",
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(key),
    }


@pytest.mark.parametrize("variable", ["POLICY_FILE", "CALENDAR_FILE"])
def test_a_wrong_file_stops_the_service_at_its_start(environ, tmp_path, variable):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("code: here\nholidays: []")
    with pytest.raises(SettingsError) as refused:
        assemble(environ | {variable: str(wrong)})
    assert f"mend {wrong}: line" in str(refused.value)
    assert "holidays: Unknown field." in str(refused.value)


def test_the_operator_is_told_what_is_wrong_without_a_database(tmp_path, capsys):
    wrong = with_section(tmp_path, "extensions: 2")
    with pytest.raises(SystemExit, match=r"extensions: Must be"):
        main(["cli", "policy", "check", str(wrong)])
    main(["cli", "policy", "show", str(SHIPPED / "dapeng.yml")])
    assert "term sign channel=device: 1 hours — 颐老一键通" in capsys.readouterr().out


@pytest.mark.parametrize("site", SITES)
def test_the_shipped_files_pass_the_operator_s_check(site, capsys):
    calendar = SHIPPED / "calendar.yml"
    words = ["check", SHIPPED / f"{site}.yml", "--calendar", calendar]
    main(["cli", "policy", *map(str, words)])
    assert capsys.readouterr().out.count(" is right") == 2
