"""Where the stories are played: the doors, the passes, and a clock that can be set."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from minqing_chassis.clock import steer
from minqing_demo.cast import OPERATOR, Passes, Person
from minqing_demo.doors import Answer, Call, Doors, Refused
from minqing_local.waiting import wait_until

T = TypeVar("T")

NOT_YET = frozenset(
    {
        "unknown-organisation",
        "unknown-handler",
        "unknown-reference",
        "not-an-organ",
        "unknown-unit",
        "case-not-found",
        "follow-up-unknown",
    }
)
"""Refusals that end by themselves, once news of another service has arrived."""
NEWS_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One petition as its stories know it; the code only who submitted it was told."""

    petition_id: str
    receipt: str
    code: str | None = None


class Stage:
    """Acts in the name of the cast, at moments of the stories' own time."""

    def __init__(self, doors: Doors, passes: Passes, clock: Path, mail: Path) -> None:
        self.doors = doors
        self.mail = mail
        self._passes = passes
        self._clock = clock

    def token(self, person: Person) -> str:
        """Return a token that speaks for somebody."""
        return self._passes.of(person)

    def move(self, at: datetime) -> None:
        """Let it be that moment, for every service."""
        steer(self._clock, at)

    def leave(self) -> None:
        """Let real time rule again."""
        self._clock.unlink(missing_ok=True)

    def ask(
        self,
        service: str,
        method: str,
        path: str,
        *,
        by: Person | None = OPERATOR,
        key: str | None = None,
        body: Any = None,  # noqa: ANN401
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:  # noqa: ANN401
        """Return what a door answers; wait while it has not heard the news yet.

        `by` None calls without a token, as the public does. Raises Refused.
        """
        call = self._call(service, method, path, by, body, query)
        sent = {} if key is None else {"Idempotency-Key": key}
        call = replace(call, headers=sent | (headers or {}))
        return patiently(lambda: self.doors.ask(call))

    def send(
        self,
        service: str,
        method: str,
        path: str,
        *,
        by: Person | None = OPERATOR,
        body: Any = None,  # noqa: ANN401
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:
        """Return whatever a door answers, at once, a refusal too."""
        call = self._call(service, method, path, by, body, query)
        return self.doors.call(replace(call, headers=headers or {}, content=content))

    def _call(
        self,
        service: str,
        method: str,
        path: str,
        by: Person | None,
        body: Any,  # noqa: ANN401
        query: dict[str, Any] | None,
    ) -> Call:
        return Call(
            service=service,
            method=method,
            path=path,
            token=None if by is None else self.token(by),
            body=body,
            query=query or {},
        )

    def wait(
        self, fact: Callable[[], object], what: str, *, seconds: float = 60
    ) -> None:
        """Wait until a fact holds. Raises TooLate."""
        wait_until(fact, what, timeout=seconds, every=0.05)


def patiently(act: Callable[[], T]) -> T:
    """Return what `act` returns; do it again while it is refused for want of news."""
    deadline = time.monotonic() + NEWS_SECONDS
    while True:
        try:
            return act()
        except Refused as refusal:
            if not _ends_by_itself(refusal) or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def _ends_by_itself(refusal: Refused) -> bool:
    if not isinstance(refusal.problem, dict):
        return False
    return str(refusal.problem.get("type", "")).rpartition(":")[2] in NOT_YET
