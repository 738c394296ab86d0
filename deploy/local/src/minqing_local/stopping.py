"""How a program in the foreground hears that it shall stop, and then is left to it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopped(BaseException):
    """The operator asked to stop."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a lost terminal into `Stopped`, once.

    What is asked again is not heard: it would end the stopping halfway.
    """
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(*_: object) -> None:
        for signum in asked:
            signal.signal(signum, signal.SIG_IGN)
        raise Stopped

    before = {signum: signal.signal(signum, stop) for signum in asked}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


def heeding(work: Callable[[], int]) -> int:
    """Do work that stops at its own end whatever it started; 130 if it was asked to.

    >>> sys.exit(heeding(main))
    """
    with stoppable():
        try:
            return work()
        except Stopped:
            return 130


@contextmanager
def deaf() -> Iterator[None]:
    """Hear no further Ctrl-C: an orderly stop is under way and has its own limits."""
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {signum: signal.signal(signum, signal.SIG_IGN) for signum in asked}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
