"""Waiting for a fact, with a deadline: never for a fixed time."""

import time
from collections.abc import Callable


class TooLate(TimeoutError):
    """The fact did not come true in time."""


def wait_until(
    fact: Callable[[], object], what: str, timeout: float, every: float = 0.05
) -> None:
    """Return as soon as `fact()` is true; look every `every` seconds.

    Raises `TooLate`, saying what was waited for, after `timeout` seconds.
    """
    deadline = time.monotonic() + timeout
    while not fact():
        if time.monotonic() > deadline:
            raise TooLate(f"waited {timeout:.0f} s in vain for: {what}")
        time.sleep(every)
