"""The life of a hand-over on both sides, as tables; docs/handover.md draws them."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class SentState(StrEnum):
    """Where a hand-over stands with its sender, who alone decides it."""

    OFFERED = "offered"
    RELEASING = "releasing"
    HANDED_OVER = "handed-over"
    WORKING = "working"
    RETURN_ASKED = "return-asked"
    KEPT = "kept"
    ANSWERED = "answered"
    REFUSED = "refused"
    EXPIRED = "expired"
    RECALLED = "recalled"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


class SentStep(StrEnum):
    """What leads the sender's side from one state to another."""

    RELEASE = "release"
    LET_GO = "let-go"
    START = "start"
    ANSWER = "answer"
    REFUSE = "refuse"
    EXPIRE = "expire"
    RECALL = "recall"
    ASK_RETURN = "ask-return"
    GRANT_RETURN = "grant-return"
    DENY_RETURN = "deny-return"
    COME_BACK = "come-back"
    SUPERSEDE = "supersede"


class ReceivedState(StrEnum):
    """Where a hand-over stands with its receiver, whose word is a vote."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN = "taken"
    WORKING = "working"
    RETURNING = "returning"
    KEPT = "kept"
    FINISHED = "finished"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"


class ReceivedStep(StrEnum):
    """What leads the receiver's side from one state to another."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    TAKE = "take"
    START = "start"
    GIVE_BACK = "give-back"
    KEEP = "keep"
    FINISH = "finish"
    SETTLE = "settle"
    COME_BACK = "come-back"
    CLOSE = "close"
    LOSE = "lose"


S, T = SentState, SentStep
R, U = ReceivedState, ReceivedStep

AT_WORK = frozenset({S.WORKING, S.RETURN_ASKED, S.KEPT})
"""The receiver works; the sender answers for it."""
SENT_OPEN = AT_WORK | {S.OFFERED, S.RELEASING}
"""The hand-over goes on: ownership is offered to nobody else meanwhile."""
ENDED = frozenset({S.REFUSED, S.EXPIRED, S.RECALLED, S.RETURNED, S.SUPERSEDED})
"""It ended without a result."""

SENDING: StateMachine[SentState, SentStep] = StateMachine(
    on(T.RELEASE, leaving={S.OFFERED}, reach=S.RELEASING),
    on(T.LET_GO, leaving={S.OFFERED, S.RELEASING}, reach=S.HANDED_OVER),
    on(T.START, leaving={S.OFFERED}, reach=S.WORKING),
    on(T.ANSWER, leaving=AT_WORK | {S.HANDED_OVER}, reach=S.ANSWERED),
    on(T.REFUSE, leaving=AT_WORK | {S.OFFERED}, reach=S.REFUSED),
    on(T.EXPIRE, leaving={S.OFFERED}, reach=S.EXPIRED),
    on(T.RECALL, leaving=AT_WORK | {S.OFFERED}, reach=S.RECALLED),
    on(T.ASK_RETURN, leaving={S.WORKING}, reach=S.RETURN_ASKED),
    on(T.GRANT_RETURN, leaving={S.RETURN_ASKED}, reach=S.RETURNED),
    on(T.DENY_RETURN, leaving={S.RETURN_ASKED}, reach=S.KEPT),
    on(T.COME_BACK, leaving={S.HANDED_OVER}, reach=S.RETURNED),
    on(T.SUPERSEDE, leaving=SENT_OPEN | {S.HANDED_OVER}, reach=S.SUPERSEDED),
)

DOING = frozenset({R.WORKING, R.RETURNING, R.KEPT})
"""The receiver works for the sender, who answers."""
UNSTARTED = frozenset({R.OFFERED, R.ACCEPTED})

RECEIVING: StateMachine[ReceivedState, ReceivedStep] = StateMachine(
    on(U.ACCEPT, leaving={R.OFFERED}, reach=R.ACCEPTED),
    on(U.REFUSE, leaving={R.OFFERED}, reach=R.REFUSED),
    # The sender's confirmation is obeyed even by who forgot its own acceptance.
    on(U.TAKE, leaving=UNSTARTED | {R.REFUSED, R.CLOSED}, reach=R.TAKEN),
    on(U.START, leaving=UNSTARTED, reach=R.WORKING),
    on(U.GIVE_BACK, leaving={R.WORKING}, reach=R.RETURNING),
    on(U.KEEP, leaving=UNSTARTED | {R.WORKING, R.RETURNING}, reach=R.KEPT),
    on(U.FINISH, leaving={R.TAKEN, R.WORKING, R.KEPT}, reach=R.FINISHED),
    on(U.SETTLE, leaving=UNSTARTED | DOING | {R.TAKEN, R.FINISHED}, reach=R.ANSWERED),
    on(U.COME_BACK, leaving={R.TAKEN}, reach=R.RETURNED),
    on(U.CLOSE, leaving=UNSTARTED | DOING | {R.FINISHED}, reach=R.CLOSED),
    # A contested ownership was given up: no word of the sender's does this.
    on(U.LOSE, leaving={R.TAKEN}, reach=R.CLOSED),
)
