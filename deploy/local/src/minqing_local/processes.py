"""Child processes that never outlive us, however we end."""

import contextlib
import functools
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from minqing_local.waiting import TooLate, wait_until


@dataclass(frozen=True)
class Recipe:
    """How to start a process: what, with which environment, as whom, writing where."""

    argv: Sequence[str]
    environ: Mapping[str, str]
    log: Path
    folder: Path | None = None
    last_signal: str = "TERM"
    """What the kernel sends the child when this program dies without a word."""
    become: Sequence[str] = field(default=())
    """Further options of setpriv(1): another user, capabilities."""


class Process:
    """A running child in a session of its own."""

    def __init__(self, name: str, popen: "subprocess.Popen[bytes]") -> None:
        self.name = name
        self._popen = popen

    @property
    def pid(self) -> int:
        """The process id, valid as long as it is alive."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs (a stopped process counts as running)."""
        return self._popen.poll() is None

    @property
    def exit_code(self) -> int | None:
        """What it returned, or minus the signal that ended it; None while it runs."""
        return self._popen.poll()

    def send(self, signum: int) -> None:
        """Send one signal to the process itself; a dead one is left in peace."""
        if self.alive:
            self._popen.send_signal(signum)

    def kill(self) -> None:
        """End it at once, as a power cut would, and everything in its session."""
        for pid in _session_of(self.pid):
            _kill(pid)
        self._popen.wait()

    def pause(self) -> None:
        """Freeze it (SIGSTOP)."""
        self.send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on (SIGCONT)."""
        self.send(signal.SIGCONT)

    def stop(self, signum: int = signal.SIGTERM, timeout: float = 20.0) -> None:
        """Ask it to end, and end it by force after `timeout` seconds."""
        self.resume()
        self.send(signum)
        try:
            self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()


def start(name: str, recipe: Recipe) -> Process:
    """Start a child; it is told to end when this program ends, even by kill -9.

    The kernel ties that promise to the *thread* that made the child, so one thread,
    which lives as long as the program, makes all that belong to one network: a child
    has the network of who asks for it, and that thread that of who first did.
    """
    return _nursery(_network()).submit(_start, name, recipe).result()


def _network() -> int:
    """Return the number of the network namespace in which this thread is."""
    return Path("/proc/thread-self/ns/net").stat().st_ino


@functools.cache
def _nursery(network: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"nursery-{network}")


def _start(name: str, recipe: Recipe) -> Process:
    recipe.log.parent.mkdir(parents=True, exist_ok=True)
    with recipe.log.open("ab") as log:
        return Process(name, _popen(recipe, log))


def _popen(recipe: Recipe, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    promise = ["setpriv", "--pdeathsig", recipe.last_signal, *recipe.become, "--"]
    return subprocess.Popen(
        [*promise, *recipe.argv],
        env=dict(recipe.environ),
        cwd=recipe.folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def is_running(pid: int) -> bool:
    """Say whether a process of that id runs (a zombie does not)."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def end(pid: int, signum: int = signal.SIGTERM, timeout: float = 60.0) -> None:
    """End a process that is not our child: first politely, then by force."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signum)
    try:
        wait_until(lambda: not is_running(pid), f"the end of process {pid}", timeout)
    except TooLate:
        _kill(pid)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _session_of(leader: int) -> list[int]:
    """Return the leader and every process of its session, the leader first."""
    others = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    return [leader, *(p for p in others if p != leader and _session(p) == leader)]


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None
