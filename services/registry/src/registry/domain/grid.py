"""Grids: the cells of a place (网格), one inside the other, each with a head."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.errors import WouldCircle
from registry.domain.events import GridCovered, GridRecorded, GridRecut
from registry.domain.profiles import GridProfile
from registry.domain.values import checked_id


@dataclass(eq=False, kw_only=True)
class Grid(Aggregate):
    """One grid; its heads, past and present, are duties of kind grid-head."""

    grid_id: str
    profile: GridProfile
    revision: int = 0

    def __post_init__(self) -> None:
        checked_id(self.grid_id, "grid_id")

    def record_as(
        self, profile: GridProfile, *, above: Sequence["Grid"], at: datetime
    ) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        `above` is the parent-to-be and all grids round it; raises WouldCircle, and
        Invalid when the parent is not of a larger level.
        """
        self._check_above(profile, above)
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            GridRecorded(
                grid_id=self.grid_id, revision=self.revision, profile=profile, at=at
            )
        )

    def cover(self, claims: int, *, at: datetime) -> None:
        """Note that it covers so many premises from now on."""
        self.revision += 1
        self.record(
            GridCovered(
                grid_id=self.grid_id, revision=self.revision, claims=claims, at=at
            )
        )

    def recut(
        self,
        profile: GridProfile,
        *,
        since: date,
        came: int,
        went: int,
        above: Sequence["Grid"],
        at: datetime,
    ) -> bool:
        """Be so from a day on; so many premises come to it, so many leave it.

        Returns False where it was said already. Raises as `record_as` does.
        """
        self._check_above(profile, above)
        if self.revision and profile == self.profile and not (came or went):
            return False
        self.profile = profile
        self.revision += 1
        self.record(
            GridRecut(
                grid_id=self.grid_id,
                revision=self.revision,
                profile=profile,
                since=since,
                came=came,
                went=went,
                at=at,
            )
        )
        return True

    def _check_above(self, profile: GridProfile, above: Sequence["Grid"]) -> None:
        if any(grid.grid_id == self.grid_id for grid in above):
            raise WouldCircle
        if above and above[0].profile.level >= profile.level:
            raise Invalid(fields={"parent_id": "parent-not-larger"})
