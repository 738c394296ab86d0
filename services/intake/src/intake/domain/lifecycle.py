"""A petition's life at the door, as a table."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class PetitionState(StrEnum):
    """Where a petition stands before it is a case."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class PetitionStep(StrEnum):
    """What may be done to it."""

    ACCEPT = "accept"
    REFUSE = "refuse"


LIFECYCLE = StateMachine(
    on(
        PetitionStep.ACCEPT,
        leaving=[PetitionState.RECEIVED],
        reach=PetitionState.ACCEPTED,
    ),
    on(
        PetitionStep.REFUSE,
        leaving=[PetitionState.RECEIVED],
        reach=PetitionState.REFUSED,
    ),
)
