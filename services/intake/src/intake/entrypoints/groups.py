"""Group matters by HTTP: one matter, many people, an outcome for each (B-14, D-25)."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from intake.application.channel_commands import (
    AddBatch,
    AdmitMember,
    MeetMember,
    OpenGroup,
    SettleMember,
)
from intake.bootstrap import Parts
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.channel import Channel
from intake.domain.errors import (
    BrokenPetition,
    GroupThereAlready,
    OutsideScope,
    TooManyRepresentatives,
    UnknownBatch,
    UnknownGroup,
    UnknownMember,
    UnknownPetition,
)
from intake.domain.group import Headcount, MemberOutcome, Qualifier
from intake.entrypoints import group_schemas as schemas
from intake.entrypoints.channels.once import contact_of
from intake.entrypoints.finding import found_by
from minqing_chassis.http.route import STAFF, Operation, Reply, Request, Route
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable

DECIDERS = frozenset({Role.CLERK, Role.SUPERVISOR})
TAG = "群体事项 Groups"
GROUP = "/v1/groups/{id:uuid}"
MEMBER = GROUP + "/members/{member:uuid}"
KEPT = frozenset({"organisation_id", "accused"})
WRITTEN: tuple[type[DomainError], ...] = (
    UnknownGroup,
    OutsideScope,
    BrokenPetition,
    Unreadable,
)


class GroupDoor:
    """The operations on group matters."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._opening(), *self._meeting(), *self._reading()]

    def _opening(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/group",
                operation=self.open_group,
                summary="登记群体事项 Let a petition head a group",
                roles=DECIDERS,
                body=schemas.GroupFormSchema,
                replies={201: schemas.GroupOpenedSchema},
                errors=(*WRITTEN[1:], UnknownPetition, GroupThereAlready),
                tag=TAG,
            ),
            Route(
                method="POST",
                path=GROUP + "/batches",
                operation=self.add_batch,
                summary="分批 Open a batch",
                roles=DECIDERS,
                body=schemas.GroupFormSchema,
                replies={201: schemas.BatchOpenedSchema},
                errors=WRITTEN,
                tag=TAG,
            ),
            Route(
                method="POST",
                path=GROUP + "/members",
                operation=self.admit_member,
                summary="登记成员 Take a person in",
                roles=STAFF,
                body=schemas.MemberFormSchema,
                replies={201: schemas.MemberAdmittedSchema},
                errors=(*WRITTEN, UnknownBatch, TooManyRepresentatives),
                tag=TAG,
            ),
        ]

    def _meeting(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path=MEMBER + "/contacts",
                operation=self.meet_member,
                summary="登记约访 Note a contact with a person",
                roles=STAFF,
                body=schemas.MemberContactFormSchema,
                replies={201: schemas.MemberMetSchema},
                errors=(*WRITTEN, UnknownMember),
                tag=TAG,
            ),
            Route(
                method="PUT",
                path=MEMBER + "/outcome",
                operation=self.settle_member,
                summary="个人结果 What became of one person's request",
                roles=STAFF,
                body=schemas.OutcomeFormSchema,
                replies={204: None},
                errors=(*WRITTEN, UnknownMember),
                tag=TAG,
            ),
        ]

    def _reading(self) -> list[Route]:
        return [
            _read(
                GROUP,
                self.read_group,
                "查看群体事项 A group whole",
                schemas.GroupSchema,
            ),
            _read(
                MEMBER + "/contacts",
                self.list_member_contacts,
                "约访记录 Every contact with a person",
                schemas.MemberContactsSchema,
            ),
        ]

    def open_group(self, request: Request) -> Reply:
        """Let a petition head a group."""
        command = OpenGroup(
            petition_id=found_by(self._parts, request).petition_id,
            title=request.body["title"],
            count=_count(request),
            actor=request.actor,
        )
        group_id = self._parts.bus.handle(command, request.cause)
        return Reply({"group_id": group_id}, status=201)

    def add_batch(self, request: Request) -> Reply:
        """Open a batch."""
        command = AddBatch(
            group_id=request.params["id"],
            title=request.body["title"],
            count=_count(request),
            actor=request.actor,
        )
        number = self._parts.bus.handle(command, request.cause)
        return Reply({"group_id": command.group_id, "batch": number}, status=201)

    def admit_member(self, request: Request) -> Reply:
        """Take a person in."""
        command = AdmitMember(
            group_id=request.params["id"],
            contact=contact_of(request.body.get("contact")),
            batch=request.body.get("batch"),
            representative=request.body["representative"],
            actor=request.actor,
        )
        member_id = self._parts.bus.handle(command, request.cause)
        told = {"group_id": command.group_id, "member_id": member_id}
        return Reply(told, status=201)

    def meet_member(self, request: Request) -> Reply:
        """Note a contact."""
        command = MeetMember(
            group_id=request.params["id"],
            member_id=request.params["member"],
            channel=Channel(request.body["channel"]),
            note=request.body["note"],
            actor=request.actor,
        )
        contacts = self._parts.bus.handle(command, request.cause)
        told = {"group_id": command.group_id, "member_id": command.member_id}
        return Reply({**told, "contacts": contacts}, status=201)

    def settle_member(self, request: Request) -> Reply:
        """Say what became of one person's request."""
        command = SettleMember(
            group_id=request.params["id"],
            member_id=request.params["member"],
            outcome=MemberOutcome(request.body["outcome"]),
            note=request.body["note"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def read_group(self, request: Request) -> Reply:
        """Answer with a group whole."""
        group = self._group(request)
        members = self._parts.channel_reader.members(group["group_id"])
        return Reply(_told(group, members))

    def list_member_contacts(self, request: Request) -> Reply:
        """Answer with every contact with a member."""
        group, member = self._group(request), request.params["member"]
        known = self._parts.channel_reader.members(group["group_id"])
        if member not in {row["member_id"] for row in known}:
            raise UnknownMember
        rows = self._parts.channel_reader.member_contacts(member)
        return Reply({"contacts": [_without_id(row) for row in rows]})

    def _group(self, request: Request) -> RowMapping:
        group_id: UUID = request.params["id"]
        found = self._parts.channel_reader.group(group_id)
        tree = self._parts.reference.tree()
        if found is None or is_hidden_from(request.actor, found["accused"] or (), tree):
            raise UnknownGroup
        if not acts_for(request.actor, found["organisation_id"], tree):
            raise OutsideScope
        return found


def _read(path: str, operation: Operation, summary: str, schema: Any) -> Route:  # noqa: ANN401
    return Route(
        method="GET",
        path=path,
        operation=operation,
        summary=summary,
        roles=STAFF,
        replies={200: schema},
        errors=(UnknownGroup, UnknownMember, OutsideScope),
        tag=TAG,
    )


def _count(request: Request) -> Headcount:
    qualifier = Qualifier(request.body["qualifier"])
    return Headcount(people=request.body["people"], qualifier=qualifier)


def _told(group: RowMapping, members: list[RowMapping]) -> dict[str, Any]:
    in_batch = Counter(row["batch"] for row in members)
    outcomes = Counter(row["outcome"] or "open" for row in members)
    batches = sorted(group["batches"].items(), key=lambda each: int(each[0]))
    return {
        **{name: value for name, value in group.items() if name not in KEPT},
        "contacts": sum(row["contacts"] for row in members),
        "batches": [
            {**said, "batch": int(number), "members": in_batch[int(number)]}
            for number, said in batches
        ],
        "outcomes": [
            {"outcome": name, "members": n} for name, n in sorted(outcomes.items())
        ],
        "people_known": [dict(row) for row in members],
    }


def _without_id(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "member_id"}
