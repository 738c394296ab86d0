"""Several doors asked at once: a page waits for the slowest, not for their sum."""

from collections.abc import Callable
from contextvars import copy_context
from typing import NoReturn, TypeVar

import eventlet

A = TypeVar("A")


def soon(ask: Callable[[], A]) -> Callable[[], A]:
    """Begin to ask, in the name of who reads this page; call what is returned to wait.

    What the asking raises is raised there, and nowhere else.
    """
    asking = eventlet.spawn(copy_context().run, _kept(ask))

    def told() -> A:
        answer: Callable[[], A] = asking.wait()
        return answer()

    return told


def _kept(ask: Callable[[], A]) -> Callable[[], Callable[[], A]]:
    """Keep what is raised: a greenthread that raises tells the log of it as well."""

    def kept() -> Callable[[], A]:
        try:
            answer = ask()
        except Exception as trouble:
            return _raising(trouble)
        return lambda: answer

    return kept


def _raising(trouble: Exception) -> Callable[[], NoReturn]:
    def again() -> NoReturn:
        raise trouble

    return again
