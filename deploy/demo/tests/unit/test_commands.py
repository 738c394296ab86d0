"""Operator commands that the demo gives: each service with keys of its own."""

import subprocess

import pytest

from minqing_demo import commands

pytestmark = pytest.mark.unit


def test_each_service_is_commanded_with_its_own_sealing_keys(monkeypatch):
    seen = []

    def run(argv, *, env, **_):
        seen.append(env["SEALING_KEY_FILE"])
        return subprocess.CompletedProcess(argv, 0, "told", "")

    monkeypatch.setattr(commands.subprocess, "run", run)
    environ = {
        "SEALING_KEY_FILE": "portals",
        "SEALING_KEY_FILE_REGISTRY": "registrys",
    }
    for service in ("registry", "portal"):
        assert commands.run_cli(environ, service, "load") == "told"
    assert seen == ["registrys", "portals"]
