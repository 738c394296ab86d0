"""A clerk decides; routing's and registry's facts are kept; old keys are let go."""

import pytest

from intake.application.commands import (
    AcceptPetition,
    ForgetOldKeys,
    NoteCaseFact,
    RecordOrganisation,
    RefusePetition,
)
from intake.application.submitting import Submitter
from intake.domain.errors import (
    NotAgencyWide,
    OutsideScope,
    UnknownPetition,
    UnknownReference,
)
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
    a_listing,
    a_street_with_two_communities,
    a_supervisor,
    a_waiting_submission,
    a_whole_case,
    an_organisation,
    the_operator,
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
    assert intake.bus.handle(accept(waiting, a_clerk(STREET)), STORY) == 3
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


@pytest.mark.parametrize("actor", [the_operator(), a_supervisor(STREET)])
def test_operations_and_the_topmost_supervisor_change_the_list(intake, actor):
    category = a_category("roads")
    intake.wall_clock.move_to(NOON + DAY)
    intake.bus.handle(a_listing(category, actor), STORY)
    assert intake.store.categories["roads"] == category
    assert intake.store.category_changes == [(NOON + DAY, actor, category)]


@pytest.mark.parametrize(
    "actor",
    [
        a_supervisor(COMMUNITY),
        a_supervisor("nobody-knows-it"),
        a_supervisor("closed"),
        a_supervisor(None),
        a_clerk(STREET),
    ],
)
def test_nobody_below_the_top_changes_what_holds_everywhere(actor):
    closed = an_organisation("closed", None, active=False)
    intake = FakeIntake([], [*a_street_with_two_communities(), closed])
    with pytest.raises(NotAgencyWide):
        intake.bus.handle(a_listing(a_category("roads"), actor), STORY)
    assert not intake.store.categories


@pytest.mark.parametrize("owner", [COMMUNITY, None])
@pytest.mark.parametrize("decision", [accept, refuse])
def test_a_clerk_of_no_organisation_decides_nothing(intake, decision, owner):
    command = a_waiting_submission(organisation_id=owner)
    answers = Submitter(intake.bus, intake.reader).submit([command], STORY)
    waiting = answers.submitted[0].petition_id
    with pytest.raises(OutsideScope):
        intake.bus.handle(decision(waiting, a_clerk(None)), STORY)


def test_keys_are_let_go_after_thirty_days(intake, waiting):
    intake.wall_clock.move_to(NOON + 30 * DAY)
    intake.bus.handle(ForgetOldKeys(), STORY)
    assert intake.store.keys
    intake.wall_clock.advance(DAY)
    intake.bus.handle(ForgetOldKeys(), STORY)
    assert not intake.store.keys
