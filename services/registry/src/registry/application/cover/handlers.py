"""What a grid covers: said by those who govern it."""

from datetime import date, datetime

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_govern
from registry.application.cover.commands import ClaimPremises, RecutGrid
from registry.application.cover.cuts import grids_round, keep_cut
from registry.application.cover.ports import CoverWork
from registry.domain.cover.cut import check_follows
from registry.domain.editions.edition import starting_day
from registry.domain.errors import ChangedMeanwhile
from registry.domain.grid import Grid
from registry.domain.premises.kinds import PRIVATE


def claim_premises(command: ClaimPremises, work: CoverWork, *, clock: Clock) -> None:
    """Let a grid cover premises; saying the same again changes nothing."""
    grid = work.grids.get(command.grid_id)
    must_govern(command.actor, work.organisations, {grid.profile.organisation_id})
    before = work.claims.of(command.grid_id)
    _check_claims(command.premises_ids - before, work)
    if command.premises_ids != before:
        work.claims.keep(command.grid_id, command.premises_ids)
        grid.cover(len(command.premises_ids), at=clock.now())
        keep_cut(grid, work, command.actor, clock.now(), command.premises_ids)


def recut_grid(command: RecutGrid, work: CoverWork, *, clock: Clock) -> None:
    """Cut a grid, or cut it anew, from a day on; the same again changes nothing.

    A grid that is no more loses its head that day. Raises ChangedMeanwhile where
    another revision than the seen one stands, Invalid for a day before the newest cut.
    """
    now = clock.now()
    since = starting_day(command.since, now)
    known = work.grids.find(command.grid_id)
    _check_seen(command, known)
    grid = known or Grid(grid_id=command.grid_id, profile=command.profile)
    places = {grid.profile.organisation_id, command.profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    before = work.claims.of(command.grid_id)
    _check_claims(command.premises_ids - before, work)
    changed = grid.recut(
        command.profile,
        since=since,
        came=len(command.premises_ids - before),
        went=len(before - command.premises_ids),
        above=grids_round(command.profile, work.grids),
        at=now,
    )
    if not changed:
        return
    check_follows(since, work.grid_cuts.newest(command.grid_id))
    if known is None:
        work.grids.add(grid)
    work.claims.keep(command.grid_id, command.premises_ids)
    _keep(command, grid, work, since, now)


def _keep(
    command: RecutGrid, grid: Grid, work: CoverWork, since: date, at: datetime
) -> None:
    claimed, reason = command.premises_ids, command.reason
    keep_cut(grid, work, command.actor, at, claimed, since=since, reason=reason)
    head = work.duties.head_of(grid.grid_id)
    if head is not None and not grid.profile.active:
        head.end(max(since, head.profile.since), at=at)


def _check_seen(command: RecutGrid, known: Grid | None) -> None:
    stands = known.revision if known else 0
    if command.seen is not None and command.seen != stands:
        raise ChangedMeanwhile


def _check_claims(premises_ids: frozenset[str], work: CoverWork) -> None:
    for premises_id in sorted(premises_ids):
        found = work.premises.find(premises_id)
        if found is None:
            raise Invalid(fields={"premises_ids": "unknown-premises"})
        if found.profile.kind in PRIVATE:
            raise Invalid(fields={"premises_ids": "smaller-than-a-building"})
