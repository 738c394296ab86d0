"""The validator's answer (B-17, B-18)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from registry.application.cover.ports import CoverReader
from registry.domain.cover.cover import GridMap, LevelCover


@dataclass(frozen=True, kw_only=True)
class CoverReport:
    """What is wrong with the grids of a place; `whole` when nothing is.

    `held` are the households of the place in each grid.
    """

    organisation_id: str
    households: int
    levels: Sequence[LevelCover]
    headless: Sequence[str]
    held: Mapping[str, int]

    @property
    def whole(self) -> bool:
        """Tell whether every household and every grid is as it should be."""
        wrong = any(level.gaps or level.overlaps for level in self.levels)
        return not wrong and not self.headless


def cover_of(reader: CoverReader, organisation_id: str, day: date) -> CoverReport:
    """Check the households of an organisation and those below it."""
    homes = reader.homes(organisation_id)
    grids = GridMap(reader.cells(), reader.around())
    return CoverReport(
        organisation_id=organisation_id,
        households=len(homes),
        levels=grids.check(homes),
        headless=reader.headless(organisation_id, day),
        held=Counter(grid for home in homes for grid in grids.grids_of(home)),
    )
