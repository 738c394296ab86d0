"""Which rule decides."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.domain.events import RuleSet
from routing.domain.jurisdiction import Decision, Undecided
from routing.domain.rule import RuleEntry
from services.routing.tests.builders import (
    CODE,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_directory,
    a_matter,
    a_rule,
    a_unit,
    later,
    the_units,
)

pytestmark = pytest.mark.unit


def decided_by(*rules, **matter) -> str:
    decision = a_directory(*rules).decide(a_matter(**matter), at=NOON)
    assert isinstance(decision, Decision)
    return decision.rule


def test_a_rule_for_everything_everywhere_decides_when_nothing_else_does():
    assert decided_by(a_rule("all")) == "all"


def test_the_higher_priority_wins_over_everything():
    place = a_rule("place", division_prefix=CODE)
    assert decided_by(place, a_rule("urgent", priority=1)) == "urgent"


def test_the_longer_division_prefix_wins_over_the_category():
    category = a_rule("category", category="road", division_prefix="5101")
    assert decided_by(category, a_rule("place", division_prefix=CODE)) == "place"


def test_the_longer_category_pattern_wins_in_the_same_place():
    rules = (a_rule("r", category="r*"), a_rule("roa", category="roa*"), a_rule("all"))
    assert decided_by(*rules) == "roa"


def test_a_whole_category_wins_over_a_prefix_of_the_same_length():
    begins = a_rule("a-begins", category="road*")
    assert decided_by(begins, a_rule("whole", category="road")) == "whole"


def test_the_lower_code_wins_a_tie():
    assert decided_by(a_rule("b"), a_rule("a"), a_rule("c")) == "a"


def test_a_rule_elsewhere_or_of_another_matter_says_nothing():
    rules = (a_rule(division_prefix="44"), a_rule("b", category="water"))
    decision = a_directory(*rules).decide(a_matter(), at=NOON)
    assert decision == Undecided(reason="no-rule")


def test_a_rule_holds_from_its_first_moment_until_before_its_last():
    rule = a_rule(valid_from=NOON, valid_to=later(days=1))
    directory = a_directory(rule)
    moments = (later(seconds=-1), NOON, later(hours=23), later(days=1))
    found = [isinstance(directory.decide(a_matter(), at=m), Decision) for m in moments]
    assert found == [False, True, True, False]


def test_a_rule_whose_unit_does_not_serve_is_passed_over():
    units = the_units().with_unit(a_unit(STATION, STREET, active=False))
    rules = (a_rule("gone", STATION, priority=9), a_rule("next", STREET))
    decision = a_directory(*rules, units=units).decide(a_matter(), at=NOON)
    assert isinstance(decision, Decision)
    assert decision.organisation_id == STREET


def test_a_rule_whose_unit_is_unknown_leaves_the_matter_undecided():
    decision = a_directory(a_rule("x", "nobody")).decide(a_matter(), at=NOON)
    assert decision == Undecided(reason="unit-not-active")


def test_the_unit_that_the_petition_names_answers_when_no_rule_speaks():
    assert decided_by(organisation_id=STATION) == "named"
    assert decided_by(a_rule("all"), organisation_id=STATION) == "all"


def test_a_named_unit_that_is_unknown_answers_for_nothing():
    decision = a_directory().decide(a_matter(organisation_id="nobody"), at=NOON)
    assert isinstance(decision, Undecided)


def test_the_decision_says_in_words_what_decided():
    rule = a_rule("lamps", category="lamp*", division_prefix="5101", note="市政")
    decision = a_directory(rule).decide(a_matter(category="lamps"), at=NOON)
    assert isinstance(decision, Decision)
    assert decision.why == "规则 lamps：类别 lamp*、区划 5101（市政）"
    assert a_rule("all").in_words() == "规则 all：所有类别、所有地点"


def test_the_rule_says_how_many_days_there_are():
    decision = a_directory(a_rule(handle_within_days=15)).decide(a_matter(), at=NOON)
    assert isinstance(decision, Decision)
    assert decision.within == timedelta(days=15)


def test_a_directory_with_a_unit_more_knows_it_and_the_older_one_does_not():
    older = a_directory(a_rule("x", "c-9"))
    newer = older.with_unit(a_unit("c-9"))
    found = [
        isinstance(d.decide(a_matter(), at=NOON), Decision) for d in (older, newer)
    ]
    assert found == [False, True]


def test_setting_a_rule_counts_its_wordings_and_says_so():
    entry = RuleEntry(code="all")
    assert entry.set(a_rule(), at=NOON)
    assert entry.set(a_rule(priority=1), at=NOON)
    facts = [fact for fact in entry.release() if isinstance(fact, RuleSet)]
    assert [fact.revision for fact in facts] == [1, 2]


def test_the_same_wording_again_changes_nothing():
    entry = RuleEntry(code="all", rule=a_rule(), revision=3)
    assert not entry.set(a_rule(), at=NOON)
    assert (entry.revision, entry.release()) == (3, [])


rules = st.builds(
    a_rule,
    code=st.text("abc", min_size=1, max_size=3),
    organisation_id=st.sampled_from([COMMUNITY, STREET, DISTRICT, "nobody"]),
    category=st.sampled_from(["*", "r*", "ro*", "road", "road*", "water"]),
    division_prefix=st.sampled_from(["", "51", "5101", CODE, "44"]),
    priority=st.integers(0, 2),
)


@given(st.lists(rules, max_size=8, unique_by=lambda rule: rule.code), st.randoms())
def test_the_order_in_which_rules_were_written_decides_nothing(written, random):
    shuffled = random.sample(written, len(written))
    matter = a_matter(organisation_id=STATION)
    assert a_directory(*written).decide(matter, at=NOON) == a_directory(
        *shuffled
    ).decide(matter, at=NOON)


@given(st.lists(rules, max_size=8, unique_by=lambda rule: rule.code))
def test_no_rule_that_applies_is_more_specific_than_the_one_that_decides(written):
    directory = a_directory(*written)
    decision = directory.decide(a_matter(), at=NOON)
    applying = [
        rule
        for rule in written
        if CODE.startswith(rule.division_prefix)
        and rule.covers("road")
        and rule.organisation_id != "nobody"
    ]
    if isinstance(decision, Undecided):
        assert applying == []
    else:
        assert decision.rule == min(applying, key=lambda rule: rule.rank()).code
