"""Agreeing to publication: unticked it is none, and it is taken back at any time."""

from datetime import timedelta

import pytest

from intake.adapters.details import details_document, details_from
from intake.adapters.translation import TELL
from intake.application.consenting import ChangeConsent
from intake.domain.consent import SAID_NOTHING, Consent
from intake.domain.consenting import ConsentChanged, change_consent
from intake.domain.errors import BrokenPetition
from intake.domain.standing import Standing
from services.intake.tests.builders import (
    NOON,
    PETITION,
    STORY,
    a_clerk,
    a_petition,
    a_submission,
)
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

LATER = NOON + timedelta(days=2)


@pytest.fixture
def house():
    return House()


def say(house, petition_id, holds):
    command = ChangeConsent(petition_id=petition_id, holds=holds)
    return house.intake.bus.handle(command, STORY)


def told(house):
    return [each for each in house.store.facts if isinstance(each, ConsentChanged)]


def test_art25_who_ticks_nothing_has_not_agreed(house):
    petition_id = house.submit(a_submission())
    assert house.store.petitions[petition_id].consent == SAID_NOTHING


def test_art25_who_agrees_while_telling_has_agreed_at_that_moment(house):
    petition_id = house.submit(a_submission(agrees=True))
    kept = house.store.petitions[petition_id].consent
    assert kept == Consent(given_at=NOON, holds=True)
    assert told(house) == []


def test_art25_nobody_agrees_for_somebody_else(house):
    with pytest.raises(BrokenPetition) as refused:
        house.submit(a_submission(agrees=True, actor=a_clerk()))
    assert refused.value.fields == {"agrees": "not-at-this-channel"}


def test_it_is_taken_back_and_given_anew_each_once(house):
    petition_id = house.submit(a_submission(agrees=True))
    assert say(house, petition_id, holds=False) == Consent(given_at=NOON, ended_at=NOON)
    say(house, petition_id, holds=False)
    assert say(house, petition_id, holds=True).holds
    assert [each.holds for each in told(house)] == [False, True]


def test_who_said_nothing_here_may_still_say_no_once(house):
    petition_id = house.submit(a_submission())
    assert say(house, petition_id, holds=False) == Consent(ended_at=NOON)
    say(house, petition_id, holds=False)
    assert [each.holds for each in told(house)] == [False]


def test_each_change_is_a_line_of_the_timeline_and_no_letter():
    petition = a_petition()
    change_consent(petition, holds=True, at=NOON)
    change_consent(petition, holds=False, at=LATER)
    lines = [TELL[ConsentChanged](fact) for fact in petition.release()]
    assert [(e.step, e.at, e.event) for e in lines] == [
        ("consent-given", NOON, None),
        ("consent-ended", LATER, None),
    ]


def test_who_follows_a_petition_hears_what_its_petitioner_says_of_publication():
    petition = a_petition()
    change_consent(petition, holds=True, at=NOON)
    change_consent(petition, holds=False, at=LATER)
    heard = Standing(petition_id=PETITION).with_petition(petition)
    said = heard.consent_holds, heard.consent_given_at, heard.consent_ended_at
    assert said == (False, NOON, LATER)


def test_it_stands_in_the_document_and_comes_back_from_it():
    petition = a_petition()
    nothing = details_document(petition) or {}
    assert "consent" not in nothing
    change_consent(petition, holds=True, at=NOON)
    document = details_document(petition)
    assert details_from(document, None)["consent"] == petition.consent
    assert details_from({}, None)["consent"] == SAID_NOTHING
