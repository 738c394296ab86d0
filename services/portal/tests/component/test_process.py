"""The service as a process: it becomes ready, describes itself, and stops."""

import pytest
import requests

from minqing_local.agency import Agency

pytestmark = pytest.mark.component


@pytest.fixture(scope="module")
def portal(tmp_path_factory, broker, postgres):
    with Agency(
        tmp_path_factory.mktemp("portal"),
        services=["portal"],
        amqp_uri=broker,
        database_urls={"portal": postgres.database("portal")},
        supervise=False,
    ) as alone:
        yield alone


def test_it_is_ready(portal):
    assert requests.get(portal.url("portal") + "/health/ready", timeout=5).ok


def test_it_describes_its_door(portal):
    answer = requests.get(portal.url("portal") + "/openapi.json", timeout=5)
    assert answer.json()["openapi"].startswith("3.1")


def test_its_series_carry_its_name(portal):
    answer = requests.get(portal.url("portal") + "/metrics", timeout=5)
    assert 'service="portal"' in answer.text


def test_its_dead_letters_can_be_listed(portal):
    assert portal.run_cli("portal", "dead", "list") == ""
