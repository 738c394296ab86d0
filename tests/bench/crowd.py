"""A crowd at the portal: what each visitor does next, and who carries it out when.

The model, stated: every visitor thinks between two pages for a time that is drawn
exponentially, residents 30 s and staff 15 s in the mean; so 1,000 residents and 200 of
the staff open about 47 pages a second.
"""

import heapq
import http.client
import random
import re
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

FIELD = re.compile(r'name="(key|nonce|revision)" value="([^"]+)"')
CASE = re.compile(r'href="(/desk/cases/[A-Z0-9-]+)"')
RESIDENT_THINKS, STAFF_THINKS = 30.0, 15.0
HANDS: Final = 48
"""So many requests may be under way at once: the model's crowd needs about ten."""
LONGEST: Final = 30.0
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Ask:
    """The next page: opened, or sent a form."""

    path: str
    form: dict[str, str] | None = None


@dataclass(frozen=True)
class Got:
    """What came back."""

    status: int
    text: str
    location: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Return what the page's first form carries unseen."""
        return dict(reversed(FIELD.findall(self.text)))


Life = Generator[Ask, Got, None]


@dataclass
class Town:
    """What visitors know: numbers and codes of matters, and words to tell."""

    matters: Sequence[tuple[str, str]]
    words: str


def follow(town: Town, dice: random.Random) -> Life:
    """Look one's matter up by number and code."""
    number, code = dice.choice(town.matters)
    page = yield Ask("/track")
    said = page.fields | {"number": number, "code": code}
    page = yield Ask("/track", said)
    yield Ask(page.location or f"/track/{number}")


def read(town: Town, dice: random.Random) -> Life:
    """Read what is public."""
    for path in ("/", "/ledger?of=year", "/visit-days"):
        yield Ask(path)


def tell(town: Town, dice: random.Random) -> Life:
    """Tell a matter in three steps."""
    page = yield Ask("/tell/1")
    said = f"{town.words}（{dice.randrange(10**9)}）"
    yield Ask("/tell/1", page.fields | {"text": said})
    page = yield Ask("/tell/2")
    where = {"where": "home", "place": f"演示路{dice.randrange(300)}号"}
    yield Ask("/tell/2", page.fields | where)
    page = yield Ask("/tell/3")
    who = {"name": "路某某", "telephone": f"138{dice.randrange(10**8):08d}"}
    yield Ask("/tell/3", page.fields | who)
    yield Ask("/receipt")


def handle(town: Town, dice: random.Random) -> Life:
    """Open the inbox and two cases; note something down in the last."""
    page = yield Ask("/desk")
    for path in dice.sample(found := CASE.findall(page.text), min(2, len(found))):
        page = yield Ask(path)
    if found:
        yield Ask(f"{path}/remark", page.fields | {"note": "已电话联系，明天上门。"})


def take_calls(town: Town, dice: random.Random) -> Life:
    """Take a call down, then look at the door."""
    page = yield Ask("/desk/intake/call")
    said = {"text": f"{town.words}{uuid4()}", "place": "演示路1号", "looked": "1"}
    yield Ask("/desk/intake/call", page.fields | said)
    yield Ask("/desk/door")


def lead(town: Town, dice: random.Random) -> Life:
    """Look at the board, the rows behind a figure, and a trend."""
    for path in ("/watch", "/watch/rows?measure=cases", "/watch/trends", "/desk"):
        yield Ask(path)


