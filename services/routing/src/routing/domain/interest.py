"""回避: who has a direct interest in a party to a matter must not handle it."""

from dataclasses import dataclass
from datetime import datetime

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.domain.authority import HANDLERS
from routing.domain.errors import NotYours
from routing.domain.organisation import StaffMember


@dataclass(frozen=True, kw_only=True)
class Interest:
    """A person of the staff, and the party (a person's or unit's id) that binds them.

    条例第28条: 与信访事项或者信访人有直接利害关系的，应当回避.
    """

    staff_id: str
    party: str
    reason: str
    declared_by: str
    declared_at: datetime


def ensure_may_declare(actor: Actor, member: StaffMember | None) -> None:
    """Let people declare their own interests, and supervisors those of their unit.

    `member` is who is meant, None when that is the actor. Raises Forbidden for another
    role, NotYours for another unit's staff.
    """
    if actor.role not in HANDLERS:
        raise Forbidden(f"{actor.role} handles no cases")
    if member is None:
        return
    same = actor.organisation_id == member.organisation_id
    if actor.role is not Role.SUPERVISOR or not same:
        raise NotYours
