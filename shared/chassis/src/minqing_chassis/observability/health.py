"""Whether the process lives, and whether it can do its work."""

import threading
from collections.abc import Callable, Mapping

from minqing_chassis.http.problems import FieldError, Problem

Check = Callable[[], None]


class Health:
    """Runs the named checks; each must pass within a bounded time.

    A check returns when its part is well and raises when it is not. Checks run at the
    same time in threads of their own (greenthreads once patched), so that one that
    hangs cannot hold up the answer.
    """

    def __init__(
        self, checks: Mapping[str, Check], *, within_seconds: float = 3.0
    ) -> None:
        self._checks = dict(checks)
        self._within = within_seconds

    def failures(self) -> dict[str, str]:
        """Return which parts failed: name -> `unreachable` or `too-slow`."""
        running = [_Running(name, check) for name, check in self._checks.items()]
        outcomes = {each.name: each.outcome(self._within) for each in running}
        return {name: code for name, code in outcomes.items() if code is not None}

    def require_ready(self) -> None:
        """Raise Problem 503 that names every part which failed."""
        failed = self.failures()
        if failed:
            raise Problem(
                503,
                "not-ready",
                errors=[FieldError(name, code) for name, code in failed.items()],
                headers={"Retry-After": "2"},
            )


class _Running:
    def __init__(self, name: str, check: Check) -> None:
        self.name = name
        self._check = check
        self._code: str | None = "too-slow"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._check()
        except Exception:
            self._code = "unreachable"
        else:
            self._code = None

    def outcome(self, within_seconds: float) -> str | None:
        self._thread.join(timeout=within_seconds)
        return self._code