@dataclass(order=True)
class Visitor:
    """One browser without scripts: its cookies, its connection, its habits."""

    due: float
    number: int
    kind: str = field(compare=False)
    thinks: float = field(compare=False)
    habits: Sequence[tuple[Callable[[Town, random.Random], Life], int]] = field(
        compare=False
    )
    cookies: dict[str, str] = field(compare=False, default_factory=dict)
    line: http.client.HTTPConnection | None = field(compare=False, default=None)
    life: Life | None = field(compare=False, default=None)
    dice: random.Random = field(compare=False, default_factory=random.Random)
    next_ask: Ask | None = field(compare=False, default=None)

    def goes_on(self, town: Town, got: Got | None) -> None:
        """Think of the next page, by habit."""
        try:
            if self.life is None or got is None:
                raise StopIteration
            self.next_ask = self.life.send(got)
        except StopIteration:
            ways, shares = zip(*self.habits, strict=True)
            [habit] = self.dice.choices(ways, shares)
            self.life = habit(town, self.dice)
            self.next_ask = next(self.life)

    def does(self, url: str, ask: Ask) -> Got:
        """Ask, and follow where a form leads; a connection that was shut is renewed."""
        try:
            return self._does(url, ask)
        except (http.client.BadStatusLine, ConnectionError):
            self.hang_up()
            return self._does(url, ask)

    def hang_up(self) -> None:
        """Close the connection."""
        if self.line is not None:
            self.line.close()
            self.line = None

    def _does(self, url: str, ask: Ask) -> Got:
        if self.line is None:
            self.line = http.client.HTTPConnection(
                urlsplit(url).netloc, timeout=LONGEST
            )
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": said, "Accept-Language": "zh-CN"}
        if ask.form is None:
            self.line.request("GET", ask.path, headers=headers)
        else:
            body = urlencode(ask.form).encode()
            self.line.request("POST", ask.path, body, headers | FORM)
        answer = self.line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Got(answer.status, text, answer.getheader("Location") or "")


@dataclass
class Seen:
    """What was measured: kind and path of each page, its time, and what went wrong."""

    pages: list[tuple[str, str, float]] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Crowd:
    """Lets visitors come when they are due, by a pool of hands."""

    def __init__(self, url: str, town: Town, visitors: Sequence[Visitor]) -> None:
        self._url, self._town = url, town
        self._waiting = list(visitors)
        heapq.heapify(self._waiting)
        self._turn = threading.Lock()
        self.seen = Seen()

    def stay(self, seconds: float, warm: float = 0.0) -> Seen:
        """Let the crowd do as it does for so long; nothing counts while it warms up."""
        self._begin = time.monotonic() + warm
        self._end = self._begin + seconds
        hands = [threading.Thread(target=self._work) for _ in range(HANDS)]
        for each in hands:
            each.start()
        for each in hands:
            each.join()
        for visitor in self._waiting:
            visitor.hang_up()
        return self.seen

    def _work(self) -> None:
        while (visitor := self._next()) is not None:
            due = visitor.due
            now = time.monotonic()
            if now < due:
                time.sleep(due - now)
            self._act(visitor, max(0.0, time.monotonic() - due))
            pause = visitor.dice.expovariate(1 / visitor.thinks)
            visitor.due = time.monotonic() + pause
            with self._turn:
                heapq.heappush(self._waiting, visitor)

    def _next(self) -> Visitor | None:
        with self._turn:
            if not self._waiting or self._waiting[0].due > self._end:
                return None
            return heapq.heappop(self._waiting)

    def _act(self, visitor: Visitor, late: float) -> None:
        if visitor.next_ask is None:
            visitor.goes_on(self._town, None)
        ask: Any = visitor.next_ask
        begun = time.perf_counter()
        try:
            got = visitor.does(self._url, ask)
        except OSError as error:
            self.seen.errors.append(f"{ask.path}: {error!r}")
            visitor.hang_up()
            visitor.life, visitor.next_ask = None, None
            return
        took = (time.perf_counter() - begun) * 1000
        if time.monotonic() >= self._begin:
            self.seen.pages.append((visitor.kind, plain(ask), took))
            self.seen.late_ms.append(late * 1000)
        if got.status >= 400:
            self.seen.errors.append(f"{plain(ask)}: {got.status}")
            visitor.life = None
        visitor.goes_on(self._town, got)


def plain(ask: Ask) -> str:
    """Return the page without numbers, and whether a form was sent to it."""
    path = re.sub(r"/[A-Z]+-[0-9-]+", "/one", ask.path.partition("?")[0])
    return f"{'GET' if ask.form is None else 'POST'} {path}"
