"""The journal of calls: begun before a provider is asked, ended after it answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.state_machine import StateMachine, on


class CallState(StrEnum):
    """How a call stands."""

    STARTED = "started"
    DELIVERED = "delivered"
    AWAY = "away"
    REFUSED = "refused"
    UNTRIED = "untried"
    UNSURE = "unsure"
    """Nobody knows whether it took the message: no answer came, or the sender died."""
    OVERRULED = "overruled"


class CallStep(StrEnum):
    """What may become of a call."""

    CONFIRM = "confirm"
    MISS = "miss"
    REFUSE = "refuse"
    HAND_BACK = "hand-back"
    DOUBT = "doubt"
    OVERRULE = "overrule"


S, T = CallState, CallStep

CALL_LIFE: Final[StateMachine[CallState, CallStep]] = StateMachine(
    on(T.CONFIRM, leaving={S.STARTED}, reach=S.DELIVERED),
    on(T.MISS, leaving={S.STARTED}, reach=S.AWAY),
    on(T.REFUSE, leaving={S.STARTED}, reach=S.REFUSED),
    on(T.HAND_BACK, leaving={S.STARTED}, reach=S.UNTRIED),
    on(T.DOUBT, leaving={S.STARTED}, reach=S.UNSURE),
    # A person who sends the notice again takes what that may double upon themselves.
    on(T.OVERRULE, leaving={S.UNSURE}, reach=S.OVERRULED),
)

RESENT_AT_MOST: Final = 1
"""How often a message goes again that may have gone, where no key drops the second."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A call that is about to be made, as it is written down before it is."""

    call_id: UUID
    notice_id: UUID
    channel: str
    keyed: bool
    doubled: bool
    begun_at: datetime


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A call that may or may not have told somebody already."""

    channel: str
    keyed: bool


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What may be done about a notice that earlier calls left in doubt.

    `only`: the one channel that drops a second message by its key; `doubled`: the
    message may come twice; `hopeless`: nothing may be done any more.
    """

    only: str | None = None
    doubled: bool = False
    hopeless: bool = False


def rule(doubts: Sequence[Doubt], *, resends: bool) -> Ruling:
    """Return what earlier doubts allow: by key again, else once more, then never."""
    keyed = [each.channel for each in doubts if each.keyed]
    bare = len(doubts) - len(keyed)
    allowed = RESENT_AT_MOST if resends else 0
    return Ruling(
        only=keyed[-1] if keyed else None, doubled=bare > 0, hopeless=bare > allowed
    )
