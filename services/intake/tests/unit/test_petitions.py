"""What may happen to a petition at the door."""

from pathlib import Path

import pytest

from intake.domain.deciding import LONGEST_EXPLANATION
from intake.domain.errors import BrokenPetition, StaleRevision
from intake.domain.events import PetitionAccepted, PetitionReceived, PetitionRefused
from intake.domain.lifecycle import LIFECYCLE, PetitionState, PetitionStep
from intake.domain.refusal import RefusalReason
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.text import Unreadable
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    a_petition,
    a_waiting_petition,
)


def test_one_that_says_what_and_where_is_accepted_on_arrival():
    petition = a_petition()
    petition.arrive(NOON)
    assert petition.state is PetitionState.ACCEPTED
    [fact] = petition.release()
    assert isinstance(fact, PetitionAccepted)
    assert (fact.revision, fact.accepted_at) == (1, NOON)
    assert fact.external_ref is None


@pytest.mark.parametrize("missing", [{"category": None}, {"division_code": ""}])
def test_one_that_leaves_what_or_where_open_waits_for_a_clerk(missing):
    petition = a_petition(**missing)
    petition.arrive(NOON)
    assert petition.state is PetitionState.RECEIVED
    assert petition.decided_at is None
    [fact] = petition.release()
    assert isinstance(fact, PetitionReceived)
    assert fact.received_at == NOON


def test_d10_the_arrival_is_recorded_before_the_decision():
    petition = a_waiting_petition()
    petition.accept("roads", COMMUNITY, at=NOON + DAY)
    assert petition.received_at == NOON
    assert petition.decided_at == NOON + DAY


def test_a_clerk_accepts_under_a_category_and_a_place():
    petition = a_waiting_petition()
    petition.accept("roads", COMMUNITY, at=NOON + DAY)
    [fact, _] = petition.release()
    assert isinstance(fact, PetitionAccepted)
    assert (fact.revision, fact.category, fact.division_code) == (2, "roads", COMMUNITY)


def test_accepting_without_a_place_keeps_the_place_it_came_with():
    petition = a_waiting_petition(division_code=COMMUNITY)
    petition.accept("roads", "", at=NOON)
    assert petition.division_code == COMMUNITY


def test_a_refusal_carries_its_reason_and_the_other_way():
    petition = a_waiting_petition()
    petition.refuse(RefusalReason.NOT_WITHIN_POWERS, " 请找供电局。 ", at=NOON + DAY)
    assert petition.state is PetitionState.REFUSED
    [fact] = petition.release()
    assert isinstance(fact, PetitionRefused)
    assert (fact.reason, fact.explanation) == ("not-within-powers", "请找供电局。")


@pytest.mark.parametrize(
    "words, fault",
    [
        (" ", BrokenPetition),
        ("x" * (LONGEST_EXPLANATION + 1), BrokenPetition),
        ("a\x00b", Unreadable),
    ],
)
def test_a_refusal_must_say_where_to_go_instead(words, fault):
    petition = a_waiting_petition()
    with pytest.raises(fault):
        petition.refuse(RefusalReason.UNCLEAR, words, at=NOON)
    assert petition.state is PetitionState.RECEIVED


@pytest.mark.parametrize("decided", ["accept", "refuse"])
def test_what_is_decided_is_not_decided_again(decided):
    petition = a_waiting_petition()
    if decided == "accept":
        petition.accept("roads", COMMUNITY, at=NOON)
    else:
        petition.refuse(RefusalReason.FINAL, "已复核。", at=NOON)
    with pytest.raises(TransitionRefused):
        petition.accept("roads", COMMUNITY, at=NOON)
    with pytest.raises(TransitionRefused):
        petition.refuse(RefusalReason.FINAL, "已复核。", at=NOON)


def test_a_clerk_who_saw_an_older_revision_must_look_again():
    petition = a_waiting_petition()
    with pytest.raises(StaleRevision):
        petition.accept("roads", COMMUNITY, at=NOON, seen=2)
    with pytest.raises(StaleRevision):
        petition.refuse(RefusalReason.FINAL, "已复核。", at=NOON, seen=0)
    petition.accept("roads", COMMUNITY, at=NOON, seen=1)


def test_one_from_an_archive_was_accepted_when_it_came():
    petition = a_petition(
        division_code="", category="general", source="old", external_ref="2759"
    )
    petition.arrive_from_archive()
    [fact] = petition.release()
    assert isinstance(fact, PetitionAccepted)
    assert (fact.accepted_at, fact.external_ref) == (NOON, "2759")


def test_the_page_about_the_service_holds_the_drawing_of_its_lifecycle():
    page = Path(__file__).parents[2] / "README.md"
    assert LIFECYCLE.as_mermaid() in page.read_text("utf-8")


ALLOWED = {
    ("received", "accept"): "accepted",
    ("received", "refuse"): "refused",
    ("received", "refer"): "referred",
    ("received", "ask"): "awaiting-petitioner",
    ("received", "note"): "noted",
    ("received", "miss"): "received",
    ("awaiting-petitioner", "accept"): "accepted",
    ("awaiting-petitioner", "refuse"): "refused",
    ("awaiting-petitioner", "refer"): "referred",
    ("awaiting-petitioner", "answer"): "received",
    ("awaiting-petitioner", "remind"): "awaiting-petitioner",
    ("awaiting-petitioner", "lapse"): "lapsed",
    ("lapsed", "answer"): "received",
    ("accepted", "reclassify"): "accepted",
    ("received", "withdraw"): "withdrawn",
    ("awaiting-petitioner", "withdraw"): "withdrawn",
    ("accepted", "withdraw"): "accepted",
}


@pytest.mark.parametrize("state", PetitionState)
@pytest.mark.parametrize("step", PetitionStep)
def test_every_step_that_is_listed_leads_on_and_every_other_is_refused(state, step):
    if (state, step) in ALLOWED:
        assert LIFECYCLE.after(state, step) == ALLOWED[state, step]
    else:
        with pytest.raises(TransitionRefused):
            LIFECYCLE.after(state, step)
