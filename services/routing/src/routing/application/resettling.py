"""What intake settles anew, brought to the case."""

from collections.abc import Sequence
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


@dataclass(frozen=True, kw_only=True)
class KeepFromAccused(Command):
    """Take these cases from whom they accuse, by the units as they stand now."""

    petition_ids: Sequence[UUID]


def keep_from_accused(
    command: KeepFromAccused, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Let no unit keep a case that came under whom it accuses (条例第30条)."""
    for case in work.cases.get_many(command.petition_ids).values():
        case.leave_the_accused(work.directory.units, clocks, at=clock.now())


def resettle_case(
    command: ResettleCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Bring what was settled anew to the case; raise CaseStillToCome."""
    try:
        case = work.cases.get(command.petition_id)
    except CaseNotFound as error:
        raise CaseStillToCome(str(error)) from error
    case.resettle(command.said, work.directory.units, clocks, at=clock.now())
