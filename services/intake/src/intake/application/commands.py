"""What intake may be asked to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.deciding import AS_IT_CAME, Decision
from intake.domain.device import Pressed
from intake.domain.gathering import Gathering
from intake.domain.handling import UNSETTLED, Handling
from intake.domain.nature import PLAIN, Nature
from intake.domain.organisation import Organisation
from intake.domain.progress import CaseFact
from intake.domain.refusal import RefusalReason
from minqing_kernel.messages import ANYONE, Actor, Command

NOBODY = Contact()


@dataclass(frozen=True, kw_only=True)
class OnceKey:
    """What makes a repeated submission the same one.

    `scope` is who sends it, `key` the sender's own, `fingerprint` the SHA-256 of what
    was sent (64 hexadecimal digits).
    """

    scope: str
    key: str
    fingerprint: str


@dataclass(frozen=True)
class Visit:
    """What a visitor was asked for beside the facts: the request and the reasons."""

    request: str = ""
    reasons: str = ""


@dataclass(frozen=True, kw_only=True)
class SubmitPetition(Command):
    """Write a petition down. `received_at` is set when it came before it was typed.

    `visit` is what a visitor was asked for (条例第19条); None where nobody was asked.
    `request` is what somebody wants who was not asked for reasons, too; `answered` what
    was answered at once to a question that needs no more.
    `pressed` is the device whose button was pressed at `received_at` (D-20). `joins` is
    the open matter that its petitioner says it is; `agrees`: they agree to publication.
    """

    channel: Channel
    text: str
    title: str = ""
    place: str = ""
    category: str | None = None
    division_code: str = ""
    organisation_id: str | None = None
    contact: Contact = NOBODY
    received_at: datetime | None = None
    nature: Nature = PLAIN
    handling: Handling = UNSETTLED
    visit: Visit | None = None
    request: str = ""
    answered: str = ""
    pressed: Pressed | None = None
    joins: UUID | None = None
    agrees: bool = False
    once: OnceKey | None = None
    actor: Actor = ANYONE


@dataclass(frozen=True, kw_only=True)
class SubmitTogether(Command):
    """Write several petitions down, all or none: one gathering, many matters (A-10)."""

    petitions: tuple[SubmitPetition, ...]
    gathering: Gathering | None = None


@dataclass(frozen=True, kw_only=True)
class ImportPetition(Command):
    """Take a petition over from an older system, where it was accepted long ago."""

    source: str
    external_ref: str
    channel: Channel
    text: str
    received_at: datetime
    title: str = ""
    place: str = ""
    category: str
    division_code: str = ""
    organisation_id: str | None = None
    contact: Contact = NOBODY


@dataclass(frozen=True, kw_only=True)
class AcceptPetition(Command):
    """Accept a waiting petition. `seen` is the revision read before."""

    petition_id: UUID
    category: str
    division_code: str = ""
    seen: int | None = None
    decision: Decision = AS_IT_CAME
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RefusePetition(Command):
    """Refuse a waiting petition. `seen` is the revision read before."""

    petition_id: UUID
    reason: RefusalReason
    explanation: str
    seen: int | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class NoteCaseFact(Command):
    """Keep what routing tells of a petition's case."""

    petition_id: UUID
    fact: CaseFact


@dataclass(frozen=True, kw_only=True)
class FollowPetition(Command):
    """Tell where a petition stands, now and after each change."""

    petition_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecordOrganisation(Command):
    """Keep what registry tells of an organisation."""

    organisation: Organisation


@dataclass(frozen=True, kw_only=True)
class RecordCategory(Command):
    """Put a category into the list, or change it."""

    code: str
    names: Mapping[str, str] = field(hash=False)
    valid_from: date
    valid_to: date | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class NoteWrongCode(Command):
    """Count a wrong tracking code against a receipt number."""

    receipt: str


@dataclass(frozen=True, kw_only=True)
class ForgetOldKeys(Command):
    """Let go of idempotency keys and wrong tries that no longer matter."""
