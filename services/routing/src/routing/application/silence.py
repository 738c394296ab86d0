"""Cases of which nothing was said for too long: looked at by a sweep."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.ports import RoutingWork
from routing.domain.deadline import Clocks


@dataclass(frozen=True, kw_only=True)
class NoticeSilence(Command):
    """Tell of those of these cases whose petitioners heard nothing for too long."""

    petition_ids: Sequence[UUID]


def notice_silence(
    command: NoticeSilence, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> None:
    """Tell of their silence, and remind their units."""
    now = clock.now()
    for case in work.cases.get_free(command.petition_ids):
        case.notice_silence(clocks, at=now)
