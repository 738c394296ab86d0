"""How many connections a server holds, and which it gives up for a new one."""

import resource
from typing import Any, Final

from eventlet import greenio
from eventlet.greenpool import GreenPool

MOST: Final = 4096
FOR_THE_REST: Final = 256
"""Files that a process needs beside connections: databases, broker, logs."""
SPARE: Final = 16


def room() -> int:
    """Return how many connections this process may hold; asks for what it is let."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + FOR_THE_REST
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
        soft = max(soft, most)
    return MOST if soft == resource.RLIM_INFINITY else _share(soft)


def _share(files: int) -> int:
    return min(MOST, max(SPARE, files - FOR_THE_REST))


class Connections:
    """Knows which connections wait for their next request, the longest waiting first.

    Browsers keep connections that they may never use again. Where the room ends, who
    came last is served all the same: who has said nothing for the longest is hung up
    on, and asks anew when it has something to say.
    """

    def __init__(self, most: int) -> None:
        self.pool = GreenPool(most)
        self._spare = min(SPARE, most // 4)
        self._idle: dict[Any, None] = {}
        self._leaving: set[Any] = set()

    def waits(self, line: Any) -> None:  # noqa: ANN401
        """Note that nothing is asked on this socket."""
        longest = next(iter(self._idle), None)
        free = self.pool.free() + len(self._leaving)
        if longest is not None and free <= self._spare:
            del self._idle[longest]
            self._leaving.add(longest)
            greenio.shutdown_safe(longest)
        self._idle[line] = None

    def speaks(self, line: Any) -> None:  # noqa: ANN401
        """Note that something is asked on it, or that it ended."""
        self._idle.pop(line, None)
        self._leaving.discard(line)
