"""A petition's life at the door, as a table."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class PetitionState(StrEnum):
    """Where a petition stands before it is a case.

    awaiting-petitioner: 待补充, all that is missing was told once (B-05). lapsed:
    视为放弃, the petitioner stayed silent; a later answer opens it again. referred:
    导入法定程序 (条例第31条第一至四项). noted: kept, no case of it: a letter of thanks
    (D-17), or a question that was answered at once.
    withdrawn: 撤回, the petitioner took it back before anybody decided.
    """

    RECEIVED = "received"
    AWAITING = "awaiting-petitioner"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REFERRED = "referred"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"


class PetitionStep(StrEnum):
    """What may be done to it."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    REFER = "refer"
    ASK = "ask"
    ANSWER = "answer"
    REMIND = "remind"
    LAPSE = "lapse"
    NOTE = "note"
    MISS = "miss"
    RECLASSIFY = "reclassify"
    WITHDRAW = "withdraw"


S, T = PetitionState, PetitionStep
UNDECIDED = (S.RECEIVED, S.AWAITING)

LIFECYCLE = StateMachine(
    on(T.ACCEPT, leaving=UNDECIDED, reach=S.ACCEPTED),
    on(T.REFUSE, leaving=UNDECIDED, reach=S.REFUSED),
    on(T.REFER, leaving=UNDECIDED, reach=S.REFERRED),
    on(T.ASK, leaving=[S.RECEIVED], reach=S.AWAITING),
    on(T.REMIND, leaving=[S.AWAITING], reach=S.AWAITING),
    on(T.LAPSE, leaving=[S.AWAITING], reach=S.LAPSED),
    on(T.ANSWER, leaving=[S.AWAITING, S.LAPSED], reach=S.RECEIVED),
    on(T.NOTE, leaving=[S.RECEIVED], reach=S.NOTED),
    on(T.MISS, leaving=[S.RECEIVED], reach=S.RECEIVED),
    on(T.RECLASSIFY, leaving=[S.ACCEPTED], reach=S.ACCEPTED),
    on(T.WITHDRAW, leaving=UNDECIDED, reach=S.WITHDRAWN),
    on(T.WITHDRAW, leaving=[S.ACCEPTED], reach=S.ACCEPTED),
)
