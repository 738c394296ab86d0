"""Serving the app with eventlet: inside the nameko process, or alone.

eventlet.monkey_patch() must have run before this module is imported.
"""

import contextlib
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import eventlet
from eventlet import wsgi
from eventlet.green import socket
from nameko.extensions import DependencyProvider

from minqing_chassis.garbage import look_seldom
from minqing_chassis.http.bodies import HANG_UP
from minqing_chassis.http.connections import Connections, room

BACKLOG = 1024
KEEPALIVE_SECONDS = 75
SOCKET_TIMEOUT_SECONDS = 30
HEAD_SECONDS = 15
REQUEST_SECONDS = 120
"""However slowly a caller sends, its connection is not held longer than that."""
REQUEST_LINE_LIMIT = 8192
GRACE_SECONDS = 10.0
LINGER_SECONDS = 1.0
LINGER_READS = 64
SIGNAL_LOOK_SECONDS = 0.2
"""A signal does not wake eventlet's hub, so the main greenthread looks by itself."""

WsgiApp = Callable[..., Any]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Doorway:
    """What is served, and where (`host:port`; port 0 lets the system choose)."""

    app: WsgiApp
    address: str


class _Protocol(wsgi.HttpProtocol):
    """Lets the app give up a connection whose request it will not read to its end."""

    def __init__(
        self,
        state: Any,  # noqa: ANN401
        server: Any,  # noqa: ANN401
        *,
        connections: Connections,
    ) -> None:
        self._all = connections
        super().__init__(state, server)

    def setup(self) -> None:
        """Send the last piece of a long answer at once.

        It would wait for the receipt of the one before, which the caller's system
        holds back for 40 ms.
        """
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ[HANG_UP] = self._hang_up
        return environ

    def finish(self) -> None:
        """Close without cutting off an answer that the caller has not read yet.

        A socket closed over unread input is reset, and the answer may be lost with it:
        so say that nothing more comes, and read what is still coming, for a moment.
        """
        with contextlib.suppress(OSError, ValueError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(LINGER_SECONDS)
            with eventlet.Timeout(LINGER_SECONDS, False):
                for _ in range(LINGER_READS):
                    if not self.connection.recv(65536):
                        break
        super().finish()

    def _read_request_line(self) -> Any:  # noqa: ANN401
        self._all.waits(self.connection)
        try:
            with eventlet.Timeout(KEEPALIVE_SECONDS, False):
                return super()._read_request_line()
            return b""
        finally:
            self._all.speaks(self.connection)

    def parse_request(self) -> bool:
        """Read the head of a request, in a bounded time however it trickles in."""
        with eventlet.Timeout(HEAD_SECONDS, False):
            return bool(super().parse_request())
        self._hang_up()
        return False

    def handle_one_response(self) -> None:
        """Answer; a body that trickles in is cut off."""
        with eventlet.Timeout(REQUEST_SECONDS, False):
            super().handle_one_response()
            return
        self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = 1


class HttpServer:
    """Listens, serves, and stops without dropping what it has begun."""

    def __init__(
        self, doorway: Doorway, *, grace_seconds: float = GRACE_SECONDS
    ) -> None:
        self._doorway = doorway
        self._grace = grace_seconds
        self._connections = Connections(room())
        self._pool = self._connections.pool
        self._socket: Any = None
        self._thread: Any = None

    @property
    def address(self) -> str:
        """Return where it listens, as host:port."""
        host, port = self._socket.getsockname()[:2]
        return f"{host}:{port}"

    def listen(self) -> None:
        """Take the address; raise OSError if it is taken."""
        host, _, port = self._doorway.address.rpartition(":")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = eventlet.listen(
            (host.strip("[]"), int(port)),
            family=family,
            backlog=BACKLOG,
            reuse_port=False,
        )
        self._socket.settimeout(None)

    def start(self) -> None:
        """Begin to serve in a greenthread."""
        self._thread = eventlet.spawn(self.serve)

    def serve(self) -> None:
        """Serve until killed; then finish what was begun."""
        wsgi.server(
            self._socket,
            self._doorway.app,
            custom_pool=self._pool,
            protocol=partial(_Protocol, connections=self._connections),
            keepalive=KEEPALIVE_SECONDS,
            socket_timeout=SOCKET_TIMEOUT_SECONDS,
            url_length_limit=REQUEST_LINE_LIMIT,
            log_output=False,
            debug=False,
        )

    def stop(self) -> None:
        """Accept nothing more; let requests finish, for a bounded time."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        thread.kill()
        self._socket.close()
        with eventlet.Timeout(self._grace, False):
            self._pool.waitall()
            return
        unfinished = list(self._pool.coroutines_running)
        _log.warning("gave up %d unfinished HTTP requests", len(unfinished))
        for each in unfinished:
            each.kill()


class HttpDoor(DependencyProvider):
    """Serves a Falcon app inside the nameko container, as long as the service runs.

    `find()` returns what is served, and where; it is asked once, at setup.
    """

    def __init__(self, find: Callable[[], Doorway]) -> None:
        self._find = find
        self._server: HttpServer | None = None

    def setup(self) -> None:
        """Build the app and take the address."""
        self._server = HttpServer(self._find())
        self._server.listen()

    def start(self) -> None:
        """Begin to serve."""
        if self._server is not None:
            self._server.start()
            _log.info("HTTP on %s", self._server.address)

    def stop(self) -> None:
        """Stop accepting; let in-flight requests finish."""
        if self._server is not None:
            self._server.stop()

    def kill(self) -> None:
        """Stop at once."""
        self.stop()


def serve_alone(app: WsgiApp, address: str) -> None:
    """Serve one app in this process until SIGTERM or SIGINT; then finish and return."""
    server = HttpServer(Doorway(app, address))
    server.listen()
    ended: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: ended.append(number))
    server.start()
    look_seldom()
    _log.info("HTTP on %s", server.address)
    while not ended:
        eventlet.sleep(SIGNAL_LOOK_SECONDS)
    server.stop()
