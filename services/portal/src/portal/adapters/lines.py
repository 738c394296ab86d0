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
MOST_ANSWERS: Final = 1000
LARGEST_ANSWER: Final = 100_000
"""Bytes; what is longer is not kept."""
Key = tuple[str, ...]


class LastAnswers:
    """The last good answers, each for who asked: shown, dated, while nobody answers.

    `key[0]` of each is who asked. They are kept as they came, for half an hour; what
    was not asked for the longest goes first.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Key, tuple[float, bytes]] = OrderedDict()

    def keep(self, key: Key, content: bytes) -> None:
        """Keep an answer in the place of the one before."""
        self._kept.pop(key, None)
        if len(content) > LARGEST_ANSWER:
            return
        self._kept[key] = (self._now(), content)
        if len(self._kept) > MOST_ANSWERS:
            self._kept.popitem(last=False)

    def last(self, key: Key) -> tuple[float, bytes] | None:
        """Return how many seconds old the last answer is, and itself."""
        known = self._kept.get(key)
        if known is None:
            return None
        age = self._now() - known[0]
        return (age, known[1]) if age < LASTS_SECONDS else None

    def forget(self, who: str) -> None:
        """Keep nothing of what was told to somebody, who does something now."""
        for key in [each for each in self._kept if each[0] == who]:
            del self._kept[key]


class Line:
    """Sends to one service; raises Away where it is not reached or does not answer.

    A service that hangs costs two people four seconds, and the rest nothing.
    """

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self.url = url
        self.answers = LastAnswers(now)
        self._now = now
        self._hung, self._rests_until = 0, 0.0
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
                self._waited_in_vain()
            raise Away(type(error).__name__) from None
        self._hung, self._rests_until = 0, 0.0
        return answer

    def _ensure_awake(self) -> None:
        if self._hung < HANGS:
            return
        if self._now() < self._rests_until:
            raise Away("hangs")
        self._rests_until = self._now() + REST_SECONDS

    def _waited_in_vain(self) -> None:
        self._hung += 1
        self._rests_until = self._now() + REST_SECONDS


@cache
def line_to(url: str) -> Line:
    """Return the line to a service."""
    return Line(url.rstrip("/"))
