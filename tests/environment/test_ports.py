"""Ports for servers that are about to start."""

import socket
import sys
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from minqing_local import ports
from minqing_local.ports import LENT, LOOPBACK, free_port
from minqing_local.refusal import Refusal

pytestmark = [pytest.mark.unit, pytest.mark.environment]

OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")
ASKING = """
from minqing_local.ports import free_port
print("ready", flush=True)
input()
print(*(free_port() for _ in range(100)))
"""
PIPES = {"stdin": PIPE, "stdout": PIPE, "text": True}


@pytest.fixture
def own_turn(tmp_path, monkeypatch):
    """A range that nothing else of this suite lends, begun anew."""
    monkeypatch.setattr(ports.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(ports, "LENT", range(19_000, 19_100))


def test_nobody_is_given_a_port_that_another_was_just_given():
    asking = [sys.executable, "-c", ASKING]
    with ExitStack() as both:
        others = [both.enter_context(Popen(asking, **PIPES)) for _ in range(2)]
        assert {other.stdout.readline() for other in others} == {"ready\n"}
        for other in others:
            print(file=other.stdin, flush=True)
        given = [port for other in others for port in other.stdout.read().split()]
    assert len(set(given)) == len(given) == 200


@pytest.mark.skipif(not OUTGOING.exists(), reason="only Linux says which those are")
def test_no_outgoing_connection_takes_a_port_before_its_server_listens():
    assert max(LENT) < int(OUTGOING.read_text().split()[0])


def test_a_port_on_which_somebody_listens_is_passed_over(own_turn):
    first = free_port()
    with socket.socket() as other:
        other.bind((LOOPBACK, first + 1))
        other.listen()
        assert free_port() > first + 1


def test_after_the_last_port_comes_the_first_again(own_turn, monkeypatch):
    two = range(free_port(), 19_100)[:2]
    monkeypatch.setattr(ports, "LENT", two)
    assert [free_port() for _ in range(3)] == [two[1], two[0], two[1]]


def test_when_all_are_taken_a_sentence_says_so(own_turn, monkeypatch):
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        only = other.getsockname()[1]
        monkeypatch.setattr(ports, "LENT", range(only, only + 1))
        with pytest.raises(Refusal, match="No port from"):
            free_port()
