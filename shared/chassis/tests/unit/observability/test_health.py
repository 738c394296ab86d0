"""Ready only when every part is."""

import threading

import pytest

from minqing_chassis.http.operations import not_ready
from minqing_chassis.observability.health import Health, NotReady

pytestmark = pytest.mark.unit


def broken():
    raise ConnectionRefusedError


def test_a_process_whose_parts_are_well_is_ready():
    health = Health({"database": lambda: None, "broker": lambda: None})
    assert health.failures() == {}
    health.require_ready()


def test_every_part_that_fails_is_named(caplog):
    health = Health({"database": broken, "broker": lambda: None, "migrations": broken})
    with pytest.raises(NotReady) as refusal:
        health.require_ready()
    assert refusal.value.failures == {
        "database": "unreachable",
        "migrations": "unreachable",
    }
    assert "not ready: database" in caplog.text


def test_a_part_that_hangs_does_not_hold_up_the_answer_and_is_asked_once():
    let_go, begun = threading.Event(), []

    def hangs():
        begun.append(1)
        let_go.wait(10)

    health = Health({"broker": hangs, "database": lambda: None}, within_seconds=0.05)
    assert health.failures() == {"broker": "too-slow"}
    assert health.failures() == {"broker": "too-slow"}
    assert begun == [1]
    let_go.set()
    assert Health({"broker": lambda: None}).failures() == {}


def test_a_part_that_recovers_is_well_again():
    answers = [broken, lambda: None]
    health = Health({"broker": lambda: answers.pop(0)()})
    assert health.failures() == {"broker": "unreachable"}
    assert health.failures() == {}


def test_the_refusal_names_the_parts():
    problem = not_ready(NotReady({"broker": "too-slow"}))
    assert (problem.status, problem.code) == (503, "not-ready")
    assert [(e.field, e.code) for e in problem.errors] == [("broker", "too-slow")]
