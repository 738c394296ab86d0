"""Sections are defined, files are written, class 3 is read: load, ask the domain."""

from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.archive.commands import (
    DefineSection,
    EditSection,
    ReadSection,
)
from registry.application.archive.ports import ArchiveWork
from registry.application.archive.views import SectionView, full_section
from registry.application.authority import must_reach
from registry.application.ports import RegistryWork
from registry.domain.access import FULL_PURPOSES, Access
from registry.domain.archive.authority import check_define, check_read, check_write
from registry.domain.archive.errors import SectionUnknown
from registry.domain.archive.section import SectionDefinition, SubjectKind
from registry.domain.errors import (
    HouseholdUnknown,
    ResidentClosed,
)
from registry.domain.resident import ResidentState
from registry.domain.values import civil_day, end_of


def define_section(command: DefineSection, work: ArchiveWork, *, clock: Clock) -> None:
    """Say what a section asks from a day on; no code changes (A-04)."""
    check_define(command.actor)
    known = work.sections.find(command.section)
    if known is None:
        known = SectionDefinition(code=command.section)
        work.sections.add(known)
    known.define(command.spec, at=clock.now())


def edit_section(command: EditSection, work: ArchiveWork, *, clock: Clock) -> int:
    """Write into a section of a file; return its revision now (A-06)."""
    definition = known_section(work, command.section, command.subject)
    version = definition.on(civil_day(clock.now()))
    organisation_id = kept_by(work, command.subject, command.subject_id)
    places = work.organisations
    check_write(
        command.actor,
        version,
        places.seat_of(command.actor.organisation_id),
        places.lineage(organisation_id),
    )
    _check_open(work, command)
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
    check_read(command.actor, definition, civil_day(clock.now()))
    organisation_id = kept_by(work, command.subject, command.subject_id)
    must_reach(command.actor, work.organisations, organisation_id)
    entry = work.records.at(
        command.subject_id, command.section, until=end_of(command.on)
    )
    if entry is None:
        raise SectionUnknown
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=command.purpose,
            resident_id=command.subject_id,
            fields=fields_of(definition, entry.version),
            at=wall.now(),
        )
    )
    return full_section(entry, definition)


def known_section(
    work: ArchiveWork, code: str, subject: SubjectKind
) -> SectionDefinition:
    """Return a section about this kind of subject, or raise SectionUnknown."""
    known = work.sections.find(code)
    if known is None or known.latest.spec.subject is not subject:
        raise SectionUnknown
    return known


def kept_by(work: RegistryWork, subject: SubjectKind, subject_id: UUID) -> str:
    """Return who keeps a file, and hold it until the unit ends; raises NotFound."""
    if subject is SubjectKind.RESIDENT:
        return work.residents.get(subject_id).profile.organisation_id
    household = work.households.find(subject_id)
    if household is None:
        raise HouseholdUnknown
    return household.profile.organisation_id


def _check_open(work: ArchiveWork, command: EditSection) -> None:
    """Refuse to write into the file of somebody who has died (B-29)."""
    if command.subject is SubjectKind.RESIDENT:
        resident = work.residents.get(command.subject_id)
        if resident.state is ResidentState.DECEASED:
            raise ResidentClosed


def fields_of(definition: SectionDefinition, number: int) -> list[str]:
    """Return what a full look at a section shows, for the access log."""
    return [f"{definition.code}.{code}" for code in definition.version(number).fields]
