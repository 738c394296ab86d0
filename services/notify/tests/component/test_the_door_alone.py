"""`python -m notify http`: the HTTP door in a process of its own."""

import signal
import sys

import pytest
import requests

from minqing_local import processes
from minqing_local.ports import free_port
from minqing_local.processes import Recipe
from minqing_local.waiting import wait_until

pytestmark = pytest.mark.component


def test_the_door_alone_answers_and_stops_when_told(house, tmp_path):
    port = free_port()
    environ = house.environ | {"HTTP_ADDRESS": f"127.0.0.1:{port}"}
    argv = [sys.executable, "-m", "notify", "http"]
    door = processes.start("door", Recipe(argv, environ, tmp_path / "door.log"))
    url = f"http://127.0.0.1:{port}"

    def answers():
        try:
            return requests.get(f"{url}/health/ready", timeout=30).ok
        except requests.ConnectionError:
            return False

    wait_until(answers, "the door", 30)
    page = requests.get(f"{url}/docs", timeout=30)
    assert "/v1/follow-ups" in page.text
    door.send(signal.SIGTERM)
    wait_until(lambda: not door.alive, "its end", 30)
    assert door.exit_code == 0
