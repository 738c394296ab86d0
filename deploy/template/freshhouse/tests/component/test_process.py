"""The service as a process: it becomes ready, describes itself, and stops."""

import pytest
import requests

from minqing_local.agency import Agency

pytestmark = pytest.mark.component


@pytest.fixture(scope="module")
def freshhouse(tmp_path_factory, broker, postgres):
    with Agency(
        tmp_path_factory.mktemp("freshhouse"),
        services=["freshhouse"],
        amqp_uri=broker,
        database_urls={"freshhouse": postgres.database("freshhouse")},
        supervise=False,
    ) as alone:
        yield alone


def test_it_is_ready(freshhouse):
    assert requests.get(freshhouse.url("freshhouse") + "/health/ready", timeout=30).ok


def test_it_describes_its_door(freshhouse):
    answer = requests.get(freshhouse.url("freshhouse") + "/openapi.json", timeout=30)
    assert answer.json()["openapi"].startswith("3.1")


def test_its_series_carry_its_name(freshhouse):
    answer = requests.get(freshhouse.url("freshhouse") + "/metrics", timeout=30)
    assert 'service="freshhouse"' in answer.text


def test_its_dead_letters_can_be_listed(freshhouse):
    assert freshhouse.run_cli("freshhouse", "dead", "list") == ""
