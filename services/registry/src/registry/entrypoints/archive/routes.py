"""Routes for the archive's sections: masked, unless a purpose is given."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from minqing_chassis.http.problems import Statuses
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import DomainError, Invalid
from minqing_kernel.messages import Role
from registry.application.archive.commands import (
    DefineSection,
    EditSection,
    ReadSection,
)
from registry.application.archive.queries import (
    section_edits,
    section_views,
    shown_section,
)
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.archive.errors import (
    Erased,
    PressUnavailable,
    RevisionMissing,
    SectionFixed,
    SectionNotYours,
    SectionUnknown,
    Stale,
)
from registry.domain.archive.section import (
    SubjectKind,
)
from registry.domain.errors import (
    ChangedMeanwhile,
    HouseholdUnknown,
    OutOfReach,
    ResidentClosed,
    ResidentUnknown,
    Taken,
)
from registry.domain.privacy.errors import ConsentMissing
from registry.entrypoints.archive import schemas
from registry.entrypoints.archive.editions import edition_of
from registry.entrypoints.archive.households import household_routes
from registry.entrypoints.archive.living import living_routes
from registry.entrypoints.archive.own import own_routes
from registry.entrypoints.archive.petitions import petition_routes
from registry.entrypoints.archive.volumes import volume_routes
from registry.entrypoints.archive.words import TAG, WRITERS
from registry.entrypoints.structure import GOVERNORS

ARCHIVE_STATUSES: Statuses = {RevisionMissing: 428, PressUnavailable: 503}
FILES: dict[SubjectKind, tuple[str, type[DomainError]]] = {
    SubjectKind.RESIDENT: ("residents", ResidentUnknown),
    SubjectKind.HOUSEHOLD: ("households", HouseholdUnknown),
}


class ArchiveDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def list_sections(self, request: Request) -> Reply:
        """Show the newest edition of every section, or those in force on a day."""
        on = request.query["on"]
        found = [
            edition_of(each, version)
            for each in self._reader.sections()
            if (version := each.in_force(on) if on else each.latest) is not None
        ]
        return Reply({"items": found})

    def list_use(self, _: Request) -> Reply:
        """Show how many files have something in each section."""
        return Reply({"items": self._reader.section_use()})

    def get_section(self, request: Request) -> Reply:
        """Show all editions of one section."""
        found = shown_section(self._reader, request.params["section"])
        return Reply({"items": [edition_of(found, each) for each in found.versions]})

    def put_section(self, request: Request) -> Reply:
        """Say what a section asks from a day on."""
        code = request.params["section"]
        command = DefineSection(
            actor=request.actor,
            section=code,
            spec=schemas.spec_of(request.body),
            reason=request.body["reason"],
            seen=request.headers["seen"],
        )
        self._bus.handle(command, request.cause)
        return self.get_section(request)

    def list_file(self, subject: SubjectKind, request: Request) -> Reply:
        """Show the sections of a file, masked."""
        found = section_views(
            self._reader,
            subject,
            request.params[f"{subject}_id"],
            request.actor,
            request.query["on"],
        )
        return Reply({"items": found})

    def list_edits(self, subject: SubjectKind, request: Request) -> Reply:
        """Show who wrote when into a section of a file."""
        found = section_edits(
            self._reader,
            subject,
            request.params[f"{subject}_id"],
            request.params["section"],
            request.actor,
        )
        return Reply({"items": found})

    def edit_section(self, subject: SubjectKind, request: Request) -> Reply:
        """Write into a section of a file."""
        section = request.params["section"]
        command = EditSection(
            actor=request.actor,
            subject=subject,
            subject_id=request.params[f"{subject}_id"],
            section=section,
            seen=request.headers["seen"],
            **request.body,
        )
        revision = self._bus.handle(command, request.cause)
        headers = {"ETag": f'"{revision}"'}
        return Reply({"section": section, "revision": revision}, headers=headers)

    def read_section(self, subject: SubjectKind, request: Request) -> Reply:
        """Show a section in full; the look is written down first."""
        command = ReadSection(
            actor=request.actor,
            subject=subject,
            subject_id=request.params[f"{subject}_id"],
            section=request.params["section"],
            purpose=Purpose(request.query["purpose"]),
            on=request.query["on"],
        )
        return Reply(self._bus.handle(command, request.cause))


def archive_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of the archive."""
    door = ArchiveDoor(parts)
    yield from _section_routes(door)
    yield from petition_routes(parts)
    yield from household_routes(parts)
    yield from own_routes(parts)
    yield from living_routes(parts)
    yield from volume_routes(parts)
    for subject in SubjectKind:
        yield from _look_routes(door, subject)
        yield from _edit_routes(door, subject)


