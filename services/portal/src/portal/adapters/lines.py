"""The line to one service, shared by all its doors: what hangs at one hangs at all."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter

from portal.application.ports import Away

REACH_SECONDS: Final = 1.0
ANSWER_SECONDS: Final = 4.0
"""So long a page waits for a door, reached and answering."""
CONNECTIONS: Final = 100
HANGS: Final = 2
"""After so many waits in vain, with no answer between, nobody else is made to wait."""
REST_SECONDS: Final = 5.0
"""So long; then one may try, and the others after what that one finds."""
LASTS_SECONDS: Final = 1800.0
MOST_BYTES: Final = 16_000_000
"""So much is kept of one service: a portal has 384 MB for all it does."""
LARGEST_ANSWER: Final = 400_000
"""Bytes; what is longer is not kept."""
BESIDE: Final = 500
"""Bytes that an answer takes beside itself and what was asked."""
Key = tuple[str, ...]


class LastAnswers:
    """The last good answers, each for who asked: shown, dated, while nobody answers.

    `key[0]` of each is who asked. They are kept as they came, for half an hour; what
    was told the longest ago goes first.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Key, tuple[float, bytes]] = OrderedDict()
        self._size = 0

    def keep(self, key: Key, content: bytes) -> None:
        """Keep an answer in the place of the one before."""
        self.drop(key)
        if len(content) <= LARGEST_ANSWER:
            self._kept[key] = (self._now(), content)
            self._size += _weight(key, content)
        while self._kept and self._is_too_much():
            self.drop(next(iter(self._kept)))

    def last(self, key: Key) -> tuple[float, bytes] | None:
        """Return how many seconds old the last answer is, and itself."""
        known = self._kept.get(key)
        if known is None:
            return None
        age = self._now() - known[0]
        return (age, known[1]) if age < LASTS_SECONDS else None

    def drop(self, key: Key) -> None:
        """Keep nothing of an answer: it is not given any more."""
        known = self._kept.pop(key, None)
        if known is not None:
            self._size -= _weight(key, known[1])

    def forget(self, who: str) -> None:
        """Keep nothing of what was told to somebody, who does something now."""
        for key in [each for each in self._kept if each[0] == who]:
            self.drop(key)

    def _is_too_much(self) -> bool:
        """Say so also of what is too old to be shown."""
        told_at, _ = next(iter(self._kept.values()))
        return self._size > MOST_BYTES or self._now() - told_at >= LASTS_SECONDS


def _weight(key: Key, content: bytes) -> int:
    return BESIDE + sum(map(len, key)) + len(content)


class Line:
    """Sends to one service; raises Away where it is not reached or does not answer.

    A service that hangs costs two people four seconds, and the rest nothing.
    """

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self.url = url
        self.answers = LastAnswers(now)
        self._now = now
        self._hung, self._rests_until, self._answered_at = 0, 0.0, now()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http", HTTPAdapter(pool_maxsize=CONNECTIONS))

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        patience: float,
        **what: Any,  # noqa: ANN401
    ) -> requests.Response:
        """Send; wait so many seconds for the answer, or not at all while it hangs."""
        self._ensure_awake()
        began = self._now()
        try:
            answer = self._session.request(
                method,
                self.url + path,
                headers=dict(headers),
                timeout=(REACH_SECONDS, patience),
                allow_redirects=False,
                **what,
            )
        except requests.RequestException as error:
            if isinstance(error, requests.Timeout) and patience <= ANSWER_SECONDS:
                self._waited_in_vain(began)
            raise Away(type(error).__name__) from None
        self._hung, self._rests_until, self._answered_at = 0, 0.0, self._now()
        return answer

    def _ensure_awake(self) -> None:
        if self._hung < HANGS:
            return
        if self._now() < self._rests_until:
            raise Away("hangs")
        self._rests_until = self._now() + REST_SECONDS

    def _waited_in_vain(self, began: float) -> None:
        """Count a wait during which nobody was answered: one slow door hangs alone."""
        if self._answered_at > began:
            return
        self._hung += 1
        self._rests_until = self._now() + REST_SECONDS


@cache
def line_to(url: str) -> Line:
    """Return the line to a service."""
    return Line(url.rstrip("/"))
