"""What neighbours tell of all that they share, a page at a time.

A statement asks for nothing: its hearer compares, says again what the speaker seems to
lack, and requests what it lacks itself. A request is answered with words of the
protocol and, where the whole is wanted, with a statement in its own time. Nothing here
answers a statement with a statement, so two agencies never talk in circles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from routing.domain.handover.leg import Leg
from routing.domain.handover.terms import History, Sent

EDITION: Final = 2
"""Who reads statements says so in every letter; those before them said nothing."""
MOST_LINES: Final = 80
MOST_STANDINGS: Final = 160
"""So much is on one page: it stays below the longest letter that is read."""
MOST_OF_ONE: Final = 50
"""Of one matter so many hand-overs are told; there are two or three."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An entry of a timeline: its number and its hash; 0: there is none."""

    number: int = 0
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one hand-over stands with the speaker; `sent`: it went out from there."""

    handover_id: UUID
    sent: bool
    state: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is known of one matter; no personal data is part of it.

    `owner` came to it at `epoch` by the hand-over `way`. `head`: how far the speaker's
    timeline goes; `heard`: how far the hearer's, as the speaker has seen it. `lost`: so
    far it had seen the hearer's before the hearer was restored. `resting`: the speaker,
    restored, does not know yet.
    """

    matter_id: UUID
    receipt: str = ""
    epoch: int = 0
    owner: str | None = None
    way: UUID | None = None
    standings: tuple[Standing, ...] = ()
    head: Mark = Mark()
    heard: Mark = Mark()
    lost: int = 0
    resting: bool = False


@dataclass(frozen=True, kw_only=True)
class Account:
    """What goes between two agencies about no single matter."""

    sender: str
    to: str
    incarnation: int
    heard: int


@dataclass(frozen=True, kw_only=True)
class Statement(Account):
    """All that is shared, of the matters after `after` up to `upto`; None: no end."""

    after: UUID | None
    upto: UUID | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Request(Account):
    """Say again how you stand in these matters; `whole`: send me your statement."""

    matters: tuple[UUID, ...] = ()
    whole: bool = False


def standings_of(leg: Leg, neighbour: str) -> tuple[Standing, ...]:
    """Return how every hand-over between these two stands here."""
    found = [
        Standing(
            handover_id=each.terms.handover_id,
            sent=isinstance(each, Sent),
            state=each.state.value,
        )
        for each in leg.rows
        if neighbour in {each.terms.sender, each.terms.to}
    ]
    return tuple(found[-MOST_OF_ONE:])


def line_of(
    leg: Leg,
    neighbour: str,
    *,
    receipt: str = "",
    head: Mark = Mark(),
    heard: Mark = Mark(),
    lost: int = 0,
) -> Line:
    """Return what is told to a neighbour of a matter."""
    last = leg.history[-1] if leg.history else None
    return Line(
        matter_id=leg.matter_id,
        receipt=receipt,
        epoch=leg.epoch,
        owner=leg.owner,
        way=last.handover_id if last else None,
        standings=standings_of(leg, neighbour),
        head=head,
        heard=heard,
        lost=lost,
        resting=bool(leg.asked),
    )


def page_of(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return as many of these lines as one letter holds, at least one of them."""
    page: list[Line] = []
    standings = 0
    for line in lines:
        standings += len(line.standings)
        if page and (standings > MOST_STANDINGS or len(page) == MOST_LINES):
            break
        page.append(line)
    return tuple(page)


def is_void(letter: Account, *, me: int, heard: int) -> bool:
    """Tell whether either side was restored since it was said.

    A request is not void by what its speaker has not heard: it is how one hears.
    """
    if letter.incarnation < heard:
        return True
    return letter.heard != me and not isinstance(letter, Request)


def owned_at(history: History, epoch: int) -> tuple[str, UUID | None] | None:
    """Return who owned it at that epoch and by which hand-over; None: not known."""
    if not 1 <= epoch <= len(history):
        return None
    tenure = history[epoch - 1]
    return tenure.owner, tenure.handover_id
