"""Between routing's words and the published language."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest

from minqing_contracts.catalogue import dump, load
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionAcceptedV1, PetitionReclassifiedV1
from minqing_contracts.notify import FollowUpAnsweredV1, RevisitRelapsedV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.topology import (
    CASE_EVENTS,
    CASE_PRESSURES,
    CASE_SILENCES,
    CASE_TURNS,
    SUBSCRIPTIONS,
)
from minqing_kernel.working_time import Span, end_of
from routing.adapters.hearing import COMMANDS
from routing.adapters.settling import settled_by
from routing.adapters.translation import TELL
from routing.application.commands import RecordOrganisation, RecordStaff
from routing.domain.competence import Competence
from routing.domain.counted import Counted
from routing.domain.dossier import Dossier, Feasible, Ground, Settled, Severity
from routing.domain.errors import UnknownVerdict
from routing.domain.events import CaseFact, CaseResolved
from routing.domain.merging import go_on, hold_to, rest_for
from routing.domain.resettling import CaseResettled, Resettlement
from routing.domain.resolution import Figure, Outcome, Qualifier, Verdict
from routing.domain.rule import RuleEntry
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_disputed_case,
    a_handed_over_case,
    a_handler,
    a_member,
    a_releasing_case,
    a_resolved_case,
    a_return_pending_case,
    a_rule,
    a_started_case,
    a_supervisor,
    a_suspended_case,
    a_unit,
    a_withdrawn_case,
    an_answer,
    an_assigned_case,
    an_unrouted_case,
    approve,
    end,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

LEADS = {"organisation_id": STREET, "roles": frozenset({"supervisor"})}
SETTLED_ANEW = Resettlement(
    revision=5, category="x", severity=Severity.ORDINARY, settled=Settled()
)
ENVELOPE = Envelope(
    message_id=uuid4(),
    source="test/other",
    type="x",
    occurred_at=NOON,
    subject="x",
    cause=a_cause(),
)


def every_kind_of_fact():
    """Live through everything; return one fact of each kind."""
    aggregates = [*the_usual(), *the_pauses(), *the_disputes(), *the_pressures()]
    aggregates += merged_and_not()
    facts = [fact for aggregate in aggregates for fact in aggregate.release()]
    return list({type(fact): fact for fact in facts}.values())


def the_usual():
    case = an_assigned_case()
    case.escalate_if_overdue(the_units(), CLOCKS, at=end(days=60))
    case.sign(by=a_handler(), at=later(days=61))
    case.note_contact(by=a_handler(), at=later(days=61))
    case.start(by=a_handler(), at=later(days=61))
    case.comment("已到现场", by=a_handler(), at=later(days=61))
    case.recuse(by=a_handler(), at=later(days=61))
    unrouted, answered = an_unrouted_case(), a_resolved_case()
    unrouted.escalate_if_overdue(the_units(), CLOCKS, at=later(days=61))
    reopen = an_answer(answered, Verdict.REOPEN, reason="没有解决")
    answered.hear(reopen, CLOCKS)
    answered.hear(reopen, CLOCKS)
    closed = a_resolved_case()
    closed.hear(an_answer(closed), CLOCKS)
    closed.resettle(SETTLED_ANEW, the_units(), CLOCKS, at=later(days=9))
    closed.matter = replace(closed.matter, accused=(COMMUNITY,))
    closed.take_over(the_units(), at=later(days=10))
    closed.take_back(at=later(days=11))
    withdrawn, away = a_withdrawn_case(), a_releasing_case()
    away.take_back(at=later(days=11))
    provisional = a_case_with_a_provisional_date()
    provisional.recount(CLOCKS, at=later(days=1))
    entry = RuleEntry(code="all")
    entry.set(a_rule(), at=NOON)
    return case, unrouted, answered, closed, withdrawn, away, provisional, entry


def a_case_with_a_provisional_date():
    case = an_assigned_case()
    counted = Counted(start=NOON, span=Span(60), to=later(days=59), by="older")
    case.deadlines[-1] = replace(case.deadline, provisional=True, counted=counted)
    return case


def the_pauses():
    case = a_suspended_case(Ground.LEGACY, leader_id="zhou")
    above = {"units": the_units(), "at": later(days=20)}
    case.review("仍在协调", CLOCKS, by=a_supervisor(STREET), **above)
    case.resume(CLOCKS, by=a_handler(), **above)
    given, refused = a_started_case(), a_started_case()
    for each, granted in ((given, True), (refused, False)):
        each.ask_extension(10, "案情复杂", CLOCKS, by=a_handler(), at=NOON)
        by = replace(a_supervisor(), id="head")
        each.decide_extension(CLOCKS, granted=granted, reason="否", by=by, at=NOON)
    return case, given, refused


def the_disputes():
    kept = a_return_pending_case()
    approve(kept, granted=False, reason="属于你社区")
    return a_disputed_case(), kept, a_declared_case()


def a_declared_case():
    """One that the superior was asked to take, and left with the unit."""
    case = an_assigned_case(dossier=Dossier(settled=Settled(mode="declared")))
    here = {"units": the_units(), "at": later(days=1)}
    case.raise_up(Competence(), CLOCKS, by=a_handler(), **here)
    by = a_supervisor(STREET)
    case.decide_raise(CLOCKS, granted=False, reason="就地解决", by=by, **here)
    return case


def the_pressures():
    case, above = a_started_case(), {"units": the_units(), "at": later(days=1)}
    by, leader = a_supervisor(STREET), a_member("zhou", **LEADS)
    case.ask_co_handler(
        a_unit(STATION),
        "检测",
        None,
        CLOCKS,
        by=a_handler(),
        units=the_units(),
        at=later(days=1),
    )
    case.answer_co_task(case.revision, "合格", by=a_handler(STATION), at=later(days=1))
    case.ask_co_handler(
        a_unit(STATION),
        "检测",
        None,
        CLOCKS,
        by=a_handler(),
        units=the_units(),
        at=later(days=1),
    )
    case.waive_co_task(case.revision, "不需要", by=a_handler(), at=later(days=1))
    case.urge("请抓紧", CLOCKS, by=by, **above)
    case.sponsor(leader, "", by=by, **above)
    case.name_owners(leader, STATION, COMMUNITY, by=by, **above)
    case.name_parties(frozenset({"r-1"}), by=by, **above)
    case.set_date(later(days=14), leader, CLOCKS, by=by, **above)
    case.judge_severity(Severity.URGENT, CLOCKS, by=by, **above)
    case.judge_feasibility(
        Feasible.DEFERRED,
        owner_id=None,
        due_at=None,
        explanation="经费未落实",
        clocks=CLOCKS,
        by=a_handler(),
        at=later(days=1),
    )
    return (case,)


def merged_and_not():
    """Return one that rested and went on, its lead, and one that was handed over."""
    case, lead = an_assigned_case(accepted_at=later(days=-9)), an_assigned_case()
    rest_for(case, lead.petition_id, at=NOON)
    hold_to(lead, later(days=51), CLOCKS, at=NOON)
    go_on(case, case.rest.was, CLOCKS, at=NOON)
    lead.notice_silence(CLOCKS, at=later(days=30))
    return case, lead, a_handed_over_case()


def test_a28_d32_the_figures_of_an_answer_go_on_the_wire_as_text():
    exact = Figure(kind="wage", unit="元/月", amount=Decimal("1050.00"))
    about = Figure(
        kind="persons", unit="人", amount=None, qualifier=Qualifier.APPROX, said="多名"
    )
    case = a_started_case()
    case.resolve(
        Outcome.RESOLVED, "已办", by=a_handler(), at=NOON, figures=(exact, about)
    )
    [fact] = [f for f in case.release() if isinstance(f, CaseResolved)]
    told = TELL[CaseResolved](fact).event.figures
    assert [each["amount"] for each in told] == ["1050.00", None]
    assert [each["qualifier"] for each in told] == ["exact", "approx"]


def test_every_domain_event_is_told():
    assert {type(fact) for fact in every_kind_of_fact()} == TELL.keys()


def test_every_contract_of_routing_is_told_by_some_event():
    told = [TELL[type(fact)](fact).event for fact in every_kind_of_fact()]
    assert {type(event) for event in told if event} == {
        *CASE_EVENTS,
        *CASE_TURNS,
        *CASE_PRESSURES,
        *CASE_SILENCES,
    }


@pytest.mark.parametrize("fact", every_kind_of_fact(), ids=lambda fact: type(fact))
def test_what_is_told_names_its_matter_and_survives_the_wire(fact):
    told = TELL[type(fact)](fact)
    assert (told.revision, told.at) == (fact.revision, fact.at)
    if isinstance(fact, CaseFact):
        assert told.subject == str(fact.petition_id)
    else:
        assert told.subject == "rule:all"
    if told.event is not None:
        key = told.event.routing_key()
        assert load(key, dump(told.event)) == told.event
        assert told.event.revision == fact.revision


def test_an_answer_says_who_gave_it():
    [fact] = [each for each in every_kind_of_fact() if type(each) is CaseResolved]
    event = TELL[CaseResolved](fact).event
    assert event.resolved_by == fact.resolution.resolved_by == a_handler().id


def test_the_timeline_holds_nothing_that_the_petitioner_wrote_or_read():
    for fact in every_kind_of_fact():
        assert not {"reply", "reason", "text", "asks", "answer"} & TELL[type(fact)](
            fact
        ).detail.keys() or (TELL[type(fact)](fact).step == "unrouted")


def test_routing_answers_everything_that_it_subscribes_to():
    assert COMMANDS.keys() == set(SUBSCRIPTIONS["routing"])


def test_a_unit_and_a_member_are_read_as_told():
    unit = a_unit("c-1", "s-1")
    told = OrganisationRecordedV1(**vars(unit), desk_address="desk@c-1.example")
    assert COMMANDS[type(told)](ENVELOPE, told) == RecordOrganisation(unit=unit)
    member = a_member()
    said = StaffRecordedV1(**vars(member) | {"roles": ["handler"]})
    assert COMMANDS[type(said)](ENVELOPE, said) == RecordStaff(member=member)


def test_an_accepted_petition_is_read_with_what_it_names():
    event = PetitionAcceptedV1(
        petition_id=uuid4(),
        receipt="R-1",
        revision=1,
        channel="web",
        division_code="5101",
        organisation_id="c-1",
        reachable=False,
        category="road",
        received_at=NOON,
        accepted_at=later(days=1),
        from_archive=True,
        external_ref="17",
    )
    command = COMMANDS[type(event)](ENVELOPE, event)
    assert (command.matter.organisation_id, command.external_ref) == ("c-1", "17")
    assert (command.from_archive, command.reachable) == (True, False)


def test_what_is_settled_anew_is_read_and_told_without_the_accused():
    event = PetitionReclassifiedV1(
        petition_id=uuid4(),
        receipt="R-1",
        revision=4,
        channel="web",
        division_code="5101",
        organisation_id=None,
        reachable=False,
        category="conduct",
        reclassified_at=NOON,
        kind="accusation",
        accused=[COMMUNITY],
    )
    said = COMMANDS[type(event)](ENVELOPE, event).said
    assert (said.revision, said.category, said.accused) == (4, "conduct", (COMMUNITY,))
    case = an_assigned_case()
    case.release()
    case.resettle(said, the_units(), CLOCKS, at=NOON)
    fact = case.release()[0]
    assert TELL[CaseResettled](fact).detail == {
        "organisation_id": COMMUNITY,
        "category": "conduct",
    }


def test_what_a_clerk_settled_weighs_on_the_case():
    said = SimpleNamespace(
        kind="accusation",
        path=None,
        case_kind="reply",
        mode=None,
        severity="urgent",
        accused=["c-9"],
        due_on=date(2026, 11, 16),
        leader="书记",
    )
    told = settled_by(said)
    assert told["severity"] is Severity.URGENT
    assert told["settled"] == Settled(kind="accusation", case_kind="reply")
    assert "accused" not in told
    assert told["instructed"].due_at == end_of(date(2026, 11, 16))
    assert told["instructed"].basis == "书记"


def test_b03_the_day_that_was_promised_is_read():
    said = SimpleNamespace(case_kind="promised", promised_on=date(2026, 11, 20))
    assert settled_by(said)["settled"] == Settled(
        case_kind="promised", promised_on=date(2026, 11, 20)
    )


def test_an_acceptance_that_settles_nothing_weighs_nothing():
    told = settled_by(SimpleNamespace(severity="brand-new", leader=None))
    assert told == {
        "severity": Severity.ORDINARY,
        "settled": Settled(),
        "instructed": None,
    }


def test_a_verdict_that_is_not_known_is_refused_by_name():
    event = FollowUpAnsweredV1(
        petition_id=uuid4(),
        receipt="R-1",
        case_revision=3,
        solved=None,
        satisfied=None,
        verdict="close",
        reason="",
        answered_at=NOON,
    )
    assert COMMANDS[type(event)](ENVELOPE, event).answer.verdict is Verdict.CLOSE
    odd = replace(event, verdict="shrug")
    with pytest.raises(UnknownVerdict):
        COMMANDS[type(odd)](ENVELOPE, odd)


def test_d13_a_relapse_is_read_as_an_answer_that_reopens():
    event = RevisitRelapsedV1(
        petition_id=uuid4(),
        receipt="R-1",
        case_revision=4,
        ground="relapsed",
        reason="又不亮了",
        found_at=NOON,
    )
    found = COMMANDS[type(event)](ENVELOPE, event).found
    assert (found.verdict, found.case_revision) == (Verdict.REOPEN, 4)
    assert (found.reason, found.answered_at) == ("又不亮了", NOON)
