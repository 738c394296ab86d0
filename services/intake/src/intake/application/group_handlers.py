"""Group matters: one function a command (B-14, D-25)."""

from uuid import UUID

from intake.application.channel_commands import (
    AddBatch,
    AdmitMember,
    MeetMember,
    OpenGroup,
    SettleMember,
)
from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import in_hand, require_acting
from intake.domain.accused import is_hidden_from
from intake.domain.channel import Channel
from intake.domain.errors import UnknownGroup, UnknownMember
from intake.domain.group import GroupMatter, GroupMember, noted, titled
from minqing_kernel.messages import Actor


def open_group(command: OpenGroup, work: IntakeWork, *, desk: Desk) -> UUID:
    """Let a petition head a group matter; return the group's id."""
    petition = in_hand(command, work, desk)
    group_id = desk.new_id()
    petition.head(group_id)
    group = GroupMatter(
        group_id=group_id,
        petition_id=petition.petition_id,
        organisation_id=petition.organisation_id,
        title=titled(command.title),
        count=command.count,
    )
    work.groups.add(group)
    return group_id


def add_batch(command: AddBatch, work: IntakeWork, *, desk: Desk) -> int:
    """Open a batch; return its number."""
    group = _group(command.group_id, command.actor, work, desk)
    return group.add_batch(command.title, command.count)


def admit_member(command: AdmitMember, work: IntakeWork, *, desk: Desk) -> UUID:
    """Take a person into a group; return the member's id."""
    group = _group(command.group_id, command.actor, work, desk)
    group.admit(command.batch, representative=command.representative)
    member_id = desk.new_id()
    sealed = None
    if not command.contact.anonymous:
        sealed = desk.seals.seal(command.contact.to_dict(), str(member_id))
    member = GroupMember(
        member_id=member_id,
        group_id=group.group_id,
        batch=command.batch,
        contact=sealed,
        representative=command.representative,
        joined_at=desk.clock.now(),
    )
    work.members.add(member)
    return member_id


def meet_member(command: MeetMember, work: IntakeWork, *, desk: Desk) -> int:
    """Note a contact with a member; return how many there were."""
    member = _member(command.group_id, command.member_id, command.actor, work, desk)
    now = desk.clock.now()
    member.meet(at=now)
    work.group_contacts.add(
        {
            "member_id": member.member_id,
            "group_id": member.group_id,
            "channel": Channel(command.channel),
            "note": noted(command.note),
            "noted_by": command.actor.id,
            "at": now,
        }
    )
    return member.contacts


def settle_member(command: SettleMember, work: IntakeWork, *, desk: Desk) -> None:
    """Say what became of one person's request."""
    member = _member(command.group_id, command.member_id, command.actor, work, desk)
    member.settle(command.outcome, command.note, at=desk.clock.now())


def _group(group_id: UUID, actor: Actor, work: IntakeWork, desk: Desk) -> GroupMatter:
    """Return the group, locked; raise UnknownGroup, OutsideScope.

    To whom its petition accuses, and to all below them, it is not there (条例第30条).
    """
    group = work.groups.get(group_id)
    accused = work.petitions.get(group.petition_id).nature.accused
    if is_hidden_from(actor, accused, desk.reference.tree()):
        raise UnknownGroup
    require_acting(actor, group.organisation_id, desk)
    return group


def _member(
    group_id: UUID, member_id: UUID, actor: Actor, work: IntakeWork, desk: Desk
) -> GroupMember:
    group = _group(group_id, actor, work, desk)
    member = work.members.get(member_id)
    if member.group_id != group.group_id:
        raise UnknownMember
    return member
