"""Agreeing to publication and taking it back: lock the petition, ask the domain."""

from dataclasses import dataclass
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.domain.consent import Consent
from intake.domain.consenting import change_consent
from minqing_kernel.messages import Command


@dataclass(frozen=True, kw_only=True)
class ChangeConsent(Command):
    """Say whether who holds the tracking code agrees to publication."""

    petition_id: UUID
    holds: bool


def consent_changed(command: ChangeConsent, work: IntakeWork, *, desk: Desk) -> Consent:
    """Write it down; return what holds now."""
    petition = work.petitions.get(command.petition_id)
    change_consent(petition, holds=command.holds, at=desk.clock.now())
    return petition.consent
