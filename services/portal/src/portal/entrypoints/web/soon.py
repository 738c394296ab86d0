"""Several doors asked at once: a page waits for the slowest, not for their sum."""

from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

import eventlet

A = TypeVar("A")


def soon(ask: Callable[[], A]) -> Callable[[], A]:
    """Begin to ask, in the name of who reads this page; call what is returned to wait.

    What the asking raises is raised there.
    """
    answer: Callable[[], A] = eventlet.spawn(copy_context().run, ask).wait
    return answer
