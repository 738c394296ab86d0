"""A move: 分户, 合户, 迁居. What it changed is kept, so that it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.household import Household
from registry.domain.moves.events import HouseholdsMoved
from registry.domain.moves.ties import NO_TIES, Ties, Touched
from registry.domain.particulars import ResidentProfile
from registry.domain.resident import Resident


class MoveKind(StrEnum):
    """Some leave for a household of their own; all join another; some join another."""

    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"


@dataclass(eq=False, kw_only=True)
class Move(Aggregate):
    """One move from a household to another, done or undone."""

    move_id: UUID
    kind: MoveKind
    from_id: UUID
    to_id: UUID
    keepers: tuple[str, str]
    """Who kept the files before, and who keeps them now."""
    people: Sequence[Touched] = ()
    ties: Ties = NO_TIES
    undone: bool = False
    revision: int = 0

    def tell_done(self, at: datetime) -> None:
        """Note that it was done."""
        self._tell(at)

    def tell_undone(self, at: datetime) -> None:
        """Note that everything is as it was before."""
        self.undone = True
        self._tell(at)

    def _tell(self, at: datetime) -> None:
        self.revision += 1
        self.record(
            HouseholdsMoved(
                move_id=self.move_id,
                revision=self.revision,
                kind=self.kind,
                people=len(self.people),
                undone=self.undone,
                at=at,
            )
        )

    def there(self, profile: ResidentProfile) -> ResidentProfile:
        """Return what is said of somebody who went."""
        return self._at(profile, self.to_id, *self.keepers)

    def back(self, profile: ResidentProfile) -> ResidentProfile:
        """Return what is said of somebody who came back."""
        return self._at(profile, self.from_id, *reversed(self.keepers))

    @staticmethod
    def _at(
        profile: ResidentProfile, household_id: UUID, former: str, keeper: str
    ) -> ResidentProfile:
        same = profile.organisation_id == former
        organisation_id = keeper if same else profile.organisation_id
        return replace(
            profile, household_id=household_id, organisation_id=organisation_id
        )


def begin(move_id: UUID, kind: MoveKind, former: Household, target: Household) -> Move:
    """Begin a move between two households; raises Invalid for one and the same."""
    if former.household_id == target.household_id:
        raise Invalid(fields={"to_household": "named-twice"})
    return Move(
        move_id=move_id,
        kind=kind,
        from_id=former.household_id,
        to_id=target.household_id,
        keepers=(former.profile.organisation_id, target.profile.organisation_id),
    )


def who_goes(
    kind: MoveKind, named: Sequence[UUID], members: Sequence[Resident]
) -> list[Resident]:
    """Return who goes: of a merger all who live, else those who are named.

    The dead and those who left stay on the file of their household. Raises Invalid.
    """
    living = [member for member in members if member.is_open]
    if kind is MoveKind.MERGE:
        if named:
            raise Invalid(fields={"resident_ids": "all-go"})
        return living
    known = {member.resident_id: member for member in living}
    if not named or not set(named) <= known.keys():
        raise Invalid(fields={"resident_ids": "not-a-member"})
    return [known[each] for each in sorted(set(named))]
