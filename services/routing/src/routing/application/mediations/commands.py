"""What the mediations' room can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.mediations.mediation import (
    Agreement,
    Dispute,
    Expertise,
    Party,
    Session,
)
from routing.domain.mediations.outcome import Referral


@dataclass(frozen=True, kw_only=True)
class MediationAction(Command):
    """Base of what a person does to a mediation of a case."""

    actor: Actor
    petition_id: UUID
    mediation_id: UUID


@dataclass(frozen=True, kw_only=True)
class OpenMediation(MediationAction):
    """Open a mediation."""

    dispute: Dispute
    parties: Sequence[Party]


@dataclass(frozen=True, kw_only=True)
class AddSession(MediationAction):
    """Add a session with its minutes."""

    session: Session


@dataclass(frozen=True, kw_only=True)
class AddExpertise(MediationAction):
    """Add a third party's opinion."""

    expertise: Expertise


@dataclass(frozen=True, kw_only=True)
class Agree(MediationAction):
    """Write down the agreement."""

    agreement: Agreement


@dataclass(frozen=True, kw_only=True)
class Perform(MediationAction):
    """Note that the agreement was carried out."""

    performed_on: date


@dataclass(frozen=True, kw_only=True)
class RateMediation(MediationAction):
    """Note whether one party is satisfied."""

    label: str
    satisfied: bool


@dataclass(frozen=True, kw_only=True)
class CloseMediation(MediationAction):
    """Close it, performed and with all satisfied."""


@dataclass(frozen=True, kw_only=True)
class AskCheck(MediationAction):
    """Ask to close it though a party is not satisfied."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class DecideCheck(MediationAction):
    """Let it be closed so, or send it back."""

    granted: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReferMediation(MediationAction):
    """End it and show the parties to a court or an arbitration body."""

    referral: Referral


@dataclass(frozen=True, kw_only=True)
class GiveUpMediation(MediationAction):
    """End it without agreement or performance."""

    reason: str
