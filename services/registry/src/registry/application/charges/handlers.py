"""Duties that pass from hand to hand; the former ones end and stay as history."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from registry.application.authority import must_govern
from registry.application.charges.commands import AssignHouseholds, HandOver
from registry.application.charges.ports import ChargesWork
from registry.domain.duty import Duty
from registry.domain.profiles import DutyKind, DutyProfile, ScopeKind
from registry.domain.staff import Staff


def hand_over(command: HandOver, work: ChargesWork, *, clock: Clock) -> int:
    """Let another take over open duties from a day on (B-18); return how many."""
    if command.staff_id == command.to_staff_id:
        raise Invalid(fields={"to_staff_id": "named-twice"})
    giver = _member(command.staff_id, "staff_id", work)
    taker = _serving(command.to_staff_id, "to_staff_id", work)
    places = {giver.profile.organisation_id, taker.profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    passed = [
        duty
        for duty in work.duties.open_of(command.staff_id)
        if command.duty in {None, duty.profile.duty}
    ]
    for duty in passed:
        scope = duty.profile.scope_kind, duty.profile.scope_id
        kind = duty.profile.duty
        duty.end(command.since, at=clock.now())
        _give(
            DutyProfile(
                staff_id=command.to_staff_id,
                duty=kind,
                scope_kind=scope[0],
                scope_id=scope[1],
                since=command.since,
            ),
            work,
            clock.now(),
        )
    return len(passed)


def assign_households(
    command: AssignHouseholds, work: ChargesWork, *, clock: Clock
) -> int:
    """Give households to one social worker alone (C-04); return how many are new."""
    worker = _serving(command.staff_id, "staff_id", work)
    places = {worker.profile.organisation_id, *_keepers(command.household_ids, work)}
    must_govern(command.actor, work.organisations, places)
    wanted = set(command.household_ids)
    for duty in work.duties.workers_of(sorted(wanted)):
        if duty.profile.staff_id == command.staff_id:
            wanted.discard(UUID(duty.profile.scope_id))
        else:
            duty.end(command.since, at=clock.now())
    for household_id in sorted(wanted):
        _give(_serves(command.staff_id, household_id, command.since), work, clock.now())
    return len(wanted)


def _serves(staff_id: str, household_id: UUID, since: date) -> DutyProfile:
    return DutyProfile(
        staff_id=staff_id,
        duty=DutyKind.SOCIAL_WORKER,
        scope_kind=ScopeKind.HOUSEHOLD,
        scope_id=str(household_id),
        since=since,
    )


def _give(profile: DutyProfile, work: ChargesWork, at: datetime) -> None:
    duty = Duty(duty_id=new_id(), profile=profile)
    work.duties.add(duty)
    duty.record_as(profile, at=at)


def _keepers(household_ids: Iterable[UUID], work: ChargesWork) -> set[str]:
    keepers = set()
    for household_id in household_ids:
        household = work.households.find(household_id)
        if household is None:
            raise Invalid(fields={"household_ids": "unknown-household"})
        keepers.add(household.profile.organisation_id)
    return keepers


def _member(staff_id: str, field: str, work: ChargesWork) -> Staff:
    member = work.staff.find(staff_id)
    if member is None:
        raise Invalid(fields={field: "unknown-staff"})
    return member


def _serving(staff_id: str, field: str, work: ChargesWork) -> Staff:
    member = _member(staff_id, field, work)
    if not member.profile.active:
        raise Invalid(fields={field: "inactive-staff"})
    return member
