"""One petition's steps, gathered from services that may be away."""

import argparse

import pytest

from minqing_chassis.rpc import RpcUnavailable
from minqing_chassis.trace import add_trace, trace

pytestmark = pytest.mark.unit


def a_step(service, at, step):
    return {
        "service": service,
        "revision": 1,
        "step": step,
        "at": at,
        "actor": "system:system",
        "correlation_id": "c-1",
        "detail": {"unit": "u"},
    }


STEPS = {
    "intake": [a_step("intake", "2026-03-02T12:00:00+00:00", "accepted")],
    "routing": [a_step("routing", "2026-03-02T12:00:01+00:00", "assigned")],
}


class FakeClient:
    def __init__(self, service):
        self.service = service

    def call(self, method, **values):
        assert (method, values) == ("timeline", {"petition_id": "p"})
        if self.service not in STEPS:
            raise RpcUnavailable("away")
        return STEPS[self.service]


def test_steps_stand_in_the_order_of_time_and_the_silent_are_named():
    found = trace("p", FakeClient, services=("routing", "notify", "intake"))
    assert [step["step"] for step in found.steps] == ["accepted", "assigned"]
    assert found.silent == ["notify"]


def test_the_command_prints_a_line_a_step(capsys):
    parser = argparse.ArgumentParser()
    add_trace(parser.add_subparsers(), {"R-1": "p"}.__getitem__, FakeClient)
    arguments = parser.parse_args(["trace", "R-1"])
    arguments.run(arguments)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "accepted" in lines[0]
    assert "unit=u" in lines[1]
    assert lines[2] == "notify did not answer; its steps are missing"
