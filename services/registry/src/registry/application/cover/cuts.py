"""What is kept whenever something is said of a grid."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.ports import Grids, RegistryWork
from registry.domain.cover.cut import GridCut
from registry.domain.grid import Grid
from registry.domain.profiles import GridProfile
from registry.domain.values import civil_day


def keep_cut(
    grid: Grid,
    work: RegistryWork,
    by: Actor,
    at: datetime,
    premises_ids: Collection[str] | None = None,
    *,
    since: date | None = None,
    reason: str = "",
) -> None:
    """Note how a grid is from a day on; None: it covers what it did."""
    work.grid_cuts.keep(
        GridCut(
            grid_id=grid.grid_id,
            revision=grid.revision,
            since=since or civil_day(at),
            at=at,
            by=by.id,
            profile=grid.profile,
            premises_ids=None if premises_ids is None else tuple(sorted(premises_ids)),
            reason=reason,
        )
    )


def grids_round(profile: GridProfile, grids: Grids) -> Sequence[Grid]:
    """Return the grids round a grid, nearest first; raises Invalid for none such."""
    if profile.parent_id is None:
        return ()
    above = grids.lineage(profile.parent_id)
    if not above:
        raise Invalid(fields={"parent_id": "unknown-grid"})
    return above
