"""Lets go what hangs on a household that loses people, and ties it again."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM
from registry.application.moves.ports import TiesWork
from registry.domain.household import Household
from registry.domain.moves.errors import ChangedSince
from registry.domain.moves.ties import Ties, Touched
from registry.domain.plans.plan import NOBODY_LEFT


def living_besides(
    household_id: UUID, leaving: Collection[UUID], work: TiesWork
) -> set[UUID]:
    """Return who stays of those who live in a household; nobody is locked."""
    members = work.search.members(household_id)
    found = work.search.of(members) if members else ()
    return {each.resident.resident_id for each in found if each.resident.is_open} - set(
        leaving
    )


def loosen(
    household: Household,
    leaving: Collection[UUID],
    next_head: UUID | None,
    work: TiesWork,
    *,
    day: date,
    at: datetime,
) -> Ties:
    """Let go what cannot stay when people leave; return how it was.

    Whoever headed it heads it no more; of a household where nobody is left, who serves
    it, with whom it is paired and from whom it rents ends, and its plan is closed.
    Raises Invalid for a head who does not stay.
    """
    staying = living_besides(household.household_id, leaving, work)
    if next_head is not None and next_head not in staying:
        raise Invalid(fields={"next_head": "not-a-member"})
    before = household.head_id if household.head_id in set(leaving) else None
    if before is not None or next_head is not None:
        household.head(next_head, at=at)
    if staying:
        return Ties(head_before=before, head_after=household.head_id)
    return Ties(
        head_before=before,
        head_after=household.head_id,
        duties=_end_duties(household.household_id, work, day, at),
        tenancies=_end_tenancies(household.household_id, work, day, at),
        pairings=_end_pairings(household.household_id, work, day, at),
        plans=_close_plans(household.household_id, work, day, at),
    )


def _end_duties(
    household_id: UUID, work: TiesWork, day: date, at: datetime
) -> list[Touched]:
    ended = work.moves.duties_of(household_id)
    for duty in ended:
        duty.end(max(day, duty.profile.since), at=at)
    return [Touched(id=each.duty_id, revision=each.revision) for each in ended]


def _end_tenancies(
    household_id: UUID, work: TiesWork, day: date, at: datetime
) -> list[Touched]:
    ended = work.tenancies.open_of(household_id)
    for each in ended:
        until = max(day, each.profile.since)
        each.record_as(replace(each.profile, until=until), at=at)
    return [Touched(id=each.tenancy_id, revision=each.revision) for each in ended]


def _end_pairings(
    household_id: UUID, work: TiesWork, day: date, at: datetime
) -> list[Touched]:
    ended = work.pairings.open_of(household_id)
    for each in ended:
        each.end(max(day, each.since), at=at)
    return [Touched(id=each.pairing_id, revision=each.revision) for each in ended]


def _close_plans(
    household_id: UUID, work: TiesWork, day: date, at: datetime
) -> list[Touched]:
    closed = work.plans.open_of(household_id)
    for plan in closed:
        until = max(day, plan.opened_on)
        plan.close(NOBODY_LEFT, until, plan.revision, SYSTEM.id, at=at)
    return [Touched(id=each.plan_id, revision=each.revision) for each in closed]


def tie_again(
    ties: Ties, household: Household | None, work: TiesWork, *, at: datetime
) -> None:
    """Put back what was let go; raises ChangedSince where it was changed since."""
    if household is not None and ties.head_before is not None:
        if household.head_id != ties.head_after:
            raise ChangedSince
        household.head(ties.head_before, at=at)
    for touched in ties.duties:
        duty = work.duties.find(touched.id)
        if duty is None or duty.revision != touched.revision:
            raise ChangedSince
        duty.record_as(replace(duty.profile, until=None), at=at)
    for touched in ties.tenancies:
        tenancy = work.tenancies.find(touched.id)
        if tenancy is None or tenancy.revision != touched.revision:
            raise ChangedSince
        tenancy.record_as(replace(tenancy.profile, until=None), at=at)
    _help_again(ties, work, at)


def _help_again(ties: Ties, work: TiesWork, at: datetime) -> None:
    """Let pairings go on, plans be in force; without its words one stays closed."""
    for touched in ties.pairings:
        pairing = work.pairings.find(touched.id)
        if pairing is None or pairing.revision != touched.revision:
            raise ChangedSince
        pairing.go_on(at=at)
    for touched in ties.plans:
        plan = work.plans.find(touched.id)
        if plan is not None and plan.words.forgotten:
            continue
        if plan is None or plan.revision != touched.revision:
            raise ChangedSince
        plan.reopen(SYSTEM.id, at=at)
