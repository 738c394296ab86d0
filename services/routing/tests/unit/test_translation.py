"""Between routing's words and the published language."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_contracts.catalogue import dump, load
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionAcceptedV1
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.topology import CASE_EVENTS, SUBSCRIPTIONS
from routing.adapters.translation import COMMANDS, TELL
from routing.application.commands import RecordOrganisation, RecordStaff
from routing.domain.errors import UnknownVerdict
from routing.domain.events import CaseFact, CaseResolved
from routing.domain.merging import go_on, hold_to, rest_for
from routing.domain.resolution import Verdict
from routing.domain.rule import RuleEntry
from services.routing.tests.builders import (
    CLOCKS,
    NOON,
    STATION,
    a_cause,
    a_clerk,
    a_handler,
    a_member,
    a_resolved_case,
    a_rule,
    a_unit,
    an_answer,
    an_assigned_case,
    an_unrouted_case,
    later,
    the_units,
)

pytestmark = pytest.mark.unit

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
    case = an_assigned_case()
    case.escalate_if_overdue(the_units(), CLOCKS, at=later(days=60))
    case.start(by=a_handler(), at=later(days=61))
    case.give_back("不属本单位", by=a_handler(), at=later(days=61))
    case.assign(
        STATION, "li.na", None, CLOCKS, by=a_clerk(), units=the_units(), at=NOON
    )
    unrouted, answered = an_unrouted_case(), a_resolved_case()
    unrouted.escalate_if_overdue(the_units(), CLOCKS, at=later(days=61))
    reopen = an_answer(answered, Verdict.REOPEN, reason="没有解决")
    answered.hear(reopen, CLOCKS)
    answered.hear(reopen, CLOCKS)
    closed = a_resolved_case()
    closed.hear(an_answer(closed), CLOCKS)
    entry = RuleEntry(code="all")
    entry.set(a_rule(), at=NOON)
    facts = [
        fact
        for aggregate in (case, unrouted, answered, closed, entry, *merged_and_not())
        for fact in aggregate.release()
    ]
    return list({type(fact): fact for fact in facts}.values())


def merged_and_not():
    """Return a case that rested and went on, and the lead whose date moved."""
    case, lead = an_assigned_case(accepted_at=later(days=-9)), an_assigned_case()
    rest_for(case, lead.petition_id, at=NOON)
    hold_to(lead, later(days=51), CLOCKS, at=NOON)
    go_on(case, case.rest.was, CLOCKS, at=NOON)
    return case, lead


def test_every_domain_event_is_told():
    assert {type(fact) for fact in every_kind_of_fact()} == TELL.keys()


def test_every_contract_of_routing_is_told_by_some_event():
    told = [TELL[type(fact)](fact).event for fact in every_kind_of_fact()]
    assert {type(event) for event in told if event} == set(CASE_EVENTS)


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
        assert not {"reply", "reason"} & TELL[type(fact)](fact).detail.keys() or (
            TELL[type(fact)](fact).step == "unrouted"
        )


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
