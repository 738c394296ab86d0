"""A petitioner's own word on publication goes before any that staff put on file."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM
from registry.application.archive.commands import HearPetition
from registry.domain.archive.consent import OwnConsent
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.ledgers.policy import AboutKind
from services.registry.tests.builders import (
    NOON,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_ledgers import LedgerStore, ledgers_in_memory
from services.registry.tests.ledger_builders import (
    about,
    decide,
    enter,
    meet,
    report,
    write,
)

pytestmark = pytest.mark.unit

ITEM, TOLD, PETITION = (uuid4() for _ in range(3))
EARLIER = NOON - timedelta(days=3)
PLAIN = Standing(
    petition_id=PETITION,
    receipt="R1",
    intake=Told(revision=2, state=PetitionState.ACCEPTED),
)
AGREES = OwnConsent(holds=True, given_at=EARLIER)
NO_MORE = OwnConsent(holds=False, given_at=EARLIER, ended_at=NOON)
ON_PAPER = {"personal": True, "consent_on": TODAY, "consent_ref": "同意书2026-7"}


@pytest.fixture
def store():
    return LedgerStore(standings={PETITION: PLAIN})


@pytest.fixture
def say(store):
    bus = ledgers_in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("street-head", organisation_id=STREET),
        enter(ITEM, about=about(AboutKind.PETITION, PETITION)),
        meet(ITEM),
        report(ITEM),
    ]:
        tell(command)
    return tell


def hear(consent, revision=3, **more):
    told = replace(PLAIN, intake=replace(PLAIN.intake, revision=revision))
    standing = replace(told, consent=consent, **more)
    return HearPetition(actor=SYSTEM, standing=standing)


def state(store, publication=TOLD):
    kept = store.publications[publication]
    return kept.state, kept.reason


def test_art25_who_agreed_at_the_web_is_asked_by_nobody_again(say):
    say(hear(AGREES))
    told = say(write(ITEM, TOLD, personal=True))
    assert told.publication.consent_on == TODAY - timedelta(days=3)
    assert told.consent_ref == "R1"
    assert say(decide(TOLD)).publication.state == "published"


def test_art25_their_own_word_stands_instead_of_a_paper(say):
    say(hear(AGREES))
    assert say(write(ITEM, TOLD, **ON_PAPER)).consent_ref == "R1"


def test_art25_who_said_nothing_may_agree_on_paper_alone(say):
    say(hear(OwnConsent()))
    with pytest.raises(Invalid) as refused:
        say(write(ITEM, TOLD, personal=True))
    assert refused.value.fields == {"consent_on": "consent-needed"}
    assert say(write(ITEM, TOLD, **ON_PAPER)).consent_ref == "同意书2026-7"


def test_what_its_petitioner_takes_back_is_at_once_public_no_more(say, store):
    say(hear(AGREES))
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    say(hear(NO_MORE, 4))
    say(hear(NO_MORE, 4))
    assert state(store) == ("withdrawn", "consent-withdrawn")
    assert store.ledgers[ITEM].state == "reported"


def test_it_is_taken_back_though_nobody_needed_consent_for_it(say, store):
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    say(hear(NO_MORE))
    assert state(store) == ("withdrawn", "consent-withdrawn")


def test_a_draft_whose_consent_was_taken_back_is_not_let_out(say, store):
    say(hear(AGREES))
    say(write(ITEM, TOLD))
    say(hear(NO_MORE, 4))
    with pytest.raises(Invalid) as refused:
        say(decide(TOLD))
    assert refused.value.fields == {"consent_on": "consent-withdrawn"}
    assert state(store) == ("draft", None)


def test_after_that_only_a_consent_of_a_later_day_counts(say, store):
    yesterday = replace(NO_MORE, ended_at=NOON - timedelta(days=1))
    say(hear(yesterday))
    with pytest.raises(Invalid) as refused:
        say(write(ITEM, TOLD))
    assert refused.value.fields == {"consent_on": "consent-needed"}
    say(write(ITEM, TOLD, **ON_PAPER))
    say(decide(TOLD))
    say(hear(yesterday, 4))
    assert state(store) == ("published", None)


def test_who_agrees_again_is_taken_at_their_word_the_same_day(say):
    say(hear(replace(NO_MORE, holds=True, given_at=NOON + timedelta(hours=1))))
    assert say(write(ITEM, TOLD)).publication.consent_on == TODAY


def test_an_older_word_of_consent_changes_nothing(say, store):
    say(hear(AGREES, 5))
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    say(hear(NO_MORE, 4))
    assert state(store) == ("published", None)


def test_art30_an_accusation_without_consent_is_taken_back_once(say, store):
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    say(hear(NO_MORE, accused=(OTHER,)))
    assert state(store) == ("withdrawn", "other")
