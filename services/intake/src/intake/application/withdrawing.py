"""Taking a petition back: lock it, look at its bonds, ask the domain."""

from dataclasses import dataclass
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import in_hand
from intake.application.views import PetitionView
from intake.domain.errors import BrokenPetition
from intake.domain.lifecycle import LIFECYCLE, PetitionState, PetitionStep
from intake.domain.withdrawing import (
    ENDED,
    came_too_late,
    why_not_own,
    withdraw,
)
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class WithdrawPetition(Command):
    """Take it back; `by_petitioner` came with the tracking code."""

    petition_id: UUID
    reason: str = ""
    by_petitioner: bool = False
    actor: Actor


def withdraw_petition(
    command: WithdrawPetition, work: IntakeWork, *, desk: Desk
) -> tuple[PetitionState, int]:
    """Take a petition back; return where it stands, and its revision.

    Whoever holds the tracking code speaks for themselves; a member of staff writes down
    what somebody said at the window or by telephone, for the own organisation: what it
    was they may not leave out. Raises BrokenPetition where they do.
    """
    if command.by_petitioner:
        petition = work.petitions.get(command.petition_id)
    else:
        petition = in_hand(command, work, desk)
        if not command.reason.strip():
            raise BrokenPetition(fields={"reason": "required"})
    bond = work.merges.of([petition.petition_id])[petition.petition_id]
    withdraw(petition, bond, command.reason, at=desk.clock.now())
    return petition.state, petition.revision


def may_withdraw(petition: PetitionView) -> bool:
    """Say whether its petitioner may take it back, as far as its page can know."""
    before = petition.withdrawal
    if before is not None and not came_too_late(
        before, petition.live_state, petition.progress.reopened_at
    ):
        return False
    open_yet = PetitionStep.WITHDRAW in LIFECYCLE.steps_from(petition.state)
    shared = petition.lead or why_not_own(petition.nature, petition.group_id)
    return open_yet and petition.live_state not in ENDED and not shared
