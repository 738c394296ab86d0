"""What agencies say to each other about one matter: plain messages.

Every word tells by whom it was said in which incarnation, which incarnation of the
hearer it was meant for, who received the citizen first, and who owned the matter as far
as the speaker knows.
"""

from dataclasses import dataclass
from uuid import UUID

from routing.domain.handover.terms import History, Terms


@dataclass(frozen=True, kw_only=True)
class Word:
    """Any message of the protocol."""

    matter_id: UUID
    sender: str
    to: str
    first: str
    incarnation: int
    heard: int
    history: History


@dataclass(frozen=True, kw_only=True)
class AboutOne(Word):
    """A message about one hand-over; its terms are enough to know it again by.

    `said`: why, by whom it is led, or what came of it.
    """

    terms: Terms
    said: str = ""


class Offer(AboutOne):
    """Sender: it is yours if you accept in time."""


class Confirm(AboutOne):
    """Sender: your acceptance counted. If ownership moves, `history` ends with you."""


class Deny(AboutOne):
    """Sender: the return is not agreed to; it stays with you."""


class Settled(AboutOne):
    """Sender: your result arrived."""


class Closed(AboutOne):
    """Sender: it ended otherwise (`said`: how), or there is no such hand-over."""


class Seen(AboutOne):
    """Receiver: I have it, and decide or work."""


class Accept(AboutOne):
    """Receiver: I take it, if you confirm."""


class Refuse(AboutOne):
    """Receiver: I do not take it, for this reason."""


class Taken(AboutOne):
    """Receiver: I own it now."""


class Result(AboutOne):
    """Receiver: this came of it."""


class GiveBack(AboutOne):
    """Receiver: it is not ours; agree that it returns."""


class Ask(Word):
    """What do you know of this matter? Said after a restore, and once a day."""


@dataclass(frozen=True, kw_only=True)
class Digest(Word):
    """The answer to Ask.

    `awaits`: from whom the speaker, restored itself, has yet to hear; empty: none.
    `works`: what the speaker has in hand from the hearer, or answered.
    """

    awaits: frozenset[str] = frozenset()
    works: tuple[Terms, ...] = ()


class News(Word):
    """That word came too late to be obeyed; this is who owns the matter."""
