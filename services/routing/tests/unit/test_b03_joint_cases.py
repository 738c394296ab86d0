"""B-03 联办件: who leads and who contributes is settled at the door, and is asked."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.adapters.settling import settled_by
from routing.domain.co_handling import AS_SETTLED, LEADS_NOW, SETTLED_ANEW
from routing.domain.deadline import ClockKind
from routing.domain.dossier import Dossier, Settled, Severity
from routing.domain.errors import CoHandlingOpen
from routing.domain.jurisdiction import AVOIDED, LEADS, Decision, Undecided
from routing.domain.mode import Mode
from routing.domain.policy import RoutingPolicy
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Outcome
from routing.domain.rule import NAMED
from routing.domain.side_events import CoTaskAsked, CoTaskWaived
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_directory,
    a_handler,
    a_matter,
    a_rule,
    a_supervisor,
    a_unit,
    assign,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

JOINT = Settled(
    case_kind="joint", lead_id=COMMUNITY, co_unit_ids=(STATION, "s-1-water")
)


def a_joint_case(settled=JOINT, **changes):
    return a_blank_case(dossier=Dossier(settled=settled), **changes)


def judged(case, *rules, clocks=CLOCKS):
    case.judge(
        a_directory(*rules or (a_rule(organisation_id=STREET),)), clocks, at=NOON
    )
    return case


def resettle(case, revision=9, accused=(), **settled):
    said = Resettlement(
        revision=revision,
        category="road",
        severity=Severity.ORDINARY,
        settled=replace(JOINT, **settled),
        accused=accused,
    )
    case.resettle(said, the_units(), CLOCKS, at=later(days=1))


def asked(case):
    return {each.organisation_id for each in case.dossier.open_co_tasks}


def test_b03_the_lead_answers_and_every_helper_has_a_task_with_a_date():
    case = judged(a_joint_case())
    assert (case.organisation_id, case.assignment.rule) == (COMMUNITY, NAMED)
    assert case.assignment.why == LEADS
    told = [fact for fact in case.release() if isinstance(fact, CoTaskAsked)]
    assert [fact.unit_id for fact in told] == [STATION, "s-1-water"]
    clocks = [d for d in case.deadlines if d.kind is ClockKind.CO_HANDLING]
    assert [d.due_at for d in clocks] == [end(days=14)] * 2  # ten working days
    assert [t.unit_name for t in case.dossier.co_tasks] == [STATION, "s-1-water"]
    assert {t.asks for t in case.dossier.co_tasks} == {AS_SETTLED}


def test_b03_no_helper_has_longer_than_the_lead():
    rule = a_rule(organisation_id=STREET, handle_within_days=5)
    case = judged(a_joint_case(), rule)
    assert case.running(ClockKind.CO_HANDLING).due_at == end(days=5)
    assert case.deadline.basis == rule.code
    bare = type(CLOCKS)(policy=RoutingPolicy(terms=()))
    case = judged(a_joint_case(), clocks=bare)
    assert case.running(ClockKind.CO_HANDLING).due_at == case.deadline.due_at


def test_b03_the_lead_waits_for_the_helpers_that_were_named():
    case = judged(a_joint_case())
    with pytest.raises(CoHandlingOpen):
        case.resolve(Outcome.RESOLVED, "好", by=a_handler(), at=later(days=2))


def test_b03_a_case_that_waits_asks_its_helpers_once_it_is_dispatched():
    case = judged(a_joint_case(replace(JOINT, lead_id=None)), a_rule(category="water"))
    assert asked(case) == set()
    assign(case, COMMUNITY)
    assert asked(case) == {STATION, "s-1-water"}
    assign(case, STREET, by=a_supervisor(STREET), mode=Mode.TRANSFER)
    assert len(case.dossier.co_tasks) == 2


def test_b03_a_helper_that_comes_to_lead_is_excused_and_asked_when_it_leaves():
    case = judged(a_joint_case())
    assign(case, STATION)
    [excused] = [fact for fact in case.release() if isinstance(fact, CoTaskWaived)]
    assert (excused.unit_id, excused.reason) == (STATION, LEADS_NOW)
    assert asked(case) == {"s-1-water"}
    assign(case, COMMUNITY, at=later(hours=2))
    assert asked(case) == {STATION, "s-1-water"}


def test_b03_settled_anew_it_asks_the_new_helpers_and_excuses_the_old():
    case = judged(a_joint_case())
    resettle(case, co_unit_ids=(STATION, STREET))
    assert asked(case) == {STATION, STREET}
    [gone] = [t for t in case.dossier.co_tasks if t.waived]
    assert (gone.organisation_id, gone.waived) == ("s-1-water", SETTLED_ANEW)
    resettle(case, 10, co_unit_ids=(STATION, STREET, "s-1-water"))
    assert asked(case) == {STATION, STREET, "s-1-water"}


NEWS = {5: (STATION,), 6: (STATION, STREET), 7: ("s-1-water", STREET)}


@given(
    st.permutations(sorted(NEWS)), st.lists(st.sampled_from(sorted(NEWS)), max_size=4)
)
def test_b03_any_order_and_repetition_of_the_news_asks_the_same_helpers(order, again):
    case = judged(a_joint_case())
    for revision in (*order, *again):
        resettle(case, revision, co_unit_ids=NEWS[revision])
    assert asked(case) == set(NEWS[7])


def test_b03_what_the_lead_asked_itself_is_not_excused_at_the_door():
    case = judged(a_joint_case(replace(JOINT, co_unit_ids=(STATION,))))
    by, at = a_handler(), later(hours=1)
    units = the_units()
    case.ask_co_handler(a_unit(STREET), "查", None, CLOCKS, by=by, units=units, at=at)
    resettle(case, co_unit_ids=())
    assert asked(case) == {STREET}


def test_art30_no_accused_unit_helps_or_leads_a_joint_case():
    matter = a_matter(accused=(STATION,))
    assert asked(judged(a_joint_case(matter=matter))) == {"s-1-water"}
    directory = a_directory(a_rule(organisation_id=STREET))
    accused = a_matter(accused=(COMMUNITY,))
    found = directory.decide(accused, at=NOON, lead_id=COMMUNITY)
    assert (found.organisation_id, found.why) == (STREET, LEADS + AVOIDED)
    every = a_matter(accused=(DISTRICT,))
    assert directory.decide(every, at=NOON, lead_id=COMMUNITY) == Undecided(
        reason="accused"
    )


def test_b03_a_lead_that_does_not_serve_decides_nothing():
    directory = a_directory(a_rule(organisation_id=STREET, handle_within_days=7))
    found = directory.decide(a_matter(), at=NOON, lead_id="gone")
    assert (found.organisation_id, found.rule) == (STREET, "all")
    led = directory.decide(a_matter(), at=NOON, lead_id=STATION)
    assert isinstance(led, Decision)
    assert led.within.days == 7
    ruleless = a_directory().decide(a_matter(), at=NOON, lead_id=STATION)
    assert ruleless.within == a_directory().within


def test_b03_intakes_words_name_lead_and_helpers():
    said = SimpleNamespace(lead_id=COMMUNITY, co_unit_ids=[STREET, STATION])
    settled = settled_by(said)["settled"]
    assert (settled.lead_id, settled.co_unit_ids) == (COMMUNITY, (STATION, STREET))
