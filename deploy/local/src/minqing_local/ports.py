"""TCP ports on loopback: which are free, which are answering."""

import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from minqing_local.refusal import Refusal

LOOPBACK = "127.0.0.1"

LENT = range(20_000, 32_768)
"""The ports that `free_port` hands out.

They lie below those that Linux (from 32768) and macOS (from 49152) take for outgoing
connections: a port of theirs may be gone before a server that starts listens on it.
"""


def free_port() -> int:
    """Return a port nobody listens on, and which nobody else was just given.

    Whoever asks on this machine, in whatever process, is given the next one in turn.
    Raises `Refusal` if all are taken.
    """
    with _turn() as door:
        last = int(door.read() or LENT.start - 1)
        for step in range(1, len(LENT) + 1):
            port = LENT[(last - LENT.start + step) % len(LENT)]
            if is_free(port):
                door.seek(0)
                door.write(str(port))
                return port
    raise Refusal(
        f"No port from {LENT.start} to {LENT.stop - 1} is free: stop other programs."
    )


def is_open(port: int, timeout: float = 0.5) -> bool:
    """Say whether somebody accepts connections there (`timeout` in seconds)."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=timeout):
            return True
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Say whether we could listen there."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def claim(port: int, owner: str, variable: str) -> int:
    """Return the port if it is free.

    Raises `Refusal` naming the part that wants it and the variable that moves it.
    """
    if not is_free(port):
        raise Refusal(
            f"Port {port}, wanted for {owner}, is taken by another program: stop that "
            f"program, or choose another port with {variable}=<port> make run."
        )
    return port


@contextmanager
def _turn() -> Iterator[IO[str]]:
    """Hold the file with the port that was given last (always five digits)."""
    place = Path(tempfile.gettempdir()) / f"minqing-ports-{os.getuid()}"
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "r+", encoding="ascii") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield door