def _section_routes(door: ArchiveDoor) -> Iterator[Route]:
    one = "/v1/sections/{section}"
    yield Route(
        method="GET",
        path="/v1/sections",
        operation=door.list_sections,
        summary="档案栏目 List the sections",
        roles=WRITERS,
        query=schemas.DaySectionsQuery,
        replies={200: schemas.SectionsSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/section-use",
        operation=door.list_use,
        summary="各栏目已填的户数 How many files and households have each section",
        roles=GOVERNORS,
        replies={200: schemas.UsesSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one,
        operation=door.get_section,
        summary="栏目的各版本 Show all editions of a section",
        roles=WRITERS,
        replies={200: schemas.SectionsSchema},
        errors=(SectionUnknown,),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_section,
        summary="定义栏目 Define a section, or its next edition",
        roles=frozenset({Role.OPS}),
        headers=schemas.SeenHeader,
        body=schemas.SaidSectionBody,
        replies={200: schemas.SectionsSchema},
        errors=(OutOfReach, SectionFixed, ChangedMeanwhile, Taken, Invalid),
        tag=TAG,
    )


def _look_routes(door: ArchiveDoor, subject: SubjectKind) -> Iterator[Route]:
    name, unknown = FILES[subject]
    all_of = f"/v1/{name}/{{{subject}_id:uuid}}/sections"
    one = all_of + "/{section}"
    yield Route(
        method="GET",
        path=all_of,
        operation=_about(door.list_file, subject),
        summary="查看档案（脱敏） Show the sections of a file, masked",
        roles=STAFF,
        query=schemas.OnQuery,
        replies={200: schemas.SectionViewsSchema},
        errors=(unknown, OutOfReach),
        tag=TAG,
        operation_id=f"list_{subject}_file",
    )
    yield Route(
        method="GET",
        path=one + "/full",
        operation=_about(door.read_section, subject),
        summary="查看栏目全部信息（留痕） Show a section in full, logged",
        roles=STAFF,
        query=schemas.FullSectionQuery,
        replies={200: schemas.SectionViewSchema},
        errors=(
            unknown,
            SectionUnknown,
            SectionNotYours,
            OutOfReach,
            Erased,
            Invalid,
        ),
        tag=TAG,
        operation_id=f"read_{subject}_section",
    )


def _edit_routes(door: ArchiveDoor, subject: SubjectKind) -> Iterator[Route]:
    name, unknown = FILES[subject]
    one = f"/v1/{name}/{{{subject}_id:uuid}}/sections/{{section}}"
    refused = (unknown, SectionUnknown, SectionNotYours, OutOfReach)
    yield Route(
        method="GET",
        path=one + "/edits",
        operation=_about(door.list_edits, subject),
        summary="栏目的修改记录 Show who wrote when",
        roles=STAFF,
        replies={200: schemas.EditsSchema},
        errors=refused,
        tag=TAG,
        operation_id=f"list_{subject}_edits",
    )
    yield Route(
        method="PATCH",
        path=one,
        operation=_about(door.edit_section, subject),
        summary="填写栏目 Write into a section, on top of the revision seen",
        roles=WRITERS,
        headers=schemas.SeenHeader,
        body=schemas.ChangesBody,
        replies={200: schemas.WrittenSchema},
        errors=(
            *refused,
            ResidentClosed,
            ConsentMissing,
            RevisionMissing,
            Stale,
            Invalid,
        ),
        tag=TAG,
        operation_id=f"edit_{subject}_section",
    )


def _about(operation: Any, subject: SubjectKind) -> Any:  # noqa: ANN401
    return partial(operation, subject)
