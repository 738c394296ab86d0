"""Spot checks (C-15): who may, what is drawn, what is found, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.checks import handlers
from registry.application.checks.queries import undrawn, whole_draw
from registry.application.checks.views import DrawCard
from registry.application.rules import Rules
from registry.domain.checks import check
from registry.domain.checks.check import Aspect, Found, Means, check_id, digest_of
from registry.domain.checks.errors import (
    CheckedAlready,
    CheckUnknown,
    DrawUnknown,
    NotAChecker,
)
from registry.domain.checks.events import CheckRecorded, ChecksDrawn
from registry.domain.checks.lots import (
    checker_of,
    drawn,
    population_digest,
    seed_of,
)
from registry.domain.checks.rules import MOST_DRAWN, USUAL_CHECKS, CheckPolicy
from registry.domain.errors import OutOfReach, Taken
from registry.domain.periods import PeriodKind, period_before, period_from
from registry.domain.profiles import DutyKind, OrganisationKind, ScopeKind
from registry.domain.rates import rate_text
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    a_cause,
    an_actor,
    record_duty,
    record_staff,
    the_tree,
)
from services.registry.tests.check_builders import (
    BOSS,
    HOME,
    NONCE,
    QUARTER,
    SECTION,
    SECTION_CLERK,
    draw_checks,
    held,
    record_finding,
    the_staff,
)
from services.registry.tests.fakes_checks import CheckStore, checks_in_memory
from services.registry.tests.visit_builders import (
    a_home,
    a_visitor,
    an_account,
    record_visit,
)

pytestmark = pytest.mark.unit

DRAW = uuid4()
TEN = 10
RULE = USUAL_CHECKS.rule("community-of-workers")


@pytest.fixture
def store():
    return CheckStore()


def a_house(store, rules=None):
    bus = checks_in_memory(store, rules) if rules else checks_in_memory(store)
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture
def say(store):
    tell = a_house(store)
    for command in [*the_tree(), *the_staff()]:
        tell(command)
    return tell


def went(say, days=0, visitors=("wang-li",), **changes):
    key = uuid4()
    said = {"subjects": [a_home(HOME)], "held_at": held(days)}
    account = an_account(visitors=list(visitors), **said | changes)
    say(record_visit(account, key, a_visitor(visitors[0])))
    return key


def the_check(store, visit_id):
    return store.checks[check_id(DRAW, visit_id)]


def test_c15_lots_are_drawn_from_the_quarter_with_a_seed_that_is_kept(say, store):
    visits = [went(say, days) for days in range(8)]
    outside = went(say, days=70)
    say(draw_checks(draw_id=DRAW))
    made = store.draws[DRAW]
    assert set(made.population) == set(visits) - {outside}
    assert made.seed == seed_of(NONCE, population_digest(visits))
    assert made.sample == drawn(made.seed, visits, 5)
    assert {each.visit_id for each in store.checks.values()} == set(made.sample)
    assert {each.checker_id for each in store.checks.values()} == {"boss"}
    [fact] = [each for each in store.facts if isinstance(each, ChecksDrawn)]
    assert (fact.seed, fact.population, fact.drawn) == (made.seed, 8, 5)
    say(draw_checks(draw_id=DRAW))
    with pytest.raises(Taken):
        say(draw_checks(draw_id=DRAW, since=date(2025, 7, 1)))


def test_c15_what_was_drawn_stays_as_it_was_when_the_visit_is_corrected(say, store):
    visit = went(say)
    say(draw_checks(draw_id=DRAW))
    better = an_account(subjects=[a_home(HOME)], held_at=held(2))
    say(record_visit(better, visit))
    kept = the_check(store, visit)
    assert kept.facts["held_at"] == held().isoformat()
    assert (kept.visit_revision, store.visits[visit].revision) == (1, 2)
    assert digest_of(kept.facts) == kept.digest
    assert "diary" not in kept.facts


def test_c15_nobody_checks_a_visit_they_made_nor_one_of_their_companions(say, store):
    say(record_staff("sw-two", organisation_id=SECTION, roles=frozenset({Role.CLERK})))
    joint = went(say, visitors=("wang-li", "sw-clerk"))
    alone = went(say, visitors=("wang-li",), days=1)
    other = went(say, visitors=("li-na",), days=2)
    say(draw_checks(SECTION_CLERK, DRAW, rule="section-of-workers"))
    assert the_check(store, joint).checker_id == "sw-two"
    assert the_check(store, alone).checker_id == "sw-two"
    for visit in (joint, alone):
        with pytest.raises(NotAChecker):
            say(record_finding(DRAW, visit, SECTION_CLERK))
    say(record_finding(DRAW, other, SECTION_CLERK))
    assert the_check(store, other).findings[-1].by == "sw-clerk"


def test_c15_where_nobody_may_check_a_visit_it_says_so(say, store):
    visit = went(say, visitors=("boss",), days=1)
    joint = went(say, visitors=("wang-li", "boss"))
    say(draw_checks(draw_id=DRAW))
    assert the_check(store, joint).checker_id is None
    with pytest.raises(CheckUnknown):
        say(record_finding(DRAW, visit))


def test_c15_a_finding_is_recorded_corrected_by_its_checker_and_by_nobody_else(
    say, store
):
    say(record_staff("boss-2", roles=frozenset({Role.SUPERVISOR})))
    visit = went(say)
    say(draw_checks(draw_id=DRAW))
    for _ in range(2):
        say(record_finding(DRAW, visit))
    second = replace(BOSS, id="boss-2")
    with pytest.raises(CheckedAlready):
        say(record_finding(DRAW, visit, second))
    differs = {"found": Found.DIFFERS, "differs_in": [Aspect.PEOPLE, Aspect.DAY]}
    say(record_finding(DRAW, visit, means=Means.ON_THE_SPOT, **differs))
    told = [each.finding.found for each in the_check(store, visit).findings]
    assert told == [Found.CONFIRMED, Found.DIFFERS]
    facts = [each for each in store.facts if isinstance(each, CheckRecorded)]
    assert [each.revision for each in facts] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"found": Found.DIFFERS}, {"differs_in": "required"}),
        ({"differs_in": [Aspect.DAY]}, {"differs_in": "not-asked"}),
        ({"checked_on": date(2026, 3, 3)}, {"checked_on": "bad-day"}),
        ({"checked_on": date(2026, 3, 1)}, {"checked_on": "bad-day"}),
    ],
)
def test_c15_a_finding_that_cannot_be_is_refused(say, changes, wrong):
    visit = went(say)
    say(draw_checks(draw_id=DRAW))
    with pytest.raises(Invalid) as told:
        say(record_finding(DRAW, visit, **changes))
    assert told.value.fields == wrong


def test_c15_a_finding_is_not_corrected_without_end(say, monkeypatch):
    monkeypatch.setattr(check, "MOST_FINDINGS", 1)
    visit = went(say)
    say(draw_checks(draw_id=DRAW))
    say(record_finding(DRAW, visit))
    with pytest.raises(Invalid):
        say(record_finding(DRAW, visit, found=Found.NOT_FOUND))


def test_c15_a_draw_that_is_not_known_has_no_findings(say):
    with pytest.raises(DrawUnknown):
        say(record_finding(uuid4(), uuid4()))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"rule": "no-such"}, {"rule": "unknown-rule"}),
        ({"organisation_id": "nowhere"}, {"organisation_id": "unknown-organisation"}),
        ({"organisation_id": STREET}, {"organisation_id": "bad-place"}),
        ({"since": date(2025, 11, 1)}, {"since": "not-first-day"}),
        ({"since": date(2025, 10, 2)}, {"since": "not-first-day"}),
        ({"since": date(2026, 1, 1)}, {"since": "not-over"}),
        ({}, {"since": "no-visits"}),
    ],
)
def test_c15_a_draw_that_cannot_be_is_refused(say, changes, wrong):
    with pytest.raises(Invalid) as told:
        say(draw_checks(**changes))
    assert told.value.fields == wrong


def test_c15_whoever_neither_checks_nor_governs_draws_nothing(say):
    went(say)
    say(draw_checks(an_actor(Role.SUPERVISOR, STREET)))
    strangers = [an_actor(Role.SUPERVISOR, OTHER), an_actor(Role.CLERK, COMMUNITY)]
    for actor in strangers:
        with pytest.raises(OutOfReach):
            say(draw_checks(actor))


def test_a07_c15_who_is_bound_to_buildings_checks_nobody(say, store):
    building = {"scope_kind": ScopeKind.BUILDING, "scope_id": "65-9"}
    duty = {"staff_id": "boss", "duty": DutyKind.BUILDING_CAPTAIN}
    say(record_duty(**duty, **building))
    visit = went(say)
    say(draw_checks(an_actor(Role.SUPERVISOR, STREET), DRAW))
    assert the_check(store, visit).checker_id is None


def test_c15_of_too_many_visits_no_lots_are_drawn(say, monkeypatch):
    monkeypatch.setattr(handlers, "MOST_VISITS", 1)
    for days in range(2):
        went(say, days)
    with pytest.raises(Invalid):
        say(draw_checks())


def test_c15_who_checks_whom_is_data_and_means_units_roles_and_duties(store):
    rule = replace(RULE, code="only-heads", sample=1)
    tell = a_house(store, Rules(checks_at=lambda _: CheckPolicy(rules=(rule,))))
    for command in [*the_tree(), *the_staff()]:
        tell(command)
    went(tell)
    with pytest.raises(Invalid):
        tell(draw_checks())
    tell(draw_checks(rule="only-heads"))


def test_c15_so_many_are_drawn_or_a_share_where_that_is_more():
    assert [RULE.size(n) for n in (0, 3, 50, 51, 1000)] == [0, 3, 5, 6, 100]
    assert replace(RULE, percent=100).size(10_000) == MOST_DRAWN


@given(st.sets(st.uuids(), min_size=1, max_size=30), st.randoms(), st.data())
def test_c15_anybody_who_knows_seed_and_population_draws_the_same(ids, shuffled, data):
    again = list(ids)
    shuffled.shuffle(again)
    assert population_digest(ids) == population_digest(again)
    seed = seed_of(NONCE, population_digest(ids))
    size = data.draw(st.integers(0, len(ids)))
    lots = drawn(seed, ids, size)
    assert lots == drawn(seed, again + again, size)
    assert len(set(lots)) == size
    assert seed_of("cd" * 32, population_digest(ids)) != seed


def test_c15_a_lot_is_what_the_page_says_and_falls_anew_with_each_seed():
    visits = [uuid4() for _ in range(40)]
    by_hand = sorted(
        visits, key=lambda each: sha256(f"one:{each}".encode()).hexdigest()
    )
    assert drawn("one", visits, 5) == by_hand[:5]
    assert set(drawn("two", visits, 5)) != set(by_hand[:5])


def test_c15_checks_fall_on_all_who_may_check():
    able, visits = ["a", "b", "c"], [uuid4() for _ in range(60)]
    assert {checker_of("seed", each, able) for each in visits} == set(able)
    assert checker_of("seed", visits[0], []) is None


@pytest.mark.parametrize(
    ("kind", "day", "since", "until"),
    [
        ("quarter", date(2026, 3, 31), date(2025, 10, 1), date(2025, 12, 31)),
        ("quarter", date(2026, 4, 1), date(2026, 1, 1), date(2026, 3, 31)),
        ("month", date(2024, 3, 15), date(2024, 2, 1), date(2024, 2, 29)),
        ("year", date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_period_that_is_over(kind, day, since, until):
    found = period_before(PeriodKind(kind), day)
    assert (found.since, found.until) == (since, until)
    assert period_from(PeriodKind(kind), since) == found


def test_a_rate_is_never_whole_while_one_is_missing():
    told = [rate_text(*pair) for pair in ((0, 0), (1, 3), (99_999, 100_000), (2, 2))]
    assert told == [None, "33.33", "99.99", "100.00"]


class Reader:
    """The part of the reader that tells of draws."""

    def __init__(self, drawn_rules=frozenset(), whole=None):
        self._rules, self._whole = drawn_rules, whole

    def rules_drawn(self, organisation_id, since):
        return self._rules if since == QUARTER else frozenset()

    def draw(self, _):
        return self._whole


def test_c15_what_nobody_drew_of_the_last_period_is_told(say, store):
    kind = OrganisationKind.COMMUNITY
    reader = Reader(frozenset({"section-of-workers"}))
    [told] = undrawn(reader, USUAL_CHECKS, COMMUNITY, kind, NOON)
    assert (told.rule, told.since) == ("community-of-workers", QUARTER)
    later = NOON + timedelta(days=60)
    assert len(undrawn(reader, USUAL_CHECKS, COMMUNITY, kind, later)) == 2


def test_c15_what_was_checked_is_the_sum_of_what_was_found():
    counts = {"population": 9, "size": 5, "confirmed": 2, "differs": 1, "not_found": 1}
    other = dict.fromkeys(set(DrawCard.__dataclass_fields__) - counts.keys())
    assert DrawCard(**other, **counts).checked == 4


def test_c15_a_draw_is_seen_by_those_who_see_the_place(say, store):
    class Card:
        organisation_id = COMMUNITY

    class Whole:
        card = Card

    with pytest.raises(DrawUnknown):
        whole_draw(Reader(), store, DRAW, BOSS)
    assert whole_draw(Reader(whole=Whole), store, DRAW, BOSS) is Whole
    far = Actor(id="far", role=Role.SUPERVISOR, organisation_id=OTHER)
    with pytest.raises(OutOfReach):
        whole_draw(Reader(whole=Whole), store, DRAW, far)
