"""Sections are defined, files are written, class 3 is read: load, ask the domain."""

from datetime import date

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.archive.commands import (
    DefineSection,
    EditSection,
    ReadSection,
)
from registry.application.archive.keeping import (
    Keeping,
    held_file,
    is_open,
    must_have_charge,
)
from registry.application.archive.ports import ArchiveWork
from registry.application.archive.views import SectionView, told_section
from registry.application.authority import must_reach
from registry.domain.access import FULL_PURPOSES, Access, Purpose, is_number_for
from registry.domain.archive.authority import check_define, check_read, check_write
from registry.domain.archive.errors import Erased, SectionUnknown
from registry.domain.archive.section import (
    SectionDefinition,
    SectionVersion,
    SubjectKind,
)
from registry.domain.errors import ChangedMeanwhile, ResidentClosed
from registry.domain.privacy.errors import ConsentMissing
from registry.domain.values import civil_day, end_of


def define_section(command: DefineSection, work: ArchiveWork, *, clock: Clock) -> None:
    """Say what a section asks from a day on; no code changes (A-04)."""
    check_define(command.actor)
    known = work.sections.find(command.section)
    if known is None:
        known = SectionDefinition(code=command.section)
        work.sections.add(known)
    if command.seen is not None and command.seen != len(known.versions):
        raise ChangedMeanwhile
    by, reason = command.actor.id, command.reason
    known.define(command.spec, at=clock.now(), by=by, reason=reason)


def edit_section(command: EditSection, work: ArchiveWork, *, clock: Clock) -> int:
    """Write into a section of a file; return its revision now (A-06)."""
    definition = known_section(work, command.section, command.subject)
    today = civil_day(clock.now())
    version = definition.on(today)
    file = held_file(work, command.subject, command.subject_id)
    must_write(command.actor, work, version, file, today)
    if not is_open(work, command.subject, command.subject_id):
        raise ResidentClosed
    _check_consent(work, command, version, today)
    record = work.records.get(command.subject_id, command.section)
    record.edit(
        command.values,
        version,
        seen=command.seen,
        at=clock.now(),
        by=command.actor,
        visit_id=command.visit_id,
    )
    return record.revision


def read_section(
    command: ReadSection, work: ArchiveWork, *, clock: Clock, wall: Clock
) -> SectionView:
    """Return a section in full; the look is stored before anybody sees it.

    The log tells when it really was (`wall`), whatever day is being rehearsed.
    """
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    definition = known_section(work, command.section, command.subject)
    today = civil_day(clock.now())
    check_read(command.actor, definition, today)
    file = held_file(work, command.subject, command.subject_id)
    must_reach(command.actor, work.organisations, file.organisation_id)
    must_have_charge(command.actor, work.charges, file, today)
    entry = work.records.at(
        command.subject_id, command.section, until=end_of(command.on)
    )
    if entry is None:
        raise SectionUnknown
    if entry.erased:
        raise Erased
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=command.purpose,
            resident_id=command.subject_id,
            fields=fields_of(definition, entry.version, command.purpose),
            at=wall.now(),
        )
    )
    return told_section(entry, definition, command.actor.role, command.purpose)


def known_section(
    work: ArchiveWork, code: str, subject: SubjectKind
) -> SectionDefinition:
    """Return a section about this kind of subject, or raise SectionUnknown."""
    known = work.sections.find(code)
    if known is None or known.latest.spec.subject is not subject:
        raise SectionUnknown
    return known


def must_write(
    actor: Actor, work: ArchiveWork, version: SectionVersion, file: Keeping, today: date
) -> None:
    """Refuse (SectionNotYours, OutOfReach) to write into a section of a file."""
    places = work.organisations
    seat = places.seat_of(actor.organisation_id)
    check_write(actor, version, seat, places.lineage(file.organisation_id))
    must_have_charge(actor, work.charges, file, today)


def _check_consent(
    work: ArchiveWork, command: EditSection, version: SectionVersion, today: date
) -> None:
    """Refuse class 3 of somebody under 14 without a guardian's consent (第31条).

    What the system itself brings in from the books is not refused.
    """
    new = {code for code, value in command.values.items() if value is not None}
    by_system = command.actor.role is Role.SYSTEM
    if command.subject is not SubjectKind.RESIDENT or by_system:
        return
    if not version.sensitive & new:
        return
    child = work.residents.get(command.subject_id)
    if child.is_child(today) and not work.guardians.consent_to(
        command.subject_id, today
    ):
        raise ConsentMissing


def fields_of(
    definition: SectionDefinition, number: int, purpose: Purpose
) -> list[str]:
    """Return what a full look at a section shows, for the access log."""
    fields = definition.version(number).fields.values()
    return [
        f"{definition.code}.{each.code}"
        for each in fields
        if not is_number_for(purpose, each.kind)
    ]
