"""The text-message provider that is none: it listens, counts, and obeys."""

import subprocess
import sys

import pytest
import requests

from minqing_local.provider_simulator import Provider, ProviderServer

pytestmark = pytest.mark.environment


@pytest.fixture
def server():
    server = ProviderServer(Provider())
    server.start()
    yield server
    server.stop()


def test_it_counts_what_came_and_what_came_twice(server):
    for reference, key in (("a", "a"), ("a", "a"), ("b", None), ("b", None)):
        headers = {"Idempotency-Key": key} if key else {}
        requests.post(server.url, json={"reference": reference}, headers=headers)
    counted = requests.get(server.url.replace("/send", "/count")).json()
    assert counted == {
        "requests": 4,
        "delivered": 3,
        "doubled": 1,
        "behaviour": "well",
    }
    assert server.provider.doubled() == {"b": 2}


def test_it_misbehaves_when_it_is_told_to(server):
    order = {"behaviour": "fail", "delay": 0.01}
    requests.post(server.url.replace("/send", "/behave"), json=order)
    assert requests.post(server.url, json={"reference": "a"}).status_code == 503
    assert server.provider.delivered == []


def test_it_runs_by_itself():
    command = [sys.executable, "-m", "minqing_local.provider_simulator", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split()[-1]
        assert requests.get(url, timeout=30).json()["requests"] == 0
        process.send_signal(2)
        try:
            assert process.wait(timeout=30) == 0
        finally:
            process.kill()
