"""What is known of one petition for the figures, pieced together in any order.

Each message tells a piece: some values of one group, as of a revision. Of a group that
keeps the last the highest revision holds, of one that keeps the first the lowest; so
pieces may come twice and in any order and end the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

Value = str | int | bool | datetime | None


class Group(StrEnum):
    """What is told together, and outdated together."""

    PETITION = "petition"
    MATTER = "matter"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    MERGING = "merging"
    REPEAT = "repeat"
    OWNER = "owner"
    STANDING = "standing"
    REPLY = "reply"
    FIRST_REPLY = "first_reply"
    TERM = "term"
    DISPATCH = "dispatch"
    CONTACT = "contact"
    GIVING_BACK = "giving_back"
    PASSING = "passing"
    PRESSING = "pressing"
    VISIT = "visit"


KEEPS_FIRST: Final = frozenset(
    {Group.ACCEPTANCE, Group.FIRST_REPLY, Group.DISPATCH, Group.CONTACT}
)
"""The groups of which the earliest holds; of all others it is the latest."""

VALUES: Final[Mapping[Group, tuple[str, ...]]] = MappingProxyType(
    {
        Group.PETITION: ("receipt", "channel", "grid", "door_id"),
        Group.MATTER: ("category", "kind"),
        Group.ACCEPTANCE: (
            "received_at",
            "accepted_at",
            "from_archive",
            "persons",
            "source",
        ),
        Group.REFUSAL: ("refused_at",),
        Group.MERGING: ("merged",),
        Group.REPEAT: ("visits",),
        Group.OWNER: ("unit_id",),
        Group.STANDING: ("state", "standing_at", "ground"),
        Group.REPLY: ("resolved_at", "outcome", "achieved"),
        Group.FIRST_REPLY: ("replied_at",),
        Group.TERM: ("due_at",),
        Group.DISPATCH: ("dispatched_at", "contact_by"),
        Group.CONTACT: ("contacted_at", "clock_by"),
        Group.GIVING_BACK: ("returned_at",),
        Group.PASSING: ("passed_by",),
        Group.PRESSING: ("supervised_at",),
        Group.VISIT: ("answered_at", "silent", "solved_said", "satisfied_said"),
    }
)
"""The values of each group; the names of all are different.

`door_id` is the organisation at whose door it came, None of an accusation; `unit_id`
who answers for it now. `contact_by` is when the petitioner should have been spoken to
by the policy, `clock_by` by the case's own clock. `achieved` are the figures of the
answer, as JSON text.
"""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What one message tells of one petition: values of `group` as of `revision`."""

    petition_id: UUID
    group: Group
    revision: int
    values: Mapping[str, Value]

    def holds_against(self, other: "Piece") -> bool:
        """Say whether this piece takes the place of another of its group."""
        if self.group in KEEPS_FIRST:
            return self.revision < other.revision
        return self.revision > other.revision


Known = Mapping[Group, Piece]
"""What is known of one petition."""


def joined(pieces: Iterable[Piece]) -> dict[UUID, dict[Group, Piece]]:
    """Return what the pieces make known of each petition."""
    known: dict[UUID, dict[Group, Piece]] = {}
    for piece in pieces:
        own = known.setdefault(piece.petition_id, {})
        other = own.get(piece.group)
        if other is None or piece.holds_against(other):
            own[piece.group] = piece
    return known
