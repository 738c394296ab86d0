"""The life of a mediation, as one table; the README's drawing is made from it."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class MediationState(StrEnum):
    """Where a mediation stands."""

    OPEN = "open"
    AGREED = "agreed"
    PERFORMED = "performed"
    CHECKING = "checking"
    CLOSED = "closed"
    CLOSED_UNSATISFIED = "closed-unsatisfied"
    REFERRED = "referred"
    FAILED = "failed"


class MediationStep(StrEnum):
    """What may be done in a mediation."""

    MEET = "meet"
    CONSULT = "consult"
    AGREE = "agree"
    PERFORM = "perform"
    RATE = "rate"
    CLOSE = "close"
    ASK_CHECK = "ask-check"
    SEND_BACK = "send-back"
    CLOSE_CHECKED = "close-checked"
    REFER = "refer"
    GIVE_UP = "give-up"


S, T = MediationState, MediationStep
ENDED = frozenset({S.CLOSED, S.CLOSED_UNSATISFIED, S.REFERRED, S.FAILED})
"""Where nothing more comes of it."""

MEDIATION_LIFE: StateMachine[MediationState, MediationStep] = StateMachine(
    on(T.MEET, leaving={S.OPEN}, reach=S.OPEN),
    on(T.CONSULT, leaving={S.OPEN}, reach=S.OPEN),
    on(T.AGREE, leaving={S.OPEN}, reach=S.AGREED),
    on(T.PERFORM, leaving={S.AGREED}, reach=S.PERFORMED),
    on(T.RATE, leaving={S.PERFORMED}, reach=S.PERFORMED),
    on(T.RATE, leaving={S.CHECKING}, reach=S.CHECKING),
    on(T.CLOSE, leaving={S.PERFORMED, S.CHECKING}, reach=S.CLOSED),
    on(T.ASK_CHECK, leaving={S.PERFORMED}, reach=S.CHECKING),
    on(T.SEND_BACK, leaving={S.CHECKING}, reach=S.PERFORMED),
    on(T.CLOSE_CHECKED, leaving={S.CHECKING}, reach=S.CLOSED_UNSATISFIED),
    on(T.REFER, leaving={S.OPEN, S.AGREED, S.PERFORMED}, reach=S.REFERRED),
    on(T.GIVE_UP, leaving={S.OPEN, S.AGREED}, reach=S.FAILED),
)
