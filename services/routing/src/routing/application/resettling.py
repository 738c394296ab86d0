"""What intake settles anew, brought to the case."""

from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.ports import RoutingWork
from routing.domain.deadline import Clocks
from routing.domain.errors import CaseNotFound
from routing.domain.resettling import Resettlement


class CaseStillToCome(Exception):
    """The news overtook the acceptance: it is tried again later, and not refused."""


@dataclass(frozen=True, kw_only=True)
class ResettleCase(Command):
    """Bring what was settled anew to the case."""

    petition_id: UUID
    said: Resettlement


def resettle_case(
    command: ResettleCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Bring what was settled anew to the case; raise CaseStillToCome."""
    try:
        case = work.cases.get(command.petition_id)
    except CaseNotFound as error:
        raise CaseStillToCome(str(error)) from error
    case.resettle(command.said, work.directory.units, clocks, at=clock.now())
