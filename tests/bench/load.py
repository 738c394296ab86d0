"""A load generator that costs little: raw sockets, kept alive, one a client thread."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


class BadAnswer(Exception):
    """The server answered with something other than success."""


class Door:
    """One kept-alive HTTP/1.1 connection to one service."""

    def __init__(self, url: str, token: str | None = None) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._token = f"Authorization: Bearer {token}\r\n" if token else ""
        self._socket: socket.socket | None = None
        self._rest = b""

    def call(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        """Send one request and return the status and the JSON answer."""
        payload = b"" if body is None else json.dumps(body).encode()
        lines = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in headers.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: bench\r\n{self._token}{lines}"
            f"Content-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
        )
        status, answer = self._exchange(head.encode() + payload)
        return status, json.loads(answer) if answer else None

    def do(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """As `call`, but raises BadAnswer unless the status is 2xx."""
        status, answer = self.call(method, path, body, **headers)
        if not 200 <= status < 300:
            raise BadAnswer(f"{method} {path}: {status} {answer}")
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __del__(self) -> None:
        """Hang up when nobody holds the door any more."""
        self.close()

    def _exchange(self, request: bytes) -> tuple[int, bytes]:
        try:
            return self._once(request)
        except (ConnectionError, EOFError):
            self.close()
            return self._once(request)

    def _once(self, request: bytes) -> tuple[int, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = b""
        self._socket.sendall(request)
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        length = _content_length(head)
        while len(self._rest) < length:
            self._more()
        body, self._rest = self._rest[:length], self._rest[length:]
        return int(head[9:12]), body

    def _more(self) -> None:
        assert self._socket is not None
        chunk = self._socket.recv(65536)
        if not chunk:
            raise EOFError("the server hung up")
        self._rest += chunk


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


@dataclass
class Timing:
    """What a run took: seconds in all, and milliseconds for each piece of work."""

    seconds: float
    each_ms: list[float]
    errors: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Return pieces of work a second."""
        return len(self.each_ms) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return the time below which this share of the work stayed, in ms."""
        ordered = sorted(self.each_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def run(
    work: Iterable[Any], clients: int, make_client: Callable[[], Callable[[Any], None]]
) -> Timing:
    """Let `clients` threads work through `work`; each makes its own client first."""
    line: Iterator[Any] = iter(work)
    lock = threading.Lock()
    each: list[float] = []
    errors: list[str] = []

    def toil() -> None:
        act = make_client()
        while True:
            with lock:
                piece = next(line, None)
            if piece is None:
                return
            begun = time.perf_counter()
            try:
                act(piece)
            except Exception as error:
                errors.append(repr(error))
            else:
                each.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=toil) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Timing(time.perf_counter() - begun, each, errors)
