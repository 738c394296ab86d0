"""One service as a process: `python -m <service> service`."""

import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import requests

from minqing_local import processes
from minqing_local.processes import Process, Recipe
from minqing_local.waiting import wait_until

STOP_SECONDS = 20.0
READY_SECONDS = 180.0
"""Much, since all services of an agency may start at once on a busy machine."""


class ServiceProcess:
    """Starts, stops, kills and watches the one process of a service."""

    def __init__(
        self,
        name: str,
        url: str,
        environ: Mapping[str, str],
        log: Path,
        folder: Path,
        python: str = sys.executable,
    ) -> None:
        self.name = name
        self.url = url
        self.log = log
        argv = [python, "-m", name, "service"]
        self._recipe = Recipe(argv, environ, log, folder, last_signal="KILL")
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        """The process id; raises `RuntimeError` before the first start."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs (frozen counts as running)."""
        return self._process is not None and self._process.alive

    def launch(self) -> None:
        """Start the process without waiting; one that runs is left alone."""
        if not self.alive:
            self._process = processes.start(self.name, self._recipe)

    def wait_until_ready(self, timeout: float = READY_SECONDS) -> None:
        """Wait until `/health/ready` says yes. Raises `TooLate` after `timeout` s."""
        wait_until(self.is_ready, f"{self.name} to be ready; see {self.log}", timeout)

    def is_ready(self) -> bool:
        """Ask once: database and broker reachable, schema at its newest."""
        try:
            return requests.get(f"{self.url}/health/ready", timeout=2).ok
        except requests.RequestException:
            return False

    def stop(self) -> None:
        """Ask it to finish what it is doing and end; by force after 20 s."""
        if self._process is not None:
            self._process.stop(signal.SIGTERM, timeout=STOP_SECONDS)

    def kill(self) -> None:
        """End it at once (SIGKILL)."""
        if self._process is not None:
            self._process.kill()

    def pause(self) -> None:
        """Freeze it (SIGSTOP)."""
        if self._process is not None:
            self._process.pause()

    def resume(self) -> None:
        """Let it go on (SIGCONT)."""
        if self._process is not None:
            self._process.resume()
