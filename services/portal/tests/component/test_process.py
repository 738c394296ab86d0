"""The service as a process: it becomes ready, describes itself, and stops."""

import re

import pytest
import requests

from minqing_local.agency import Agency

pytestmark = pytest.mark.component

KEY = re.compile(r'name="key" value="([^"]+)"')
STEPS = [
    ("/tell/1", {"text": "路灯不亮"}),
    ("/tell/2", {"where": "nowhere"}),
    ("/tell/3", {"anonymous": "yes"}),
]


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
    assert requests.get(portal.url("portal") + "/health/ready", timeout=30).ok


def test_it_serves_its_front_page(portal):
    answer = requests.get(portal.url("portal") + "/", timeout=30)
    assert answer.status_code == 200
    assert "民情" in answer.text


def test_what_was_told_while_intake_is_away_waits_and_is_told(portal):
    """No intake runs here: the matter is kept, and the receipt says so."""
    url = portal.url("portal")
    with requests.Session() as resident:
        page = resident.get(url + "/tell/1", timeout=30)
        for path, said in STEPS:
            form = {"key": KEY.search(page.text).group(1), **said}
            page = resident.post(url + path, data=form, timeout=60)
        assert "ZC-" in page.text
    assert "waiting" in portal.run_cli("portal", "kept")


def test_its_read_model_is_checked_and_rebuilt_while_it_runs(portal):
    assert portal.run_cli("portal", "project", "rebuild") == "0 matters folded anew\n"
    assert "folds to" in portal.run_cli("portal", "project", "check")


def test_its_series_carry_its_name(portal):
    answer = requests.get(portal.url("portal") + "/metrics", timeout=30)
    assert 'service="portal"' in answer.text
    assert "minqing_portal_projection_lag_seconds" in answer.text


def test_its_dead_letters_can_be_listed(portal):
    assert portal.run_cli("portal", "dead", "list") == ""
