"""The life of a case, as tables; the README's drawing is made from the first."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.state_machine import StateMachine, on


class CaseState(StrEnum):
    """Where a case stands."""

    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    SIGNED = "signed"
    STARTED = "started"
    RETURN_PENDING = "return-pending"
    ARBITRATION = "arbitration"
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"
    RELEASING = "releasing"
    HANDED_OVER = "handed-over"
    WITHDRAWN = "withdrawn"


class CaseStep(StrEnum):
    """What leads a case from one state to another."""

    ASSIGN = "assign"
    TRANSFER = "transfer"
    RAISE = "raise"
    SIGN = "sign"
    START = "start"
    RETURN = "return"
    WITHDRAW = "withdraw"
    APPROVE_RETURN = "approve-return"
    REFUSE_RETURN = "refuse-return"
    DISPUTE = "dispute"
    DESIGNATE = "designate"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    REWORK = "rework"
    CLOSE = "close"
    MERGE = "merge"
    TAKE_BACK = "take-back"
    SEPARATE_TO_UNROUTED = "separate-to-unrouted"
    SEPARATE_TO_ASSIGNED = "separate-to-assigned"
    SEPARATE_TO_SIGNED = "separate-to-signed"
    SEPARATE_TO_STARTED = "separate-to-started"
    SEPARATE_TO_RETURN_PENDING = "separate-to-return-pending"
    SEPARATE_TO_ARBITRATION = "separate-to-arbitration"
    SEPARATE_TO_SUSPENDED = "separate-to-suspended"
    RELEASE = "release"
    LET_GO = "let-go"
    COME_BACK = "come-back"
    COME_BACK_UNROUTED = "come-back-unrouted"
    HEAR_RESULT = "hear-result"


class CaseAct(StrEnum):
    """What may be done to a case without leading it to another state."""

    CONTACT = "contact"
    CO_HANDLE = "co-handle"
    ASK_EXTENSION = "ask-extension"
    DECIDE_EXTENSION = "decide-extension"
    DECIDE_RAISE = "decide-raise"
    REVIEW = "periodic-review"
    URGE = "urge"
    SUPERVISE = "supervise"
    SPONSOR = "sponsor"
    SET_DATE = "set-date"
    JUDGE = "judge"
    TAKE_OVER = "take-over"
    MEDIATE = "mediate"
    COMMENT = "comment"


S, T, A = CaseState, CaseStep, CaseAct

IN_HAND = frozenset({S.ASSIGNED, S.SIGNED, S.STARTED})
"""A unit has it and works, or should."""
OWING = IN_HAND | {S.UNROUTED, S.RETURN_PENDING, S.ARBITRATION}
"""The states in which an answer is owed, and its deadline runs."""
OPEN = OWING | {S.SUSPENDED}
"""The states in which an answer is owed, now or once the case goes on."""
AWAY = frozenset({S.RELEASING, S.HANDED_OVER})
"""Another agency has it, or is about to: nobody here acts on it."""
OWNED = frozenset(CaseState) - AWAY - {S.UNROUTED, S.ARBITRATION, S.MERGED, S.WITHDRAWN}
"""The states in which exactly one unit answers for the case."""
OFFERABLE = IN_HAND | {S.UNROUTED}
"""The states in which it can be handed to another agency."""

LIFECYCLE: StateMachine[CaseState, CaseStep] = StateMachine(
    on(T.ASSIGN, leaving=IN_HAND | {S.UNROUTED, S.RETURN_PENDING}, reach=S.ASSIGNED),
    on(T.TRANSFER, leaving=IN_HAND, reach=S.ASSIGNED),
    on(T.RAISE, leaving=IN_HAND, reach=S.ASSIGNED),
    on(T.SIGN, leaving={S.ASSIGNED}, reach=S.SIGNED),
    on(T.START, leaving={S.ASSIGNED, S.SIGNED}, reach=S.STARTED),
    on(T.RETURN, leaving=IN_HAND, reach=S.RETURN_PENDING),
    on(T.APPROVE_RETURN, leaving={S.RETURN_PENDING}, reach=S.UNROUTED),
    on(
        T.WITHDRAW,
        leaving=IN_HAND | {S.RETURN_PENDING, S.ARBITRATION, S.SUSPENDED},
        reach=S.UNROUTED,
    ),
    on(T.REFUSE_RETURN, leaving={S.RETURN_PENDING}, reach=S.SIGNED),
    on(T.DISPUTE, leaving=IN_HAND, reach=S.ARBITRATION),
    on(T.DESIGNATE, leaving={S.ARBITRATION}, reach=S.ASSIGNED),
    on(T.SUSPEND, leaving=IN_HAND, reach=S.SUSPENDED),
    on(T.RESUME, leaving={S.SUSPENDED}, reach=S.STARTED),
    on(T.RESOLVE, leaving=IN_HAND, reach=S.RESOLVED),
    on(T.REOPEN, leaving={S.RESOLVED}, reach=S.ASSIGNED),
    on(T.REWORK, leaving={S.RESOLVED, S.CLOSED}, reach=S.ASSIGNED),
    on(T.CLOSE, leaving={S.RESOLVED}, reach=S.CLOSED),
    on(T.MERGE, leaving=OPEN, reach=S.MERGED),
    on(T.TAKE_BACK, leaving=OPEN, reach=S.WITHDRAWN),
    on(T.SEPARATE_TO_UNROUTED, leaving={S.MERGED}, reach=S.UNROUTED),
    on(T.SEPARATE_TO_ASSIGNED, leaving={S.MERGED}, reach=S.ASSIGNED),
    on(T.SEPARATE_TO_SIGNED, leaving={S.MERGED}, reach=S.SIGNED),
    on(T.SEPARATE_TO_STARTED, leaving={S.MERGED}, reach=S.STARTED),
    on(T.SEPARATE_TO_RETURN_PENDING, leaving={S.MERGED}, reach=S.RETURN_PENDING),
    on(T.SEPARATE_TO_ARBITRATION, leaving={S.MERGED}, reach=S.ARBITRATION),
    on(T.SEPARATE_TO_SUSPENDED, leaving={S.MERGED}, reach=S.SUSPENDED),
    on(T.RELEASE, leaving=OFFERABLE, reach=S.RELEASING),
    on(T.LET_GO, leaving=OFFERABLE | {S.RELEASING}, reach=S.HANDED_OVER),
    on(T.COME_BACK, leaving=AWAY, reach=S.ASSIGNED),
    on(T.COME_BACK_UNROUTED, leaving=AWAY, reach=S.UNROUTED),
    on(T.HEAR_RESULT, leaving={S.HANDED_OVER}, reach=S.RESOLVED),
)

BACK = MappingProxyType(
    {
        S.UNROUTED: T.SEPARATE_TO_UNROUTED,
        S.ASSIGNED: T.SEPARATE_TO_ASSIGNED,
        S.SIGNED: T.SEPARATE_TO_SIGNED,
        S.STARTED: T.SEPARATE_TO_STARTED,
        S.RETURN_PENDING: T.SEPARATE_TO_RETURN_PENDING,
        S.ARBITRATION: T.SEPARATE_TO_ARBITRATION,
        S.SUSPENDED: T.SEPARATE_TO_SUSPENDED,
    }
)
"""The step by which a separated case goes on where it stood."""

ACTS: Mapping[CaseAct, frozenset[CaseState]] = MappingProxyType(
    {
        A.CONTACT: IN_HAND | {S.RETURN_PENDING, S.SUSPENDED},
        A.CO_HANDLE: IN_HAND,
        A.ASK_EXTENSION: IN_HAND,
        A.DECIDE_EXTENSION: IN_HAND,
        A.DECIDE_RAISE: IN_HAND,
        A.REVIEW: frozenset({S.SUSPENDED}),
        A.URGE: IN_HAND | {S.RETURN_PENDING},
        A.SUPERVISE: IN_HAND | {S.RETURN_PENDING},
        A.SPONSOR: OPEN,
        A.SET_DATE: IN_HAND | {S.RETURN_PENDING},
        A.JUDGE: OPEN,
        A.TAKE_OVER: frozenset({S.RESOLVED, S.CLOSED, S.WITHDRAWN}),
        A.MEDIATE: IN_HAND | {S.RETURN_PENDING, S.SUSPENDED},
        A.COMMENT: frozenset(CaseState),
    }
)
"""In which states each act is allowed; in all others it is refused."""


def ensure_allowed(state: CaseState, act: CaseAct) -> None:
    """Let the act pass, or raise TransitionRefused."""
    if state not in ACTS[act]:
        raise TransitionRefused(f"{act} is not allowed from {state}")
