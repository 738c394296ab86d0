"""Processes apart end when their time is over, beside greenthreads too."""

import subprocess
import sys

import pytest

from minqing_chassis.papers import cleaning

pytestmark = pytest.mark.unit

GREEN = """
import eventlet
eventlet.monkey_patch()
import sys, time
from minqing_chassis.papers import cleaning
from minqing_kernel.pictures import PaperRefused
cleaning.COMMAND = (sys.executable, "-S", "-c", "import time; time.sleep(60)")
cleaning.SECONDS, cleaning.WAITS = 1.5, 0.05
told = []
def one():
    try:
        cleaning.clean_paper(b"%PDF-" * 100_000)
    except PaperRefused as no:
        told.append(no.fields["file"])
    except TimeoutError:
        told.append("wait")
for each in [eventlet.spawn(one) for _ in range(3)]:
    each.wait()
print(sorted(told))
"""


def test_a_paper_that_takes_too_long_ends_beside_greenthreads_and_none_waits_for_ever():
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", GREEN],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    expected = "['too-much-work', 'too-much-work', 'wait']\n"
    assert (said.stdout, said.stderr[-500:]) == (expected, "")


def test_a_paper_that_waits_too_long_for_its_turn_may_come_again(monkeypatch):
    monkeypatch.setattr(cleaning, "WAITS", 0.01)
    for _ in range(cleaning.AT_ONCE):
        cleaning.TURNS.acquire()
    try:
        with pytest.raises(TimeoutError):
            cleaning.clean_paper(b"%PDF-")
    finally:
        for _ in range(cleaning.AT_ONCE):
            cleaning.TURNS.release()
