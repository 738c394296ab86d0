"""The life of a review, as one table; the README's drawing is made from it."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class ReviewState(StrEnum):
    """Where the review of a case stands."""

    ANSWERED = "answered"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    ANEW = "anew"
    RECHECKING = "rechecking"
    HEARING = "hearing"
    FINAL = "final"


class ReviewStep(StrEnum):
    """What may be done in a review."""

    ASK = "ask"
    ANSWER = "answer"
    ORDER_ANEW = "order-anew"
    OPEN_HEARING = "open-hearing"
    CLOSE_HEARING = "close-hearing"
    CONCLUDE = "conclude"
    TURN_AWAY = "turn-away"


S, T = ReviewState, ReviewStep

GOING_ON = frozenset({S.REVIEWING, S.RECHECKING, S.HEARING})
"""The states in which a reviewer owes an opinion."""

REVIEW_LIFE: StateMachine[ReviewState, ReviewStep] = StateMachine(
    on(T.ASK, leaving={S.ANSWERED, S.ANEW}, reach=S.REVIEWING),
    on(T.ASK, leaving={S.REVIEWED}, reach=S.RECHECKING),
    on(T.ANSWER, leaving={S.REVIEWING}, reach=S.REVIEWED),
    on(T.ORDER_ANEW, leaving={S.REVIEWING}, reach=S.ANEW),
    on(T.OPEN_HEARING, leaving={S.RECHECKING}, reach=S.HEARING),
    on(T.CLOSE_HEARING, leaving={S.HEARING}, reach=S.RECHECKING),
    on(T.CONCLUDE, leaving={S.RECHECKING}, reach=S.FINAL),
    on(T.TURN_AWAY, leaving={S.FINAL}, reach=S.FINAL),
)
