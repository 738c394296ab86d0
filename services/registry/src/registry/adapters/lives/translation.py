"""What the ends of lives become: lines in the timeline. Nobody is named."""

from collections.abc import Callable

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.events import (
    HouseholdHeaded,
    LifeEvent,
    ResidentDeparted,
    ResidentForgotten,
    ResidentReopened,
    ResidentReturned,
)
from registry.domain.lives.events import LifeChanged


def _life(step: str) -> Callable[[LifeEvent], Told]:
    def tell(fact: LifeEvent) -> Told:
        return Told(
            subject=f"resident:{fact.resident_id}",
            revision=fact.revision,
            step=step,
            at=fact.at,
            detail={"organisation_id": fact.organisation_id},
        )

    return tell


def _headed(fact: HouseholdHeaded) -> Told:
    return Told(
        subject=f"household:{fact.household_id}",
        revision=fact.revision,
        step="household-headed",
        at=fact.at,
    )


def _changed(fact: LifeChanged) -> Told:
    return Told(
        subject=f"life:{fact.change_id}",
        revision=fact.revision,
        step=f"{fact.kind}-{fact.state}",
        at=fact.at,
        detail={"ground": fact.ground} if fact.ground else {},
    )


TELL_OF_LIVES: Tell = {
    ResidentDeparted: _life("resident-departed"),
    ResidentReturned: _life("resident-returned"),
    ResidentReopened: _life("resident-reopened"),
    ResidentForgotten: _life("resident-forgotten"),
    HouseholdHeaded: _headed,
    LifeChanged: _changed,
}
