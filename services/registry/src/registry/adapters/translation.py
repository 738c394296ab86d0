"""What each domain event becomes: a line in the timeline, and for some a contract.

Names of people, numbers and addresses appear in neither.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from minqing_chassis.unit_of_work import Tell, Told
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from registry.domain.counters.events import AppointmentRecorded, ItemRecorded
from registry.domain.events import (
    DutyRecorded,
    GridCovered,
    GridRecorded,
    GridRecut,
    HouseholdRecorded,
    OrganisationRecalled,
    OrganisationRecorded,
    ResidentDied,
    ResidentRecorded,
    StaffRecorded,
    StaffToldAgain,
)
from registry.domain.firms.events import FirmRecorded
from registry.domain.moves.events import HouseholdsMoved
from registry.domain.premises.events import PremisesRecorded


def _organisation(fact: OrganisationRecorded) -> Told:
    profile = fact.profile
    return Told(
        subject=f"organisation:{fact.organisation_id}",
        revision=fact.revision,
        step="organisation-recorded",
        at=fact.at,
        event=OrganisationRecordedV1(
            organisation_id=fact.organisation_id,
            revision=fact.revision,
            name=profile.name,
            kind=profile.kind,
            parent_id=profile.parent_id,
            division_code=profile.division_code,
            desk_address=profile.desk_address,
            active=profile.active,
        ),
        detail={"parent_id": profile.parent_id, "active": profile.active},
    )


def _recalled(fact: OrganisationRecalled) -> Told:
    return Told(
        subject=f"organisation:{fact.organisation_id}",
        revision=fact.revision,
        step="organisation-recalled",
        at=fact.at,
        detail={"since": fact.since.isoformat()},
    )


def _staff(fact: StaffRecorded) -> Told:
    profile = fact.profile
    roles = sorted(role.value for role in profile.roles)
    return Told(
        subject=f"staff:{fact.staff_id}",
        revision=fact.revision,
        step="staff-recorded",
        at=fact.at,
        event=StaffRecordedV1(
            staff_id=fact.staff_id,
            revision=fact.revision,
            organisation_id=profile.organisation_id,
            roles=roles,
            active=profile.active,
            person=profile.person,
        ),
        detail={
            "organisation_id": profile.organisation_id,
            "roles": roles,
            "active": profile.active,
            "person": profile.person,
        },
    )


def _staff_again(fact: StaffToldAgain) -> Told:
    return replace(_staff(fact), step="staff-told-again")


def line(subject: str, step: str, *detail: str) -> Callable[[Any], Told]:
    """Return what makes of a fact a line in the timeline, and no contract.

    `detail` are the fact's own words that the line keeps.
    """

    def told(fact: Any) -> Told:  # noqa: ANN401
        return Told(
            subject=f"{subject}:{getattr(fact, f'{subject}_id')}",
            revision=fact.revision,
            step=step,
            at=fact.at,
            detail={name: getattr(fact, name) for name in detail},
        )

    return told


def _grid(fact: GridRecorded) -> Told:
    detail = {"organisation_id": fact.profile.organisation_id}
    return replace(line("grid", "grid-recorded")(fact), detail=detail)


def _recut(fact: GridRecut) -> Told:
    told = line("grid", "grid-recut", "came", "went")(fact)
    where = fact.profile.organisation_id
    said = {"organisation_id": where, "since": fact.since.isoformat()}
    return replace(told, detail={**told.detail, **said})


def _duty(fact: DutyRecorded) -> Told:
    detail = {"staff_id": fact.profile.staff_id, "duty": fact.profile.duty}
    return replace(line("duty", "duty-recorded")(fact), detail=detail)


def _resident(fact: ResidentRecorded) -> Told:
    told = line("resident", "resident-recorded", PLACE, "changed")(fact)
    again = {"readmitted": True} if fact.readmitted else {}
    return replace(told, detail={**told.detail, **again})


def _appointment(fact: AppointmentRecorded) -> Told:
    step = "appointment-cancelled" if fact.cancelled else "appointment-made"
    return line("appointment", step, PLACE)(fact)


def _moved(fact: HouseholdsMoved) -> Told:
    step = "move-undone" if fact.undone else "move-done"
    return line("move", step, "kind", "people")(fact)


PLACE = "organisation_id"
TELL: Tell = {
    HouseholdsMoved: _moved,
    ItemRecorded: line("item", "item-recorded", PLACE),
    AppointmentRecorded: _appointment,
    FirmRecorded: line("firm", "firm-recorded", PLACE, "kind"),
    PremisesRecorded: line("premises", "premises-recorded", PLACE, "parent_id"),
    OrganisationRecorded: _organisation,
    OrganisationRecalled: _recalled,
    StaffRecorded: _staff,
    StaffToldAgain: _staff_again,
    GridRecorded: _grid,
    GridRecut: _recut,
    GridCovered: line("grid", "grid-covered", "claims"),
    DutyRecorded: _duty,
    HouseholdRecorded: line(
        "household", "household-recorded", PLACE, "grid_id", "changed"
    ),
    ResidentRecorded: _resident,
    ResidentDied: line("resident", "resident-closed", PLACE),
}
