"""A list leaves only after it is written down: who had it, why, who stands in it."""

from hashlib import sha256
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.authority import known_lineage, must_reach
from registry.application.charges.reach import bounds_of
from registry.application.exporting.commands import StartExport
from registry.application.exporting.ports import Export, ExportsWork
from registry.application.visits.queries import must_oversee
from registry.domain.access import Access, Purpose
from registry.domain.archive.authority import check_read
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import OutOfReach
from registry.domain.exporting.lists import (
    LISTS,
    MOST_PRINTED,
    OF_A_GRID,
    OF_THE_LEDGER,
    OVERSEEN,
    PEOPLE,
    ListUnknown,
    TooLongToPrint,
)
from registry.domain.importing.sections import SECTION_PREFIX
from registry.domain.values import checked_text, civil_day

LONGEST_PURPOSE = 100


def start_export(
    command: StartExport, work: ExportsWork, *, clock: Clock, wall: Clock
) -> Export:
    """Write down that a list leaves, and return who stands in it.

    The log tells when it really was (`wall`), whatever day is being rehearsed.
    """
    purpose = checked_text(command.purpose, "purpose", LONGEST_PURPOSE)
    kind = listed_kind(command, work, clock)
    known_lineage(work.organisations, command.organisation_id, "organisation")
    if kind in OVERSEEN:
        must_oversee(command.actor, work.organisations, [command.organisation_id])
    if kind in OF_A_GRID:
        _must_reach_grid(command, work)
    subjects = [] if kind not in PEOPLE else _people(command, kind, work, clock)
    if command.form == "pdf" and len(subjects) > MOST_PRINTED:
        raise TooLongToPrint(fields={"form": "too-many-rows"})
    export = Export(
        export_id=command.export_id,
        kind=command.kind,
        form=command.form,
        organisation_id=command.organisation_id,
        purpose=purpose,
        by=command.actor,
        work_name=work.charges.work_name(command.actor.id),
        at=wall.now(),
        subjects=subjects,
        grid_id=command.grid_id,
    )
    work.exports.keep(export)
    if kind in PEOPLE:
        work.access_log.note(_look(export))
    return export


def listed_kind(command: StartExport, work: ExportsWork, clock: Clock) -> str:
    """Return of whom a list is; raises ListUnknown, SectionNotYours."""
    if command.kind in OF_A_GRID:
        if command.grid_id is None:
            raise Invalid(fields={"grid": "required"})
    elif command.grid_id is not None:
        raise Invalid(fields={"grid": "not-of-a-grid"})
    if command.kind in LISTS:
        return command.kind
    if not command.kind.startswith(SECTION_PREFIX):
        raise ListUnknown
    code = command.kind.removeprefix(SECTION_PREFIX)
    definition = work.sections.find(code)
    if definition is None:
        raise ListUnknown
    check_read(command.actor, definition, civil_day(clock.now()))
    resident = definition.latest.spec.subject is SubjectKind.RESIDENT
    return "residents" if resident else "households"


def _must_reach_grid(command: StartExport, work: ExportsWork) -> None:
    grid = work.grids.get(command.grid_id or "")
    if grid.profile.organisation_id != command.organisation_id:
        raise Invalid(fields={"grid": "another-organisation"})
    must_reach(command.actor, work.organisations, command.organisation_id)


def _people(
    command: StartExport, kind: str, work: ExportsWork, clock: Clock
) -> list[UUID]:
    must_reach(command.actor, work.organisations, command.organisation_id)
    if kind in OF_THE_LEDGER and command.actor.role is Role.HANDLER:
        raise OutOfReach
    buildings = bounds_of(command.actor, work.charges, civil_day(clock.now()))
    if command.grid_id is not None:
        place = work.organisations.seat_of(command.actor.organisation_id)
        return list(work.exports.in_grid(command.grid_id, place or "", buildings))
    return list(work.exports.people(kind, command.organisation_id, buildings))


def _look(export: Export) -> Access:
    """Return the look: its subject is the list, which names everybody in it."""
    everybody = "".join(str(each) for each in export.subjects)
    return Access(
        actor=export.by,
        purpose=Purpose.EXPORT,
        resident_id=export.export_id,
        fields=(
            f"export:{export.kind}",
            f"people:{len(export.subjects)}",
            f"sha256:{sha256(everybody.encode()).hexdigest()}",
        ),
        at=export.at,
    )
