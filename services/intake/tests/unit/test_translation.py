"""Facts become contracts, other services' contracts become commands."""

import json

import pytest

from intake.adapters.rows import fact_document, progress_from
from intake.adapters.translation import COMMANDS, TELL
from intake.application.commands import NoteCaseFact, RecordOrganisation
from intake.domain.booking import BookingChanged
from intake.domain.data_request import DataRequestMoved
from intake.domain.events import PetitionFact
from intake.domain.informers import InformerReminded
from intake.domain.informing import InformerReported
from intake.domain.progress import CaseStep, Progress
from intake.domain.raised import FindingAnswered
from minqing_contracts.registry import OrganisationRecordedV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseEscalatedV1,
    CaseResolvedV1,
    CaseUnroutedV1,
)
from minqing_contracts.routing_turns import CaseExtendedV1, CaseSuspendedV1
from minqing_contracts.topology import SUBSCRIPTIONS
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    PETITION,
    STREET,
    a_petition,
)

SHARED = {
    "petition_id": PETITION,
    "receipt": "MQ-1",
    "revision": 3,
    "organisation_id": COMMUNITY,
    "reachable": True,
}


def test_everything_that_is_heard_is_translated():
    assert set(COMMANDS) == set(SUBSCRIPTIONS["intake"])


def test_everything_that_is_recorded_is_told():
    own = {
        FindingAnswered,
        InformerReported,
        InformerReminded,
        BookingChanged,
        DataRequestMoved,
    }
    told_of = {*PetitionFact.__subclasses__(), *own}
    assert set(TELL) == told_of


def fact_of(event):
    command = COMMANDS[type(event)](None, event)
    assert isinstance(command, NoteCaseFact)
    assert command.petition_id == PETITION
    assert command.fact.revision == 3
    return command.fact


def test_an_assignment_tells_until_when():
    event = CaseAssignedV1(
        **SHARED,
        handler_id=None,
        due_at=NOON + DAY,
        rule="r",
        why="w",
        assigned_at=NOON,
    )
    fact = fact_of(event)
    assert (fact.step, fact.at, fact.due_at) == (CaseStep.ASSIGNED, NOON, NOON + DAY)


def test_a_resolution_brings_the_reply():
    event = CaseResolvedV1(
        **SHARED, outcome="explained", reply="不采纳，因为……", resolved_at=NOON
    )
    fact = fact_of(event)
    assert (fact.outcome, fact.reply) == ("explained", "不采纳，因为……")


def test_an_escalation_names_the_superior():
    event = CaseEscalatedV1(
        **SHARED, superior_id=STREET, level=1, overdue_since=NOON, escalated_at=NOON
    )
    assert fact_of(event).superior_id == STREET


def test_article_34_more_time_brings_another_date():
    event = CaseExtendedV1(
        **SHARED,
        days=20,
        reason="检测",
        due_at=NOON + DAY,
        previous_due_at=NOON,
        extended_at=NOON,
    )
    fact = fact_of(event)
    assert (fact.step, fact.due_at) == (CaseStep.EXTENDED, NOON + DAY)
    assert (fact.reason, fact.days) == ("检测", 20)
    kept = json.loads(json.dumps(fact_document(fact), default=str))
    assert progress_from({"3": kept}).facts[3] == fact


def test_a_rest_says_its_ground_and_when_it_is_looked_at_again_is_no_deadline():
    said = {"ground": "legacy", "review_at": NOON + DAY, "suspended_at": NOON}
    fact = fact_of(CaseSuspendedV1(**SHARED, **said))
    assert (fact.reason, fact.due_at) == ("legacy", NOON + DAY)
    assert Progress({fact.revision: fact}).due_at is None


def test_an_unrouted_case_has_no_owner():
    event = CaseUnroutedV1(
        **{**SHARED, "organisation_id": None}, reason="no-rule", since=NOON
    )
    assert fact_of(event).organisation_id is None


def test_an_organisation_is_kept_without_its_desk():
    event = OrganisationRecordedV1(
        organisation_id=COMMUNITY,
        revision=2,
        name="金科苑社区",
        kind="community",
        parent_id=STREET,
        division_code=COMMUNITY,
        desk_address="desk@example.org",
        active=True,
    )
    command = COMMANDS[OrganisationRecordedV1](None, event)
    assert isinstance(command, RecordOrganisation)
    assert command.organisation.name == "金科苑社区"


@pytest.mark.parametrize("channel", ["web", "letter"])
def test_a_line_of_the_timeline_holds_no_personal_data(channel):
    petition = a_petition(channel=channel, title="冯某的路灯")
    petition.arrive(NOON)
    [fact] = petition.release()
    told = TELL[type(fact)](fact)
    assert dict(told.detail) == {"channel": channel, "category": "street-lighting"}
