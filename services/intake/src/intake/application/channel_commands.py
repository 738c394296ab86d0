"""What intake may be asked at its channels: arrivals, devices, groups."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.group import Headcount, MemberOutcome
from intake.domain.reception import Ground, ReceptionStep
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class RecordArrival(Command):
    """Write down who came, before anybody decides anything (D-10).

    `reception_id` is the id that a repeated form has again; without it, a new one.
    """

    organisation_id: str
    channel: Channel
    people: int
    arrived_at: datetime | None = None
    matter: str = ""
    contact: Contact = field(default_factory=Contact)
    reception_id: UUID | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RegisterArrival(Command):
    """A petition came of it."""

    reception_id: UUID
    petition_id: UUID
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class TurnArrival(Command):
    """Somebody was shown elsewhere or refused, with the ground and where to go."""

    reception_id: UUID
    step: ReceptionStep
    ground: Ground
    words: str
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RecordDevice(Command):
    """Keep whose a device is (D-20)."""

    device_id: str
    resident_id: str
    contact: Contact
    place: str
    division_code: str
    organisation_id: str
    category: str | None = None
    active: bool = True
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class AnswerCall(Command):
    """Somebody called the person at the device back."""

    petition_id: UUID
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class MapCategory(Command):
    """Say how another list calls one of our categories (C-19)."""

    name: str
    code: str
    their_code: str
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class OpenGroup(Command):
    """Let a petition head a group matter (B-14)."""

    petition_id: UUID
    title: str
    count: Headcount
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class AddBatch(Command):
    """Open a batch of a group."""

    group_id: UUID
    title: str
    count: Headcount
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class AdmitMember(Command):
    """Take a person into a group."""

    group_id: UUID
    contact: Contact
    batch: int | None = None
    representative: bool = False
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class MeetMember(Command):
    """Note a contact with a member (D-25)."""

    group_id: UUID
    member_id: UUID
    channel: Channel
    note: str
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class SettleMember(Command):
    """Say what became of one person's request."""

    group_id: UUID
    member_id: UUID
    outcome: MemberOutcome
    note: str
    actor: Actor
