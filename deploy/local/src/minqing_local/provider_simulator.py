"""A text-message provider that really listens, counts, and misbehaves when told to.

`POST /send` takes a message, `GET /count` says what came, `POST /behave` says how to
act from now on. `python -m minqing_local.provider_simulator 8125` runs it by itself.
"""

import json
import signal
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email.message import Message
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOOPBACK = "127.0.0.1"


class Behaviour(StrEnum):
    """How the provider acts."""

    WELL = "well"
    FAIL = "fail"
    """It says at once that it cannot."""
    REFUSE = "refuse"
    """It says that it never will."""
    DROP = "drop"
    """It takes the message and hangs up without an answer."""
    BREAK = "break"
    """It takes the message and answers with an error of its own."""


ANSWERS = {Behaviour.FAIL: 503, Behaviour.REFUSE: 400, Behaviour.BREAK: 500}
TAKES = {Behaviour.WELL, Behaviour.DROP, Behaviour.BREAK}


@dataclass
class Provider:
    """What the provider has seen; with `keyed` it drops what a key names twice.

    `delay` is how many seconds each answer takes; the message is taken before it.
    """

    keyed: bool = True
    behaviour: Behaviour = Behaviour.WELL
    delay: float = 0.0
    requests: int = 0
    delivered: list[dict[str, Any]] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, message: dict[str, Any], key: str | None) -> Behaviour:
        """Take a message as the provider acts just now; return how it acted."""
        with self._lock:
            self.requests += 1
            known = self.keyed and key is not None and key in self._keys
            if self.behaviour in TAKES and not known:
                self.delivered.append(message)
                self._keys.add(key or "")
            return self.behaviour

    def doubled(self) -> dict[str, int]:
        """Return how often each reference came that came more than once."""
        seen = Counter(message["reference"] for message in self.delivered)
        return {reference: n for reference, n in seen.items() if n > 1}

    def count(self) -> dict[str, Any]:
        """Return what came, in numbers."""
        return {
            "requests": self.requests,
            "delivered": len(self.delivered),
            "doubled": len(self.doubled()),
            "behaviour": self.behaviour,
        }


class _Listener(ThreadingHTTPServer):
    """One thread for each caller; a caller that dies is no news."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Go on: the connection is gone, and what came is counted."""


class ProviderServer:
    """The provider at a port of this machine; port 0 lets the system choose."""

    def __init__(self, provider: Provider, port: int = 0) -> None:
        self.provider = provider
        self._server = _Listener(
            (LOOPBACK, port), type("Door", (_Door,), {"provider": provider})
        )
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def url(self) -> str:
        """Where messages go."""
        return f"http://{LOOPBACK}:{self._server.server_address[1]}/send"

    def start(self) -> None:
        """Listen in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Door(BaseHTTPRequestHandler):
    """Answers for the provider."""

    provider: Provider

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body go in one packet

    def do_POST(self) -> None:
        """Take a message, or an order how to act."""
        length = int(self.headers.get("Content-Length", 0))
        said = self.rfile.read(length)
        if len(said) < length:  # who called died in the middle: nothing came
            self.close_connection = True
            return
        if self.path == "/behave":
            self._obey(json.loads(said))
            return
        acted = self.provider.take(_message(said, self.headers), _key(self.headers))
        time.sleep(self.provider.delay)
        if acted is Behaviour.DROP:
            self.close_connection = True
            return
        self._answer(ANSWERS.get(acted, 202), {"taken": acted in TAKES})

    def do_GET(self) -> None:
        """Say what came."""
        self._answer(200, self.provider.count())

    def log_message(self, *_: object) -> None:
        """Say nothing: a provider's log would name people."""

    def _obey(self, order: dict[str, Any]) -> None:
        self.provider.behaviour = Behaviour(
            order.get("behaviour", self.provider.behaviour)
        )
        self.provider.delay = float(order.get("delay", self.provider.delay))
        self._answer(200, self.provider.count())

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        written = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)


def _key(headers: Message) -> str | None:
    return headers.get("Idempotency-Key", headers.get("webhook-id"))


def _message(said: bytes, headers: Message) -> dict[str, Any]:
    body = json.loads(said)
    reference = body.get("reference", body.get("id"))
    return {
        "reference": reference,
        "body": body,
        "raw": said,
        "headers": dict(headers.items()),
    }


def main(arguments: list[str]) -> None:
    """Listen at the port that is named until told to stop."""
    server = ProviderServer(Provider(), int(arguments[0]) if arguments else 8125)
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    server.start()
    sys.stdout.write(f"listening at {server.url}\n")
    sys.stdout.flush()
    told.wait()
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
