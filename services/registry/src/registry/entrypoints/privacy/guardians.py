"""Who acts for whom: guardians, said by a desk."""

from collections.abc import Iterator

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.archive.keeping import must_see_file
from registry.application.privacy.commands import (
    ReadChildFile,
    RecordGuardian,
)
from registry.bootstrap import Parts
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import (
    OutOfReach,
    ResidentUnknown,
    Taken,
)
from registry.domain.privacy.errors import (
    GuardianAsks,
)
from registry.domain.privacy.guardian import GuardianProfile
from registry.entrypoints.archive.file_schemas import (
    OwnFileSchema,
)
from registry.entrypoints.privacy import schemas

TAG = "个人信息权利 Rights"


OWNERS = frozenset({Role.RESIDENT})


DECIDERS = frozenset({Role.CLERK, Role.SUPERVISOR})


class GuardianDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_guardian(self, request: Request) -> Reply:
        """Say who is whose guardian, and what they consented to."""
        child_id = request.params["resident_id"]
        profile = GuardianProfile(
            child_id=child_id,
            guardian_id=request.params["guardian_id"],
            **request.body,
        )
        command = RecordGuardian(actor=request.actor, profile=profile)
        self._parts.bus.handle(command, request.cause)
        return Reply({"items": self._parts.privacy.guardians(child_id)})

    def list_guardians(self, request: Request) -> Reply:
        """Show who is or was a child's guardian."""
        child_id = request.params["resident_id"]
        must_see_file(self._parts.reader, SubjectKind.RESIDENT, child_id, request.actor)
        return Reply({"items": self._parts.privacy.guardians(child_id)})

    def read_child_file(self, request: Request) -> Reply:
        """Give a guardian a copy of a child's file; the look is written down first."""
        command = ReadChildFile(
            actor=request.actor, child_id=request.params["child_id"]
        )
        return Reply(self._parts.bus.handle(command, request.cause))


def guardian_routes(door: GuardianDoor) -> Iterator[Route]:
    """Yield this door's rows of the table."""
    all_of = "/v1/residents/{resident_id:uuid}/guardians"
    yield Route(
        method="GET",
        path=all_of,
        operation=door.list_guardians,
        summary="监护人 Who is or was a child's guardian",
        roles=STAFF,
        replies={200: schemas.GuardiansSchema},
        errors=(ResidentUnknown, OutOfReach),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path=all_of + "/{guardian_id:uuid}",
        operation=door.put_guardian,
        summary="登记监护人及其同意 Name a guardian, and their consent (第31条)",
        roles=DECIDERS,
        body=schemas.GuardianBody,
        replies={200: schemas.GuardiansSchema},
        errors=(ResidentUnknown, OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/own/children/{child_id:uuid}/file",
        operation=door.read_child_file,
        summary="查阅复制未满14岁子女档案（留痕） Get a copy of one's child's file",
        roles=OWNERS,
        replies={200: OwnFileSchema},
        errors=(ResidentUnknown, OutOfReach, GuardianAsks),
        tag=TAG,
    )
