"""Matters that cross between agencies in every way, and the steps of their lives."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.faults.agencies.three import BUREAU, DISTRICT, STREET

WAYS: tuple[tuple[str, ...], ...] = (
    (STREET, "transfer", DISTRICT),
    (STREET, "raise", DISTRICT),
    (STREET, "transfer", BUREAU),
    (STREET, "lead", DISTRICT),
    (STREET, "assist", BUREAU),
    (DISTRICT, "entrust", STREET),
    (DISTRICT, "transfer", STREET),
    (STREET, "transfer", DISTRICT, "transfer", BUREAU),
)
"""First agency, form, next agency, and so on; every other matter stays at home."""
DUTIES = frozenset({"assist", "entrust"})
DUE_IN = timedelta(days=20)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What people know of one matter, and the three databases must agree with.

    `at`: the agencies that it came to; `offers`: every hand-over that was asked for,
    those that a restore forgot, too; `answer`: what must stand at home in the end.
    """

    petition: str
    home: str
    at: frozenset[str]
    offers: frozenset[str]
    answer: str
    ended: bool


@dataclass
class Matter:
    """One petition and how far its life has come; `hops` are the offers made."""

    way: tuple[str, ...]
    key: str = field(default_factory=lambda: str(uuid4()))
    due: datetime = field(default_factory=lambda: datetime.now(UTC) + DUE_IN)
    """Until when a duty is owed: the same words each time that an offer is repeated."""
    petition: str = ""
    step: int = 0
    hops: list[str] = field(default_factory=list)
    offered_at: float = 0.0
    gone: list[str] = field(default_factory=list)
    done: bool = False

    @property
    def home(self) -> str:
        """Return who was told first."""
        return self.way[0]

    def offer_again(self) -> None:
        """Go back to the last offer: whoever made it was restored and forgot it."""
        self.step = 2 * len(self.hops)
        self.gone.append(self.hops.pop())

    def answer_of(self, agency: str) -> str:
        """Return what that agency answers: nobody else's words, of no other matter."""
        return f"楼道灯已经修好，请您验收。{agency} {self.key}"

    @property
    def told(self) -> Told:
        """Return what is to be found of it."""
        return Told(
            petition=self.petition,
            home=self.home,
            at=frozenset(self.way[0::2]),
            offers=frozenset([*self.hops, *self.gone]),
            answer=self.answer_of(self.answers_last),
            ended=self.done,
        )

    @property
    def answers_last(self) -> str:
        """Return whose answer the petitioner gets: a duty's is its sender's own."""
        if not self.crossings:
            return self.home
        sender, form, last = self.crossings[-1]
        return sender if form in DUTIES else last

    @property
    def crossings(self) -> list[tuple[str, str, str]]:
        """Return each hand-over: from, form, to."""
        return list(zip(self.way[0::2], self.way[1::2], self.way[2::2], strict=False))


def matters(number: int) -> list[Matter]:
    """Return so many matters, of which half cross in all ways in turn."""
    ways = itertools.cycle(WAYS)
    return [Matter(next(ways) if n % 2 else (STREET,)) for n in range(number)]


def steps_of(matter: Matter) -> list[tuple[str, ...]]:
    """Return what is done with a matter, one after the other, and where."""
    return list(_stepping(matter))


def _stepping(matter: Matter) -> Iterator[tuple[str, ...]]:
    """Yield what is done, by whom; an answer comes home hop by hop."""
    yield "submit", matter.home
    yield "assigned", matter.home
    for sender, form, to in matter.crossings:
        yield "offer", sender, form, to
        yield "accept", to
    last = matter.way[-1]
    yield "answer", last
    if matter.answers_last != last:
        yield "resulted", matter.answers_last
        yield "answer", matter.answers_last
    yield "told", matter.home
