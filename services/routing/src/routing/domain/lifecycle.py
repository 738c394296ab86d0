"""The life of a case, as one table; the README's drawing is made from it."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class CaseState(StrEnum):
    """Where a case stands."""

    UNROUTED = "unrouted"
    ASSIGNED = "assigned"
    STARTED = "started"
    RESOLVED = "resolved"
    CLOSED = "closed"


class CaseStep(StrEnum):
    """What may be done to a case."""

    ASSIGN = "assign"
    START = "start"
    RETURN = "return"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    CLOSE = "close"


S, T = CaseState, CaseStep

LIFECYCLE: StateMachine[CaseState, CaseStep] = StateMachine(
    on(T.ASSIGN, leaving={S.UNROUTED, S.ASSIGNED, S.STARTED}, reach=S.ASSIGNED),
    on(T.START, leaving={S.ASSIGNED}, reach=S.STARTED),
    on(T.RETURN, leaving={S.ASSIGNED, S.STARTED}, reach=S.UNROUTED),
    on(T.RESOLVE, leaving={S.ASSIGNED, S.STARTED}, reach=S.RESOLVED),
    on(T.REOPEN, leaving={S.RESOLVED}, reach=S.ASSIGNED),
    on(T.CLOSE, leaving={S.RESOLVED}, reach=S.CLOSED),
)

OWING = frozenset({S.UNROUTED, S.ASSIGNED, S.STARTED})
"""The states in which an answer is still owed, and a deadline runs."""
