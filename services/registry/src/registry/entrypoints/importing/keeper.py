"""Lets a process of its own work through imports while the service serves.

Reading a file and sealing its rows is CPU: in a greenthread it would stop all else.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Final

import eventlet
from nameko.extensions import DependencyProvider

from minqing_chassis.database import UNAVAILABLE
from registry.application.importing.ports import ImportDesk

WORK: Final = (sys.executable, "-m", "registry", "cli", "imports", "work")
EVERY_SECONDS: Final = 1.0
AFTER_FAILURE_SECONDS: Final = 10.0

log = logging.getLogger(__name__)


class ImportKeeper(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Looks for files that wait, and starts who works through them; one at a time."""

    def __init__(self, find: Callable[[], ImportDesk]) -> None:
        self._find = find
        self._stopping = False
        self._worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._desk = self._find()
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Stop looking; what is half done is gone on with after the next start."""
        self._stopping = True
        if self._worker is not None:
            self._worker.terminate()
        self._thread.wait()

    def get_dependency(self, _worker: object) -> Any:  # noqa: ANN401
        """Hand the desk to a worker."""
        return self._desk

    def _run(self) -> None:
        while not self._stopping:
            eventlet.sleep(self._look())

    def _look(self) -> float:
        try:
            if self._desk.due() is None:
                return EVERY_SECONDS
        except UNAVAILABLE as error:
            log.warning("imports wait: %s", type(error).__name__)
            return EVERY_SECONDS
        self._worker = subprocess.Popen(WORK, stdout=subprocess.DEVNULL)
        ended = self._worker.wait()
        self._worker = None
        if ended and not self._stopping:
            log.error("who works through imports ended with %d", ended)
            return AFTER_FAILURE_SECONDS
        return 0.0
