"""What the door says to those who run the service."""

import pytest

from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics

pytestmark = pytest.mark.unit


def broken():
    raise ConnectionRefusedError


def test_a_live_process_says_so_whatever_its_parts_do(door):
    reply = door(health=Health({"database": broken})).call("GET", "/health/live")
    assert (reply.status_code, reply.json) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_who_looks_on_is_not_asked_for_a_token_and_none_is_refused(door, path):
    it = door(health=Health({}), metrics=Metrics("x"))
    reply = it.call("GET", path, headers={"Authorization": "Bearer stale"})
    assert reply.status_code == 200


def test_readiness_names_the_failed_part(door):
    it = door(health=Health({"database": broken, "broker": lambda: None}))
    reply = it.call("GET", "/health/ready", headers={"Accept-Language": "en"})
    assert reply.status_code == 503
    assert reply.json["type"] == "urn:minqing:problem:not-ready"
    assert reply.json["errors"] == [
        {"field": "database", "code": "unreachable", "message": "It cannot be reached"}
    ]


def test_a_ready_process_says_so(door):
    reply = door(health=Health({})).call("GET", "/health/ready")
    assert (reply.status_code, reply.json) == (200, {"status": "ok"})


@pytest.mark.filterwarnings("ignore:Unknown REQUEST_METHOD")
def test_metrics_hold_the_calls_that_were_made(door):
    it = door(method="GET", path="/it/{word}", metrics=Metrics("x"))
    it.call(path="/it/a")
    it.call(path="/nowhere/1")
    it.call("BREW", "/it/a")
    reply = it.call("GET", "/metrics")
    assert reply.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    for route, method, status in (
        ("/it/{word}", "GET", "2xx"),
        ("(unmatched)", "GET", "4xx"),
        ("(unmatched)", "OTHER", "4xx"),
    ):
        labels = f'method="{method}",route="{route}",service="x",status="{status}"'
        assert f"minqing_http_request_seconds_count{{{labels}}} 1.0" in reply.text


def test_a_door_without_health_and_metrics_has_neither(door):
    assert door().call("GET", "/health/live").status_code == 404
    assert door().call("GET", "/metrics").status_code == 404
