"""Where a petition stands, as those hear it in whose files it is (A-05)."""

from uuid import uuid4

import pytest

from intake.adapters.translation import COMMANDS
from intake.application.commands import FollowPetition
from intake.domain.progress import CaseStep, Progress
from intake.domain.standing import Standing
from minqing_contracts.registry_filed import PetitionFiledV1
from services.intake.tests.builders import (
    PETITION,
    STORY,
    a_fact,
    a_petition,
    a_whole_case,
)
from services.intake.tests.fakes import FakeIntake

pytestmark = pytest.mark.unit


def of(*facts) -> Standing:
    return Standing(petition_id=PETITION).with_facts({f.revision: f for f in facts})


def test_the_newest_step_that_moves_a_case_is_where_it_stands():
    told = of(
        a_fact(2, CaseStep.STARTED),
        a_fact(1, CaseStep.ASSIGNED),
        a_fact(3, CaseStep.EXTENDED),
        a_fact(4, CaseStep.DOCUMENT_ISSUED),
    )
    assert (told.case_revision, told.case_state) == (2, CaseStep.STARTED)
    assert (told.outcome_revision, told.outcome) == (0, None)


def test_the_last_answer_is_told_also_when_the_case_went_on():
    facts = {fact.revision: fact for fact in a_whole_case()}
    told = Standing(petition_id=PETITION).with_facts(facts)
    last = max(n for n, fact in facts.items() if fact.outcome)
    assert told.outcome_revision == last
    assert (told.outcome, told.answered_at) == (facts[last].outcome, facts[last].at)
    assert told.case_revision >= last


def test_a_date_or_a_letter_alone_is_nothing_to_tell():
    assert not of(a_fact(3, CaseStep.EXTENDED)).tells
    assert not Standing(petition_id=PETITION).with_facts(Progress().facts).tells
    assert of(a_fact(3, CaseStep.MERGED)).tells
    assert Standing(petition_id=PETITION, known=False).tells


def test_a_petition_that_was_filed_is_followed():
    intake = FakeIntake([], [])
    other = uuid4()
    command = COMMANDS[PetitionFiledV1](None, PetitionFiledV1(petition_id=other))
    assert command == FollowPetition(petition_id=other)
    intake.bus.handle(command, STORY)
    assert intake.store.followed == {other}


def test_what_intake_says_of_it_stands_beside_what_its_case_says():
    petition = a_petition()
    told = of(a_fact(2, CaseStep.STARTED)).with_petition(petition)
    assert (told.receipt, told.revision) == (petition.receipt, petition.revision)
    assert told.case_state is CaseStep.STARTED
