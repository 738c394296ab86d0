"""Obligations in the policy files: the shipped ones, and what is refused."""

import pytest

from minqing_chassis.configuration import ConfigurationError
from registry.adapters.policies import (
    describe,
    load_obligations,
    load_policy,
    load_visits,
)
from registry.application.rules import STATUTORY_RULES
from registry.domain.obligations.faults import faults_of
from registry.domain.obligations.rules import (
    NO_OBLIGATIONS,
    Counts,
    Measure,
    RuleUnknown,
    Source,
)
from services.registry.tests.builders import TODAY
from services.registry.tests.obligation_builders import SHIPPED, a_rule
from services.registry.tests.unit.test_privacy_policy import NOW, SITES, with_section

pytestmark = pytest.mark.unit

SHIPS = {
    "jinquan": {"a18", "a20"},
    "laocheng": {"b10", "b24", "b27"},
    "wenxin": {"c02", "c03", "c09", "c11", "c13", "c14"},
    "dapeng": {"d02", "d03", "d04", "d21", "d22", "d28", "d30"},
}


def test_where_a_place_says_nothing_nobody_owes_anything():
    assert load_obligations().at(NOW) is NO_OBLIGATIONS


@pytest.mark.parametrize("site", SITES)
def test_every_row_of_a_site_is_a_rule_there_and_counts_kinds_that_there_are(site):
    path = SHIPPED / f"{site}.yml"
    rules = load_obligations(path).at(NOW).rules
    kinds = {each.code for each in load_visits(path).at(NOW).kinds}
    assert SHIPS.get(site, set()) <= {each.code.partition("-")[0] for each in rules}
    for each in rules:
        assert each.counts.source is not Source.VISITS or each.counts.kinds <= kinds


def test_every_rule_is_told_in_a_line_with_its_basis():
    told = "\n".join(describe(load_policy(SHIPPED / "wenxin.yml").at(NOW)))
    assert (
        "c03-households 每名社工每季度入户50户, staff every quarter: distinct 50"
        in told
    )
    assert "every month on 20 (rest day: next): events 1" in told
    told = "\n".join(describe(load_policy(SHIPPED / "laocheng.yml").at(NOW)))
    assert "every week on tuesday" in told
    told = "\n".join(describe(load_policy(SHIPPED / "dapeng.yml").at(NOW)))
    assert "distinct 1, at most 1 of contact" in told


RULE = {
    "code": "r-1",
    "title": "走访",
    "owes": "{who: staff, tag: party-member}",
    "whom": "{kind: household, of: charge}",
    "counts": "{visits: [home]}",
    "period": "month",
    "measure": "{distinct: 1}",
    "basis": "本处",
}


def said_of(**changes):
    told = (f"{key}: {value}" for key, value in (RULE | changes).items() if value)
    return f"{{{', '.join(told)}}}"


def section(*rules):
    return f"obligations: {{rules: [{', '.join(rules)}]}}"


def test_c05_from_a_day_on_closed_visits_alone_may_count(tmp_path):
    before = said_of(valid_to="2026-02-28")
    later = said_of(
        valid_from="2026-03-01", counts="{visits: [home], closed_only: true}"
    )
    path = with_section(tmp_path, section(before, later))
    policy = load_obligations(path).at(NOW)
    assert policy.rule("r-1", TODAY).counts.closed_only
    assert not policy.rule("r-1", TODAY.replace(month=2)).counts.closed_only
    assert "closed visits alone" in "\n".join(describe(load_policy(path).at(NOW)))


def test_what_a_rule_said_on_a_past_day_judges_that_day(tmp_path):
    before = said_of(valid_to="2026-02-28")
    later = said_of(valid_from="2026-03-01", measure="{distinct: 5}")
    path = with_section(tmp_path, section(before, later))
    policy = load_obligations(path).at(NOW)
    assert policy.rule("r-1", TODAY).amount == 5
    assert policy.rule("r-1", TODAY.replace(month=2)).amount == 1
    with pytest.raises(RuleUnknown):
        policy.rule("r-2", TODAY)
    told = "\n".join(describe(load_policy(path).at(NOW)))
    assert "from 2026-03-01" in told


@pytest.mark.parametrize(
    "wrong",
    [
        {"owes": "{who: staff}"},
        {"owes": "{who: unit}"},
        {"owes": "{who: unit, types: [community]}"},
        {"owes": "{who: grid, types: [street]}", "whom": ""},
        {"owes": "{who: unit, types: [street], tag: leader}", "whom": ""},
        {"owes": "{who: staff, tag: leader, levels: [1]}"},
        {"owes": "{who: staff, tag: Leader}"},
        {"owes": "{who: dog}"},
        {"whom": "{kind: organisation, of: charge}"},
        {"whom": "{kind: household, tag: relocated}"},
        {"whom": "{kind: household, of: charge, floating: true}"},
        {"whom": "{kind: household, of: charge, types: [shop]}"},
        {"whom": "{kind: grid, of: unit}"},
        {"whom": ""},
        {"whom": "{kind: household}", "measure": "{cover: 1}"},
        {"counts": "{visits: [home], sections: [basic]}"},
        {"counts": "{}"},
        {"counts": "{visits: []}"},
        {"counts": "{visits: [home], from: '18:00'}"},
        {"counts": "{visits: [home], from: '22:00', to: '18:00'}"},
        {"counts": "{sections: [basic], closed_only: true}"},
        {"counts": "{sections: [basic], off_tag: station-day}"},
        {"counts": "{sections: [basic]}", "whom": "{kind: household}"},
        {"counts": "{sections: [basic]}", "measure": "{events: 1}"},
        {"counts": "{duties: [contact]}"},
        {"counts": "{cells: [{code: aa, title: 甲, visits: [home]}]}"},
        {"measure": "{cells: 1}"},
        {"measure": "{distinct: 0}"},
        {"measure": "{distinct: 1, events: 1}"},
        {"measure": "{distinct: 5}", "at_most": "4"},
        {"measure": "{average: 2}", "period": "week", "whom": ""},
        {"period": "fortnight"},
        {"period": "always"},
        {"due": "{weekday: tuesday}", "measure": "{events: 1}"},
        {"due": "{day: 20}", "period": "week", "measure": "{events: 1}"},
        {"due": "{day: 20, weekday: tuesday}", "measure": "{events: 1}"},
        {"due": "{day: 20}"},
        {"due": "{day: 32}", "measure": "{events: 1}"},
        {"holiday": "next"},
        {"grace_days": "-1"},
        {"basis": ""},
        {"valid_from": "2026-01-02", "valid_to": "2026-01-01"},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_before_anything_starts(
    tmp_path, wrong
):
    with pytest.raises(ConfigurationError):
        load_obligations(with_section(tmp_path, section(said_of(**wrong))))


def test_two_rules_of_one_code_on_one_day_are_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="said twice"):
        load_obligations(with_section(tmp_path, section(said_of(), said_of())))


def test_a_sound_rule_has_no_faults_and_knows_what_it_is():
    assert faults_of(a_rule()) == []
    assert not a_rule().passes_on
    empty = a_rule(counts=Counts(source=Source.VISITS), measure=Measure.EVENTS)
    assert faults_of(empty) == ["counts: names nothing that counts"]


def test_without_a_policy_nobody_owes_anything():
    assert STATUTORY_RULES.obligations_at(TODAY).rules == ()
