"""The life of a case, as one table; the README's drawing is made from it."""

from enum import StrEnum
from types import MappingProxyType

from minqing_kernel.state_machine import StateMachine, on


class CaseState(StrEnum):
    """Where a case stands."""

    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    STARTED = "started"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"


class CaseStep(StrEnum):
    """What may be done to a case."""

    ASSIGN = "assign"
    START = "start"
    RETURN = "return"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    CLOSE = "close"
    MERGE = "merge"
    SEPARATE_TO_UNROUTED = "separate-to-unrouted"
    SEPARATE_TO_ASSIGNED = "separate-to-assigned"
    SEPARATE_TO_STARTED = "separate-to-started"


S, T = CaseState, CaseStep

LIFECYCLE: StateMachine[CaseState, CaseStep] = StateMachine(
    on(T.ASSIGN, leaving={S.UNROUTED, S.ASSIGNED, S.STARTED}, reach=S.ASSIGNED),
    on(T.START, leaving={S.ASSIGNED}, reach=S.STARTED),
    on(T.RETURN, leaving={S.ASSIGNED, S.STARTED}, reach=S.UNROUTED),
    on(T.RESOLVE, leaving={S.ASSIGNED, S.STARTED}, reach=S.RESOLVED),
    on(T.REOPEN, leaving={S.RESOLVED}, reach=S.ASSIGNED),
    on(T.CLOSE, leaving={S.RESOLVED}, reach=S.CLOSED),
    on(T.MERGE, leaving={S.UNROUTED, S.ASSIGNED, S.STARTED}, reach=S.MERGED),
    on(T.SEPARATE_TO_UNROUTED, leaving={S.MERGED}, reach=S.UNROUTED),
    on(T.SEPARATE_TO_ASSIGNED, leaving={S.MERGED}, reach=S.ASSIGNED),
    on(T.SEPARATE_TO_STARTED, leaving={S.MERGED}, reach=S.STARTED),
)

BACK = MappingProxyType(
    {
        S.UNROUTED: T.SEPARATE_TO_UNROUTED,
        S.ASSIGNED: T.SEPARATE_TO_ASSIGNED,
        S.STARTED: T.SEPARATE_TO_STARTED,
    }
)
"""The step by which a separated case goes on where it stood."""

OWING = frozenset({S.UNROUTED, S.ASSIGNED, S.STARTED})
"""The states in which an answer is still owed, and a deadline runs."""
