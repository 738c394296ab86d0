"""Whether the process lives, and whether it can do its work."""

import logging
import threading
from collections.abc import Callable, Mapping
from time import monotonic

Check = Callable[[], None]

_log = logging.getLogger(__name__)


class Withheld(Exception):
    """A part works and must not be used yet; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotReady(Exception):
    """Parts are away: `failures` says which, and how (`unreachable`, `too-slow`)."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{part} {how}" for part, how in failures.items()))
        self.failures = dict(failures)


class Health:
    """Runs the named checks; each must pass within a bounded time.

    A check returns when its part is well and raises when it is not. Checks run at the
    same time in threads of their own (greenthreads once patched), so that one that
    hangs cannot hold up the answer.
    """

    def __init__(
        self, checks: Mapping[str, Check], *, within_seconds: float = 3.0
    ) -> None:
        self._within = within_seconds
        self._parts = [_Part(name, check) for name, check in checks.items()]

    def failures(self) -> dict[str, str]:
        """Return which parts failed: name -> `unreachable`, `too-slow`, or a code."""
        deadline = monotonic() + self._within
        for part in self._parts:
            part.begin()
        outcomes = {part.name: part.outcome(deadline) for part in self._parts}
        return {name: code for name, code in outcomes.items() if code is not None}

    def require_ready(self) -> None:
        """Raise NotReady, naming every part which failed."""
        failed = self.failures()
        if failed:
            raise NotReady(failed)


class _Part:
    """One named check; a run that hangs is waited for again, not started twice."""

    def __init__(self, name: str, check: Check) -> None:
        self.name = name
        self._check = check
        self._code: str | None = "too-slow"
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._code = "too-slow"
            self._thread = threading.Thread(
                target=self._run, name=f"check-{self.name}", daemon=True
            )
            self._thread.start()

    def outcome(self, deadline: float) -> str | None:
        if self._thread is not None:
            self._thread.join(timeout=max(deadline - monotonic(), 0))
        return self._code

    def _run(self) -> None:
        try:
            self._check()
        except Withheld as error:
            self._code = error.code
        except Exception:
            _log.warning("not ready: %s", self.name, exc_info=True)
            self._code = "unreachable"
        else:
            self._code = None
