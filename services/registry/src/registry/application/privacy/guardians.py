"""Guardians of those under 14: who they are, what they consent to, what they get."""

from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.own import OwnFile, own_file_of
from registry.application.authority import must_keep
from registry.application.privacy.commands import ReadChildFile, RecordGuardian
from registry.application.privacy.ports import PrivacyWork
from registry.domain.archive.authority import check_own
from registry.domain.errors import OutOfReach
from registry.domain.privacy.errors import GuardianAsks
from registry.domain.privacy.guardian import (
    GuardianProfile,
    Guardianship,
    guardianship_id,
)
from registry.domain.resident import Resident
from registry.domain.values import civil_day


def record_guardian(
    command: RecordGuardian, work: PrivacyWork, *, clock: Clock
) -> None:
    """Say who is whose guardian, and when consent was given or withdrawn (第31条)."""
    said = command.profile
    child = work.residents.get(said.child_id)
    must_keep(command.actor, work.organisations, {child.profile.organisation_id})
    guardian = work.residents.find(said.guardian_id)
    if guardian is None:
        raise Invalid(fields={"guardian_id": "unknown-resident"})
    today = civil_day(clock.now())
    _check_not_to_come(said, today)
    key = guardianship_id(said.child_id, said.guardian_id)
    known = work.guardians.find(key)
    if known is None:
        if guardian.is_child(today):
            raise Invalid(fields={"guardian_id": "guardian-is-child"})
        known = Guardianship(guardianship_id=key, profile=said)
        work.guardians.add(known)
    known.record_as(said, at=clock.now())


def read_child_file(
    command: ReadChildFile, work: PrivacyWork, *, clock: Clock, wall: Clock
) -> OwnFile:
    """Return a child's file in full to a guardian; that look, too, is written down."""
    child = must_ask_for(command.actor, command.child_id, work, clock)
    return own_file_of(child, command.actor, work, clock=clock, wall=wall)


def must_ask_for(
    actor: Actor, child_id: UUID | None, work: PrivacyWork, clock: Clock
) -> Resident:
    """Return about whom somebody may ask: themselves, or a child in their care.

    Raises GuardianAsks for somebody under 14 who asks, OutOfReach for another's child.
    """
    asker, today = check_own(actor), civil_day(clock.now())
    if child_id is None or child_id == asker:
        resident = work.residents.get(asker)
        if resident.is_child(today):
            raise GuardianAsks
        return resident
    tie = work.guardians.find(guardianship_id(child_id, asker))
    child = work.residents.find(child_id)
    if tie is None or child is None or not tie.profile.holds(today):
        raise OutOfReach
    if not child.is_child(today):
        raise OutOfReach
    return child


def _check_not_to_come(said: GuardianProfile, today: date) -> None:
    for field in ("consented_on", "withdrawn_on"):
        day = getattr(said, field)
        if day is not None and day > today:
            raise Invalid(fields={field: "bad-day"})
