"""Looking up with number and code: guessing stops, and tells nothing."""

from datetime import timedelta

import pytest

from intake.application.commands import ForgetOldKeys
from intake.application.contacts import ContactDesk
from intake.application.submitting import Submitter
from intake.application.tracking import TRIES, PublicDesk
from intake.domain.access import Purpose
from intake.domain.errors import TooManyTries, UnknownPetition
from intake.domain.progress import CaseStep, Progress
from intake.domain.receipt import write_receipt
from intake.domain.tracking import TrackingCodes
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    STORY,
    a_category,
    a_clerk,
    a_contact,
    a_fact,
    a_petition,
    a_submission,
)
from services.intake.tests.fakes import FakeIntake, view_of

CODES = TrackingCodes(lambda text: text.replace("-", "")[::-1])


@pytest.fixture
def intake():
    return FakeIntake([a_category()])


@pytest.fixture
def desk(intake):
    return PublicDesk(intake.bus, intake.reader, CODES, intake.wall_clock)


@pytest.fixture
def submitted(intake):
    return (
        Submitter(intake.bus, intake.reader)
        .submit([a_submission()], STORY)
        .submitted[0]
    )


def guess(desk, receipt, times=1):
    for _ in range(times):
        with pytest.raises(UnknownPetition):
            desk.look(receipt, "wrong", STORY)


def test_number_and_code_together_open_the_petition(desk, submitted):
    code = CODES.of(submitted.petition_id)
    found = desk.look(submitted.receipt.lower(), code, STORY)
    assert found.petition_id == submitted.petition_id


def test_a_wrong_code_and_an_unknown_number_look_the_same(desk, submitted):
    guess(desk, submitted.receipt)
    guess(desk, write_receipt("MQ", 999, NOON))


def test_after_five_wrong_codes_further_wrong_ones_are_refused(intake, desk, submitted):
    guess(desk, submitted.receipt, TRIES)
    for _ in range(3):
        with pytest.raises(TooManyTries):
            desk.look(submitted.receipt, "wrong", STORY)
    assert intake.store.tries[submitted.receipt][0] == TRIES


def test_nobodys_guesses_shut_the_holder_out(intake, desk, submitted):
    guess(desk, submitted.receipt, TRIES)
    commits = intake.store.commits
    assert desk.look(submitted.receipt, CODES.of(submitted.petition_id), STORY)
    assert intake.store.commits == commits


def test_after_fifteen_minutes_wrong_codes_are_counted_anew(intake, desk, submitted):
    guess(desk, submitted.receipt, TRIES)
    intake.wall_clock.advance(timedelta(minutes=15))
    guess(desk, submitted.receipt, TRIES)
    with pytest.raises(TooManyTries):
        desk.look(submitted.receipt, "wrong", STORY)


def test_guesses_at_an_unknown_number_write_nothing(intake, desk):
    guess(desk, write_receipt("MQ", 999, NOON), TRIES + 1)
    assert not intake.store.tries
    assert intake.store.commits == 0


def test_what_cannot_be_a_number_is_not_even_counted(intake, desk):
    guess(desk, "MQ-2611-1111111", TRIES + 1)
    assert not intake.store.tries


def test_ended_windows_are_let_go(intake, desk, submitted):
    guess(desk, submitted.receipt)
    intake.wall_clock.advance(timedelta(minutes=16))
    intake.bus.handle(ForgetOldKeys(), STORY)
    assert not intake.store.tries


def test_a_contact_is_opened_for_a_purpose_and_leaves_a_trace(intake, submitted):
    desk = ContactDesk(intake.reader, intake.seals)
    clerk = a_clerk()
    ids = [submitted.petition_id, PETITION]
    found = desk.read(ids, actor=clerk, purpose=Purpose.VISIT)
    assert found == {submitted.petition_id: a_contact()}
    assert intake.reader.read_log == [(submitted.petition_id, clerk, "visit")]


def test_a_view_tells_where_a_petition_stands_and_who_answers():
    petition = a_petition(organisation_id="door")
    petition.arrive(NOON)
    at_the_door = view_of(petition)
    assert (at_the_door.live_state, at_the_door.owner_id) == ("accepted", "door")
    unrouted = a_fact(1, CaseStep.UNROUTED, organisation_id=None)
    waiting = view_of(petition, Progress().with_fact(unrouted))
    assert (waiting.live_state, waiting.owner_id) == ("unrouted", "door")
    assigned = view_of(petition, Progress().with_fact(a_fact(2, CaseStep.ASSIGNED)))
    assert (assigned.live_state, assigned.owner_id) == ("assigned", COMMUNITY)
