"""A command says in one sentence why it cannot, and is quiet when nobody listens."""

import subprocess
import sys

import pytest

from minqing_chassis.command_line import ending_well

pytestmark = pytest.mark.unit

TALKING = """
import sys
from minqing_chassis.command_line import ending_well
with ending_well("notify", OSError):
    for number in range(int(sys.argv[1])):
        sys.stdout.write(f"{number}\\n")
"""


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("lines", ["3", "100000"])
def test_a_reader_that_has_read_enough_ends_the_command_quietly(lines, unbuffered):
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", TALKING, lines],
        env={"PYTHONUNBUFFERED": unbuffered},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_refusal_is_one_sentence():
    refused = pytest.raises(SystemExit, match=r"^notify: no such file$")
    with refused, ending_well("notify", OSError):
        raise OSError("no such file")


def test_a_pipe_to_somebody_else_that_breaks_is_told():
    refused = pytest.raises(SystemExit, match="notify: the broker hung up")
    with refused, ending_well("notify", OSError):
        raise BrokenPipeError("the broker hung up")


def test_what_is_no_refusal_is_not_hidden():
    with pytest.raises(KeyError), ending_well("notify", OSError):
        raise KeyError("bug")
