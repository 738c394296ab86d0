"""Organisations, staff, duties and grids: load, ask the domain, done."""

from collections.abc import Callable, Sequence
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from registry.application.authority import known_lineage, must_govern
from registry.application.commands import (
    AppointHead,
    RecordDuty,
    RecordGrid,
    RecordOrganisation,
)
from registry.application.cover.cuts import grids_round, keep_cut
from registry.application.editions.handlers import keep_edition
from registry.application.editions.ports import EditionsWork
from registry.application.ports import RegistryWork
from registry.application.premises.ports import PremisesWork
from registry.domain.authority import check_govern
from registry.domain.duty import Duty
from registry.domain.editions.edition import Edition, starting_day
from registry.domain.grid import Grid
from registry.domain.organisation import Organisation
from registry.domain.premises.kinds import PRIVATE
from registry.domain.profiles import (
    DutyKind,
    DutyProfile,
    ScopeKind,
)
from registry.domain.staff import Staff


def record_organisation(
    command: RecordOrganisation, work: EditionsWork, *, clock: Clock
) -> None:
    """Say what an organisation is from a day on; a new root needs ops."""
    now = clock.now()
    edition = Edition(
        organisation_id=command.organisation_id,
        since=starting_day(command.since, now),
        profile=command.profile,
    )
    work.organisations.lock_tree()
    above = _above(command, work)
    known = _governed(command, above, work)
    keep_edition(edition, known, work, above=above, at=now, seen=command.seen)
    if command.telephone is not None:
        known.answer_at(command.telephone, at=now)


def _governed(
    command: RecordOrganisation, above: Sequence[str], work: EditionsWork
) -> Organisation:
    known = work.organisations.find(command.organisation_id)
    if known is None:
        check_govern(command.actor, above)
        known = Organisation(
            organisation_id=command.organisation_id, profile=command.profile
        )
        work.organisations.add(known)
    else:
        check_govern(command.actor, work.organisations.lineage(known.organisation_id))
        if known.profile.parent_id != command.profile.parent_id:
            check_govern(command.actor, above)
    return known


def _above(command: RecordOrganisation, work: RegistryWork) -> Sequence[str]:
    parent = command.profile.parent_id
    if parent is None:
        return ()
    return known_lineage(work.organisations, parent, "parent_id")


def record_duty(command: RecordDuty, work: PremisesWork, *, clock: Clock) -> None:
    """Give somebody a duty for something that exists, or say when it ends."""
    _must_govern_member(command, command.profile.staff_id, work)
    known = work.duties.find(command.duty_id)
    if known is None:
        _check_scope(command.profile, work)
        known = Duty(duty_id=command.duty_id, profile=command.profile)
        work.duties.add(known)
    known.record_as(command.profile, at=clock.now())


def record_grid(command: RecordGrid, work: RegistryWork, *, clock: Clock) -> None:
    """Say what a grid is."""
    known = work.grids.find(command.grid_id)
    before = known.profile if known else command.profile
    places = {before.organisation_id, command.profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    above = grids_round(command.profile, work.grids)
    if known is None:
        known = Grid(grid_id=command.grid_id, profile=command.profile)
        work.grids.add(known)
    stood, now = known.revision, clock.now()
    known.record_as(command.profile, above=above, at=now)
    if known.revision != stood:
        keep_cut(known, work, command.actor, now)


def appoint_head(command: AppointHead, work: RegistryWork, *, clock: Clock) -> None:
    """Give a grid its head; appointing the present one again changes nothing."""
    grid = work.grids.get(command.grid_id)
    must_govern(command.actor, work.organisations, {grid.profile.organisation_id})
    _member(command.staff_id, work)
    present = work.duties.head_of(command.grid_id)
    if present is not None:
        if present.profile.staff_id == command.staff_id:
            return
        present.end(command.since, at=clock.now())
    duty = Duty(duty_id=command.duty_id or new_id(), profile=_head(command))
    work.duties.add(duty)
    duty.record_as(duty.profile, at=clock.now())


def _head(command: AppointHead) -> DutyProfile:
    return DutyProfile(
        staff_id=command.staff_id,
        duty=DutyKind.GRID_HEAD,
        scope_kind=ScopeKind.GRID,
        scope_id=command.grid_id,
        since=command.since,
    )


def _must_govern_member(command: RecordDuty, staff_id: str, work: RegistryWork) -> None:
    member = _member(staff_id, work)
    must_govern(command.actor, work.organisations, {member.profile.organisation_id})


def _member(staff_id: str, work: RegistryWork) -> Staff:
    member = work.staff.find(staff_id)
    if member is None:
        raise Invalid(fields={"staff_id": "unknown-staff"})
    return member


def _check_scope(profile: DutyProfile, work: PremisesWork) -> None:
    captain = profile.duty is DutyKind.BUILDING_CAPTAIN
    if captain and profile.scope_kind is not ScopeKind.BUILDING:
        raise Invalid(fields={"scope_kind": "bad-scope"})
    if not SCOPES[profile.scope_kind](profile.scope_id, work):
        raise Invalid(fields={"scope_id": f"unknown-{profile.scope_kind}"})


def _has_organisation(scope_id: str, work: PremisesWork) -> bool:
    return bool(work.organisations.lineage(scope_id))


def _has_grid(scope_id: str, work: PremisesWork) -> bool:
    return bool(work.grids.lineage(scope_id))


def _has_household(scope_id: str, work: PremisesWork) -> bool:
    return work.households.find(UUID(scope_id)) is not None


def _has_resident(scope_id: str, work: PremisesWork) -> bool:
    return work.residents.find(UUID(scope_id)) is not None


def _has_building(scope_id: str, work: PremisesWork) -> bool:
    found = work.premises.find(scope_id)
    return found is not None and found.profile.kind not in PRIVATE


SCOPES: dict[ScopeKind, Callable[[str, PremisesWork], bool]] = {
    ScopeKind.ORGANISATION: _has_organisation,
    ScopeKind.GRID: _has_grid,
    ScopeKind.BUILDING: _has_building,
    ScopeKind.HOUSEHOLD: _has_household,
    ScopeKind.RESIDENT: _has_resident,
}
