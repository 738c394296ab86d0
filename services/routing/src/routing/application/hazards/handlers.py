"""One function for the command of the hazards' room."""

from typing import Protocol

from minqing_kernel.clock import Clock
from routing.application.hazards.commands import FlagHazard
from routing.application.ports import RoutingWork
from routing.domain.hazards.hazard import Hazard, HazardDesks, flag


class Hazards(Protocol):
    """The collection of all hazards."""

    def add(self, hazard: Hazard) -> None:
        """Take a new one in; raise HazardKnown at the latest at the commit."""
        ...


class HazardsWork(RoutingWork, Protocol):
    """A unit of work with the hazards' room open."""

    @property
    def hazards(self) -> Hazards: ...  # noqa: D102


def flag_hazard(
    command: FlagHazard, work: HazardsWork, *, clock: Clock, desks: HazardDesks
) -> Hazard:
    """Flag a hazard on a case."""
    hazard = flag(
        command.hazard_id,
        work.cases.get(command.petition_id),
        command.kind,
        command.description,
        desks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    work.hazards.add(hazard)
    return hazard
