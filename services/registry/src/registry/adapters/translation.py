"""What each domain event becomes: a line in the timeline, and for some a contract.

Names of people, numbers and addresses appear in neither.
"""

from minqing_chassis.unit_of_work import Tell, Told
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from registry.domain.counters.events import AppointmentRecorded, ItemRecorded
from registry.domain.events import (
    DutyRecorded,
    GridCovered,
    GridRecorded,
    HouseholdRecorded,
    OrganisationRecalled,
    OrganisationRecorded,
    ResidentDied,
    ResidentRecorded,
    StaffRecorded,
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
        ),
        detail={"organisation_id": profile.organisation_id, "roles": roles},
    )


def _grid(fact: GridRecorded) -> Told:
    return Told(
        subject=f"grid:{fact.grid_id}",
        revision=fact.revision,
        step="grid-recorded",
        at=fact.at,
        detail={"organisation_id": fact.profile.organisation_id},
    )


def _covered(fact: GridCovered) -> Told:
    return Told(
        subject=f"grid:{fact.grid_id}",
        revision=fact.revision,
        step="grid-covered",
        at=fact.at,
        detail={"claims": fact.claims},
    )


def _duty(fact: DutyRecorded) -> Told:
    return Told(
        subject=f"duty:{fact.duty_id}",
        revision=fact.revision,
        step="duty-recorded",
        at=fact.at,
        detail={"staff_id": fact.profile.staff_id, "duty": fact.profile.duty},
    )


def _household(fact: HouseholdRecorded) -> Told:
    return Told(
        subject=f"household:{fact.household_id}",
        revision=fact.revision,
        step="household-recorded",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id, "grid_id": fact.grid_id},
    )


def _resident(fact: ResidentRecorded) -> Told:
    return Told(
        subject=f"resident:{fact.resident_id}",
        revision=fact.revision,
        step="resident-recorded",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id},
    )


def _death(fact: ResidentDied) -> Told:
    return Told(
        subject=f"resident:{fact.resident_id}",
        revision=fact.revision,
        step="resident-closed",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id},
    )


def _premises(fact: PremisesRecorded) -> Told:
    return Told(
        subject=f"premises:{fact.premises_id}",
        revision=fact.revision,
        step="premises-recorded",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id, "parent_id": fact.parent_id},
    )


def _firm(fact: FirmRecorded) -> Told:
    return Told(
        subject=f"firm:{fact.firm_id}",
        revision=fact.revision,
        step="firm-recorded",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id, "kind": fact.kind},
    )


def _item(fact: ItemRecorded) -> Told:
    return Told(
        subject=f"item:{fact.item_id}",
        revision=fact.revision,
        step="item-recorded",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id},
    )


def _appointment(fact: AppointmentRecorded) -> Told:
    return Told(
        subject=f"appointment:{fact.appointment_id}",
        revision=fact.revision,
        step="appointment-cancelled" if fact.cancelled else "appointment-made",
        at=fact.at,
        detail={"organisation_id": fact.organisation_id},
    )


def _moved(fact: HouseholdsMoved) -> Told:
    return Told(
        subject=f"move:{fact.move_id}",
        revision=fact.revision,
        step="move-undone" if fact.undone else "move-done",
        at=fact.at,
        detail={"kind": fact.kind, "people": fact.people},
    )


TELL: Tell = {
    HouseholdsMoved: _moved,
    ItemRecorded: _item,
    AppointmentRecorded: _appointment,
    FirmRecorded: _firm,
    PremisesRecorded: _premises,
    OrganisationRecorded: _organisation,
    OrganisationRecalled: _recalled,
    StaffRecorded: _staff,
    GridRecorded: _grid,
    GridCovered: _covered,
    DutyRecorded: _duty,
    HouseholdRecorded: _household,
    ResidentRecorded: _resident,
    ResidentDied: _death,
}
