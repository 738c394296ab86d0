"""A clerk decides; routing's and registry's facts are kept; old keys are let go."""

import pytest

from intake.application.commands import (
    AcceptPetition,
    ForgetOldKeys,
    NoteCaseFact,
    RecordCategory,
    RecordOrganisation,
    RefusePetition,
)
from intake.application.submitting import Submitter
from intake.domain.errors import OutsideScope, UnknownPetition, UnknownReference
from intake.domain.lifecycle import PetitionState
from intake.domain.refusal import RefusalReason
from minqing_kernel.messages import Incoming
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    PETITION,
    STORY,
    STREET,
    a_category,
    a_clerk,
    a_key,
    a_street_with_two_communities,
    a_waiting_submission,
    a_whole_case,
    an_organisation,
)
from services.intake.tests.fakes import FakeIntake


@pytest.fixture
def intake():
    return FakeIntake([a_category()], a_street_with_two_communities())


@pytest.fixture
def waiting(intake):
    """The id of a petition that came to the community and waits."""
    command = a_waiting_submission(organisation_id=COMMUNITY, once=a_key())
    answers = Submitter(intake.bus, intake.reader).submit([command], STORY)
    return answers.submitted[0].petition_id


def accept(petition_id, actor=None, category="street-lighting"):
    return AcceptPetition(
        petition_id=petition_id, category=category, actor=actor or a_clerk()
    )


def refuse(petition_id, actor=None):
    return RefusePetition(
        petition_id=petition_id,
        reason=RefusalReason.IN_LEGAL_PROCEDURE,
        explanation="请向劳动仲裁委员会申请。",
        actor=actor or a_clerk(),
    )


def test_a_clerk_of_the_place_or_above_accepts(intake, waiting):
    assert intake.bus.handle(accept(waiting, a_clerk(STREET)), STORY) == 2
    assert intake.store.petitions[waiting].state is PetitionState.ACCEPTED


def test_a_clerk_refuses_with_a_reason(intake, waiting):
    assert intake.bus.handle(refuse(waiting), STORY) == 2
    assert intake.store.petitions[waiting].refusal is RefusalReason.IN_LEGAL_PROCEDURE


@pytest.mark.parametrize("decision", [accept, refuse])
def test_a_clerk_of_another_place_decides_nothing(intake, waiting, decision):
    with pytest.raises(OutsideScope):
        intake.bus.handle(decision(waiting, a_clerk(OTHER_COMMUNITY)), STORY)
    assert intake.store.petitions[waiting].state is PetitionState.RECEIVED


@pytest.mark.parametrize("decision", [accept, refuse])
def test_what_was_never_submitted_is_not_decided(intake, decision):
    with pytest.raises(UnknownPetition):
        intake.bus.handle(decision(PETITION), STORY)


def test_a_clerk_may_only_accept_under_a_known_category(intake, waiting):
    with pytest.raises(UnknownReference):
        intake.bus.handle(accept(waiting, category="nothing"), STORY)


def test_case_facts_in_any_order_end_the_same(intake):
    for fact in reversed(a_whole_case()):
        intake.bus.handle(NoteCaseFact(petition_id=PETITION, fact=fact), STORY)
    progress = intake.store.progress[PETITION]
    assert (progress.revision, progress.latest.step) == (7, "closed")


def test_a_message_that_comes_twice_changes_nothing(intake):
    command = NoteCaseFact(petition_id=PETITION, fact=a_whole_case()[0])
    message = Incoming(command=command, cause=STORY, message_id=PETITION)
    assert intake.bus.handle_group([message, message]) == 1
    assert intake.bus.handle_group([message]) == 0


def test_only_a_later_telling_of_an_organisation_is_kept(intake):
    def tell(revision, name):
        told = an_organisation(revision=revision, name=name)
        intake.bus.handle(RecordOrganisation(organisation=told), STORY)

    tell(2, "新名")
    tell(1, "旧名")
    assert intake.store.organisations[COMMUNITY].name == "新名"


def test_a_category_is_put_into_the_list(intake):
    category = a_category("roads")
    intake.bus.handle(RecordCategory(**vars(category)), STORY)
    assert intake.store.categories["roads"] == category


def test_keys_are_let_go_after_thirty_days(intake, waiting):
    intake.clock.move_to(NOON + 30 * DAY)
    intake.bus.handle(ForgetOldKeys(), STORY)
    assert intake.store.keys
    intake.clock.advance(DAY)
    intake.bus.handle(ForgetOldKeys(), STORY)
    assert not intake.store.keys
