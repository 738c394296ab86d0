"""What a grid covers: said by those who govern it."""

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_govern
from registry.application.cover.commands import ClaimPremises
from registry.application.cover.ports import CoverWork
from registry.domain.premises.kinds import PRIVATE


def claim_premises(command: ClaimPremises, work: CoverWork, *, clock: Clock) -> None:
    """Let a grid cover premises; saying the same again changes nothing."""
    grid = work.grids.get(command.grid_id)
    must_govern(command.actor, work.organisations, {grid.profile.organisation_id})
    before = work.claims.of(command.grid_id)
    for premises_id in sorted(command.premises_ids - before):
        _check_claim(premises_id, work)
    if command.premises_ids != before:
        work.claims.keep(command.grid_id, command.premises_ids)
        grid.cover(len(command.premises_ids), at=clock.now())


def _check_claim(premises_id: str, work: CoverWork) -> None:
    found = work.premises.find(premises_id)
    if found is None:
        raise Invalid(fields={"premises_ids": "unknown-premises"})
    if found.profile.kind in PRIVATE:
        raise Invalid(fields={"premises_ids": "smaller-than-a-building"})
