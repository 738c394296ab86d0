"""Who served where, in which roles, from when until when: folded from what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from minqing_kernel.messages import Role
from registry.domain.profiles import StaffProfile
from registry.domain.values import ADDRESS_LENGTH, checked_text


@dataclass(frozen=True, kw_only=True)
class StaffEdition:
    """What was said of a member of staff at a moment: by whom, and why.

    `reason` is empty where nobody gave one, as in files that were loaded.
    """

    staff_id: str
    revision: int
    at: datetime
    by: str
    organisation_id: str
    roles: frozenset[Role]
    active: bool
    reason: str = ""

    def __post_init__(self) -> None:
        if self.reason:
            said = checked_text(self.reason, "reason", ADDRESS_LENGTH)
            object.__setattr__(self, "reason", said)

    @property
    def held(self) -> frozenset[tuple[str, Role]]:
        """Return the roles that hold from now on, each with its unit."""
        if not self.active:
            return frozenset()
        return frozenset((self.organisation_id, role) for role in self.roles)


@dataclass(frozen=True, kw_only=True)
class RoleSpan:
    """A role at a unit: given when, by whom and why; ended so too, if it ended."""

    role: Role
    organisation_id: str
    since: datetime
    given_by: str
    given_for: str
    until: datetime | None = None
    ended_by: str = ""
    ended_for: str = ""

    def ended(self, by: StaffEdition) -> "RoleSpan":
        """Return the same, ended by what was said later."""
        return replace(self, until=by.at, ended_by=by.by, ended_for=by.reason)


def spans_of(editions: Sequence[StaffEdition]) -> Sequence[RoleSpan]:
    """Return every span of a role, what still holds first, then what ended last.

    `editions` are one member's, oldest first. A role that ended and was given again
    has two spans; so has one that went along to another unit.
    """
    open_spans: dict[tuple[str, Role], RoleSpan] = {}
    ended: list[RoleSpan] = []
    for edition in editions:
        lost = sorted(open_spans.keys() - edition.held)
        ended += [open_spans.pop(each).ended(edition) for each in lost]
        for unit, role in sorted(edition.held - open_spans.keys()):
            open_spans[unit, role] = RoleSpan(
                role=role,
                organisation_id=unit,
                since=edition.at,
                given_by=edition.by,
                given_for=edition.reason,
            )
    return [*open_spans.values(), *reversed(ended)]


def takes_role(role: Role, before: StaffProfile, after: StaffProfile) -> bool:
    """Tell whether somebody who served in a role no longer does."""
    served = before.active and role in before.roles
    return served and not (after.active and role in after.roles)


def moves_rights(before: StaffProfile, after: StaffProfile) -> bool:
    """Tell whether unit, roles, or whether somebody serves at all, are said anew."""
    return (before.organisation_id, before.roles, before.active) != (
        after.organisation_id,
        after.roles,
        after.active,
    )
