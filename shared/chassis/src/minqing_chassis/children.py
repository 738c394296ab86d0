"""Processes apart, held to their time beside greenthreads as without them.

Under eventlet `communicate` raises a TimeoutExpired that is not `subprocess`'s: nobody
catches it, and the child works on. So a clock of ours ends it. And who writes to a
child that has ended tries again for ever there: what is known before a child starts is
read by it from memory, and is not written to it.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer


@contextmanager
def readable(content: bytes) -> Iterator[int]:
    """Give a descriptor, to be a child's standard input; it lies on no disk."""
    opened = os.memfd_create("told", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(opened), "wb") as told:
            told.write(content)
        os.lseek(opened, 0, os.SEEK_SET)
        yield opened
    finally:
        os.close(opened)


def answer_of(
    child: "subprocess.Popen[bytes]", seconds: float, told: bytes | None = None
) -> tuple[bytes, bytes] | None:
    """Return what a child wrote on both pipes; None where its time was over.

    It has ended then, as it has where who waited for it was given up.
    """
    over = Event()

    def end() -> None:
        over.set()
        child.kill()

    clock = Timer(seconds, end)
    clock.daemon = True
    clock.start()
    try:
        said = child.communicate(told)
    finally:
        clock.cancel()
        child.kill()
    return None if over.is_set() else said
