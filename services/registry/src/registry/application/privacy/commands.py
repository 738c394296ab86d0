"""What can be asked about rights, guardians and retention."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.privacy.guardian import GuardianProfile
from registry.domain.privacy.request import RequestKind


@dataclass(frozen=True, kw_only=True, repr=False)
class AskForRight(RegistryCommand):
    """Ask that something of one's own file, or one's child's, be corrected or deleted.

    `values` are what a correction wants to stand there; a deletion names `fields`.
    """

    request_id: UUID
    kind: RequestKind
    section: str
    statement: str
    values: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    child_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ListOwnRequests(RegistryCommand):
    """See what one has asked for, and how it was decided, with the reason."""


@dataclass(frozen=True, kw_only=True)
class ReadRequest(RegistryCommand):
    """See what somebody asks for; the look is written down."""

    request_id: UUID


@dataclass(frozen=True, kw_only=True, repr=False)
class DecideRequest(RegistryCommand):
    """Grant or refuse a request, with a reason; a refused deletion cites the law."""

    request_id: UUID
    granted: bool
    reason: str
    law: str | None = None


@dataclass(frozen=True, kw_only=True)
class SettleRequest(RegistryCommand):
    """Agree to a deletion that another proposed, or send it back."""

    request_id: UUID
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class RecordGuardian(RegistryCommand):
    """Say who is whose guardian, and when consent was given or withdrawn."""

    profile: GuardianProfile


@dataclass(frozen=True, kw_only=True)
class ReadChildFile(RegistryCommand):
    """Get a copy of one's child's file; the actor is a guardian, the child under 14."""

    child_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForgetFile(RegistryCommand):
    """Make unreadable for good what the rules keep no longer of a closed file."""

    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForgetHousehold(RegistryCommand):
    """Make unreadable what the rules keep no longer of an empty household."""

    household_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoteEmptyHouseholds(RegistryCommand):
    """Write down since when nobody lives in which household that has a file."""


@dataclass(frozen=True, kw_only=True)
class ForgetVisit(RegistryCommand):
    """Forget topic and diary of a visit that was long ago."""

    visit_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForgetRequest(RegistryCommand):
    """Forget the words of a request that was decided long ago."""

    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForgetPlan(RegistryCommand):
    """Forget the words of a household's plan that was closed long ago."""

    plan_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForgetItem(RegistryCommand):
    """Forget the words of what was struck off a ledger long ago."""

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForgetPaper(RegistryCommand):
    """Forget the words of an old meeting on a ledger, or of an old list."""

    section: str
    paper_id: UUID
