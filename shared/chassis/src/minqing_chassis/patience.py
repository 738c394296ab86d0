"""An end to the patience with whatever is waited for, however it spends the time."""

from collections.abc import Iterator
from contextlib import contextmanager

import eventlet


@contextmanager
def at_most(seconds: float, error: Exception) -> Iterator[None]:
    """Cut off what is not done in `seconds`, and raise `error`.

    A socket's own limit begins anew with every byte; this one does not. It reaches
    whatever waits cooperatively, as everything does in a running service.
    """
    with eventlet.Timeout(seconds, error):
        yield
