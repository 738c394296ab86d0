"""建账 → 议账 → 报账 → 晒账, and 销号 beside it: two tables of transitions (A-16)."""

from enum import StrEnum
from typing import Final

from minqing_kernel.state_machine import StateMachine, on


class LedgerState(StrEnum):
    """建账, 议账, 报账, 晒账."""

    ENTERED = "entered"
    DISCUSSED = "discussed"
    REPORTED = "reported"
    PUBLISHED = "published"


class Presence(StrEnum):
    """在册, 已销号."""

    STANDING = "standing"
    EXITED = "exited"


class LedgerStep(StrEnum):
    """What may be done with an item; `enter` and `correct` say what it is."""

    ENTER = "enter"
    CORRECT = "correct"
    DISCUSS = "discuss"
    REPORT = "report"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    EXIT = "exit"
    REENTER = "reenter"


EVERY_STATE: Final = frozenset(LedgerState)
UNPUBLISHED: Final = EVERY_STATE - {LedgerState.PUBLISHED}

LEDGER: Final = StateMachine(
    on(LedgerStep.DISCUSS, leaving=UNPUBLISHED, reach=LedgerState.DISCUSSED),
    on(
        LedgerStep.REPORT,
        leaving={LedgerState.DISCUSSED},
        reach=LedgerState.REPORTED,
    ),
    on(
        LedgerStep.PUBLISH,
        leaving={LedgerState.REPORTED},
        reach=LedgerState.PUBLISHED,
    ),
    on(
        LedgerStep.WITHDRAW,
        leaving={LedgerState.PUBLISHED},
        reach=LedgerState.REPORTED,
    ),
    on(LedgerStep.REENTER, leaving=UNPUBLISHED, reach=LedgerState.ENTERED),
)
"""Where an item is on its way; what came back begins its way anew."""

PRESENCE: Final = StateMachine(
    on(LedgerStep.DISCUSS, leaving={Presence.STANDING}, reach=Presence.STANDING),
    on(LedgerStep.EXIT, leaving={Presence.STANDING}, reach=Presence.EXITED),
    on(LedgerStep.REENTER, leaving={Presence.EXITED}, reach=Presence.STANDING),
)
"""Whether it stands in the ledger: what was struck off may be reported and published,
not discussed."""

ON_ITS_WAY: Final = frozenset(
    {
        LedgerStep.DISCUSS,
        LedgerStep.REPORT,
        LedgerStep.PUBLISH,
        LedgerStep.WITHDRAW,
        LedgerStep.REENTER,
    }
)
IN_AND_OUT: Final = frozenset({LedgerStep.DISCUSS, LedgerStep.EXIT, LedgerStep.REENTER})
"""Which steps each table decides."""
