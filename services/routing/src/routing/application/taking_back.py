"""A petitioner took the matter back, as intake tells."""

from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.ports import RoutingWork
from routing.application.resettling import CaseStillToCome
from routing.domain.errors import CaseNotFound


@dataclass(frozen=True, kw_only=True)
class TakeCaseBack(Command):
    """End the case of a petition that was taken back (撤回)."""

    petition_id: UUID


def take_case_back(command: TakeCaseBack, work: RoutingWork, *, clock: Clock) -> None:
    """End a case that nobody answered yet.

    Raises CaseStillToCome while the acceptance, or the word of a separation, has not
    come yet: intake lets nobody take back what is merged.
    """
    try:
        case = work.cases.get(command.petition_id)
    except CaseNotFound as error:
        raise CaseStillToCome(str(error)) from error
    if case.rest is not None:
        raise CaseStillToCome(f"{case.receipt} is merged")
    case.take_back(at=clock.now())
