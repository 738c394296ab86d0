"""Children never outlive the program that started them, however it ends."""

import os
import signal
import subprocess
import sys

import pytest

from minqing_local import processes
from minqing_local.processes import Recipe
from minqing_local.waiting import TooLate, wait_until

pytestmark = pytest.mark.environment

PARENT = """
import sys, threading
from pathlib import Path
from minqing_local.processes import Recipe, start
recipe = Recipe(["sleep", "600"], {"PATH": "/usr/bin:/bin"}, Path(sys.argv[1]))
child = start("sleeper", recipe)
print(child.pid, flush=True)
threading.Event().wait()
"""


@pytest.fixture
def recipe(tmp_path):
    def make(*argv):
        return Recipe(argv, {"PATH": os.environ["PATH"]}, tmp_path / "log.txt")

    return make


def test_a_child_ends_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log.txt")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent:
        child = int(parent.stdout.readline())
        assert processes.is_running(child)
        parent.kill()
    wait_until(lambda: not processes.is_running(child), "the end of the child", 30)


def test_a_child_started_in_a_thread_that_ended_lives_on(recipe):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        child = pool.submit(processes.start, "sleeper", recipe("sleep", "600")).result()
    assert child.alive
    child.kill()


def test_a_killed_child_takes_its_own_children_along(recipe, tmp_path):
    script = f"sleep 600 & echo $! > {tmp_path}/grandchild; wait"
    child = processes.start("shell", recipe("sh", "-c", script))
    file = tmp_path / "grandchild"
    wait_until(lambda: file.exists() and file.read_text().strip(), "its pid", 30)
    grandchild = int(file.read_text())
    child.kill()
    wait_until(lambda: not processes.is_running(grandchild), "its end", 30)
    assert child.exit_code == -signal.SIGKILL


def test_a_stopped_child_that_does_not_listen_is_ended_by_force(recipe):
    deaf = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
    child = processes.start("deaf", recipe("sh", "-c", deaf))
    log = recipe().log
    wait_until(lambda: "ready" in log.read_text(), "the trap to be set", 30)
    child.stop(timeout=0.3)
    assert not child.alive


def test_a_frozen_child_lives_and_can_be_stopped(recipe):
    child = processes.start("sleeper", recipe("sleep", "600"))
    child.pause()
    assert child.alive
    child.stop(timeout=30)
    assert child.exit_code == -signal.SIGTERM


def test_waiting_in_vain_says_for_what():
    with pytest.raises(TooLate, match="the moon"):
        wait_until(lambda: False, "the moon", timeout=0.05, every=0.01)
