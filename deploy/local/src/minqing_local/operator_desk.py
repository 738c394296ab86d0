"""Operator commands of the agency that runs here: `make cli S=intake ARGS="…"`."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from minqing_local import run_lock
from minqing_local.choices import Choices
from minqing_local.environment import FILES_PASSED_ON, PASSED_ON, SERVICES
from minqing_local.premises import Premises
from minqing_local.refusal import Refusal

WHOLE = "agency"
"""Named like a service: what concerns all of them, `cli backup`."""


def run_command(choices: Choices, words: Sequence[str]) -> int:
    """Run `python -m SERVICE cli …` as the agency of that folder would.

    `words` are the service and what it is told. Returns the exit code; raises
    `Refusal` for a service that there is not, and when no agency runs there.
    """
    service, *told = words or [""]
    if service == WHOLE:
        return run_whole(environ_of_whole(choices.folder), told)
    if service not in SERVICES:
        raise Refusal(
            f"Name a service ({', '.join(SERVICES)}) and its command, such as "
            'make cli S=intake ARGS="trace MQ-2603-0003476".'
        )
    environ = environ_of_running(choices.folder, service)
    argv = [sys.executable, "-m", service, "cli", *told]
    return subprocess.run(argv, env=environ, check=False).returncode


def environ_of_running(folder: Path, service: str) -> dict[str, str]:
    """Return the environment of a service of the agency that runs in a folder.

    It is what the agency was started with, whatever this shell says; nothing of it is
    kept on disk. Raises `Refusal` when none runs there, or it is somebody else's.
    """
    premises, started = _premises_of_running(folder)
    return premises.environ(service) | started


def environ_of_whole(folder: Path) -> dict[str, str]:
    """Return the environment of all services of the agency that runs in a folder."""
    premises, started = _premises_of_running(folder)
    return premises.operator_environ() | started


def run_whole(environ: Mapping[str, str], words: Sequence[str]) -> int:
    """Run a command about a whole agency (`backup`, `check`, `restore`)."""
    argv = [sys.executable, "-m", "minqing_backup", *words]
    return subprocess.run(argv, env=dict(environ), check=False).returncode


def _premises_of_running(folder: Path) -> tuple[Premises, dict[str, str]]:
    pid = run_lock.holder(folder)
    if pid is None:
        raise Refusal(f"No agency runs in {folder}: start one with 'make run'.")
    started = _environ_of(pid)
    choices = replace(Choices.from_environ(started), folder=folder)
    told = {name: started[name] for name in PASSED_ON if name in started}
    files = {name: started[name] for name in FILES_PASSED_ON if started.get(name)}
    told |= _from_where_it_stood(pid, files) if files else {}
    return Premises(folder, **choices.premises), told


def _from_where_it_stood(pid: int, files: Mapping[str, str]) -> dict[str, str]:
    try:
        stood = Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        raise _not_ours(pid) from None
    return {name: str(stood / file) for name, file in files.items()}


def _environ_of(pid: int) -> Mapping[str, str]:
    try:
        told = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        raise _not_ours(pid) from None
    pairs = (os.fsdecode(each).partition("=") for each in told.split(b"\0") if each)
    return {name: value for name, _, value in pairs}


def _not_ours(pid: int) -> Refusal:
    return Refusal(
        f"Process {pid}, which holds this agency, belongs to somebody else: run "
        "this as the user who started it."
    )
