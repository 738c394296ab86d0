"""Who hears what: nothing is published to nobody, nothing is heard that nobody says."""

from pathlib import Path

import pytest

from minqing_contracts.catalogue import catalogue
from minqing_contracts.topology import SUBSCRIPTIONS

pytestmark = pytest.mark.contracts

HOUSE = Path(__file__).parents[2]
CATALOGUE = {key: event for key, event, _schema in catalogue()}
HEARD = [
    (service, event) for service, events in SUBSCRIPTIONS.items() for event in events
]


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_published_contract_has_a_hearer(key):
    assert CATALOGUE[key] in {event for _service, event in HEARD}


@pytest.mark.parametrize(
    ("service", "event"), HEARD, ids=[f"{s}-{e.__name__}" for s, e in HEARD]
)
def test_every_subscription_is_to_a_published_contract(service, event):
    assert CATALOGUE[event.routing_key()] is event


@pytest.mark.parametrize("service", SUBSCRIPTIONS)
def test_no_service_asks_twice_for_the_same_contract(service):
    heard = SUBSCRIPTIONS[service]
    assert len(heard) == len(set(heard))


@pytest.mark.parametrize(
    ("service", "event"), HEARD, ids=[f"{s}-{e.__name__}" for s, e in HEARD]
)
def test_no_service_listens_to_itself(service, event):
    assert event.routing_key().partition(".")[0] != service


def test_the_hearers_and_the_owners_are_the_services_of_the_house():
    houses = {folder.name for folder in HOUSE.glob("services/*/src/*")}
    owners = {key.partition(".")[0] for key in CATALOGUE}
    assert set(SUBSCRIPTIONS) <= houses
    assert owners <= houses
