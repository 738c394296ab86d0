"""Every contract that the portal hears becomes a fact of the journal."""

import json

import pytest

from minqing_contracts.envelope import read_envelope, read_event
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.samples import read_samples
from portal.adapters.translation import COMMANDS
from portal.domain.progress import SOURCES, Stand
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.unit

SAMPLES = read_samples()
PERSONAL = ("reply", "explanation", "missing", "reason")


def heard(event, **changed):
    sample = SAMPLES[event.routing_key()]
    envelope = read_envelope(sample["headers"])
    told = read_event(envelope, json.dumps(sample["body"] | changed))
    return COMMANDS[event](envelope, told).fact


@pytest.mark.parametrize("event", SUBSCRIPTIONS["portal"])
def test_what_was_once_on_the_wire_is_a_fact_about_its_matter(event):
    fact, body = heard(event), SAMPLES[event.routing_key()]["body"]
    assert str(fact.petition_id) == body["petition_id"]
    assert (fact.receipt, fact.revision) == (body["receipt"], body["revision"])
    assert fact.source == event.routing_key().partition(".")[0]
    assert fact.source in SOURCES
    said = [body[word] for word in PERSONAL if word in body]
    assert not [each for each in said if str(each) in str(fact)]


@pytest.mark.parametrize(
    ("name", "stand"),
    [
        ("PetitionReceivedV1", Stand.RECEIVED),
        ("CaseUnroutedV1", Stand.WORKING),
        ("CaseAssignedV1", Stand.WORKING),
        ("PetitionRefusedV1", Stand.NOT_ACCEPTED),
        ("SupplementRequestedV1", Stand.ASKED),
        ("CaseResolvedV1", Stand.ANSWERED),
        ("CaseReopenedV1", Stand.WORKING),
        ("CaseClosedV1", Stand.CLOSED),
        ("CaseMergedV1", Stand.MERGED),
        ("CaseExtendedV1", None),
    ],
)
def test_what_moves_a_matter_says_where_to(name, stand):
    (event,) = [each for each in COMMANDS if each.__name__ == name]
    assert heard(event).stand is stand


@pytest.mark.parametrize("name", ["CaseUnroutedV1", "CaseAssignedV1"])
def test_who_has_a_case_is_told_with_what_it_is_about(name):
    (event,) = [each for each in COMMANDS if each.__name__ == name]
    about = {"category": "noise", "division_code": "510106", "received_at": NOON}
    fact = heard(event, **about | {"received_at": NOON.isoformat()})
    assert {word: getattr(fact, word) for word in about} == about


@pytest.mark.parametrize(
    ("state", "stand"),
    [
        ("resolved", Stand.ANSWERED),
        ("closed", Stand.CLOSED),
        ("started", Stand.WORKING),
        ("some-later-state", Stand.WORKING),
    ],
)
def test_a_case_that_is_separated_goes_on_where_it_stood(state, stand):
    (event,) = [each for each in COMMANDS if each.__name__ == "CaseSeparatedV1"]
    assert heard(event, state=state).stand is stand
