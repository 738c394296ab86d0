"""Fingerprints go out to whom they may; and what intake tells becomes a command."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from uuid import uuid4

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_marks import PetitionMarkedV1
from minqing_kernel.messages import Cause, Command
from routing.application.same.commands import KeepMarks, TellMarks
from routing.domain.same.matters import OwnMark

MOST_LETTERS: Final = 20
"""So many letters go to one neighbour at once; the rest waits for the next time."""


class Bus(Protocol):
    """The part of the command bus that telling needs."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class MarkTelling:
    """Tells each neighbour that is compared with, a letter a transaction."""

    def __init__(self, bus: Bus, neighbours: list[str]) -> None:
        self._bus, self._neighbours = bus, neighbours

    def run(self) -> None:
        """Tell whatever waits."""
        for each in self._neighbours:
            for _ in range(MOST_LETTERS):
                cause = Cause(correlation_id=uuid4())
                if not self._bus.handle(TellMarks(to=each), cause):
                    break


def _keep(_: Envelope, event: PetitionMarkedV1) -> KeepMarks:
    marks = [
        OwnMark(
            petition_id=event.petition_id,
            agency=each["agency"],
            receipt=event.receipt,
            revision=event.revision,
            organisation_id=event.organisation_id,
            received_at=event.received_at,
            told=tuple(each["told"]),
            looked=tuple(each["looked"]),
        )
        for each in event.marks
    ]
    return KeepMarks(petition_id=event.petition_id, marks=marks)


MARK_COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {
    PetitionMarkedV1: _keep
}
