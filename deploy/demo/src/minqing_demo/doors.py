"""The HTTP doors of a running agency, as a caller sees them."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import requests

from minqing_local.refusal import Refusal

PATIENCE_SECONDS = 60.0
"""How long a call is repeated while the service behind the door is away."""
TIMEOUT_SECONDS = 30.0
START = "start an agency with 'make run'."


class Refused(Exception):
    """A door said no: `status` and `problem` (RFC 9457) say why."""

    def __init__(self, what: str, status: int, problem: Any) -> None:  # noqa: ANN401
        super().__init__(f"{what}: {status} {problem}")
        self.status = status
        self.problem = problem


@dataclass(frozen=True)
class Answer:
    """What a door said; `body` is its JSON, or its text where it is none."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call: to whom, what, in whose name."""

    service: str
    method: str
    path: str
    token: str | None = None
    body: Any = None
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    """A file, in the place of a body."""

    @property
    def what(self) -> str:
        """Return the call in words."""
        return f"{self.method} {self.service}{self.path}"


class Doors:
    """Calls services by name; keeps connections open."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self.addresses = dict(addresses)
        self._session = requests.Session()

    @classmethod
    def of_endpoints(cls, file: Path) -> Self:
        """Read the addresses from an agency's `endpoints.json`; raise Refusal."""
        if not file.exists():
            raise Refusal(f"{file} is not there: {START}")
        said = json.loads(file.read_text(encoding="utf-8"))
        return cls({name: at["http"] for name, at in said["services"].items()})

    def knock(self) -> None:
        """Raise Refusal, saying what to do, unless every service answers now."""
        for name, address in self.addresses.items():
            try:
                self._session.get(f"{address}/health/live", timeout=TIMEOUT_SECONDS)
            except requests.ConnectionError:
                raise Refusal(f"{name} does not answer at {address}: {START}") from None

    def call(self, call: Call) -> Answer:
        """Return whatever the door says, a refusal too."""
        headers = dict(call.headers)
        if call.token is not None:
            headers["Authorization"] = f"Bearer {call.token}"
        said = self._session.request(
            call.method,
            self.addresses[call.service] + call.path,
            json=call.body,
            data=call.content,
            params=dict(call.query),
            headers=headers,
            timeout=TIMEOUT_SECONDS,
        )
        return Answer(said.status_code, _content(said), said.headers)

    def ask(self, call: Call) -> Any:  # noqa: ANN401
        """Return the body of a call that must succeed; every call here is repeatable.

        A service that is away is asked again for a minute. Raises Refused, and Refusal
        when it is an agency that does not know the keys of ours.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self._try(call)
            if answer.status != 503 or time.monotonic() > deadline:
                break
            time.sleep(0.5)
        if answer.status == 401 and call.token is not None:
            raise Refusal(
                f"another agency answers at {self.addresses[call.service]}: it does "
                "not know the keys of this one. Stop it, or start this one on other "
                "ports (INTAKE_PORT=… make run)."
            )
        if not 200 <= answer.status < 300:
            raise Refused(call.what, answer.status, answer.body)
        return answer.body

    def _try(self, call: Call) -> Answer:
        try:
            return self.call(call)
        except requests.ConnectionError as error:
            return Answer(503, str(error))


def _content(said: Any) -> Any:  # noqa: ANN401
    try:
        return said.json()
    except ValueError:
        return said.text
