"""An explicit state machine: a table that can be read, drawn and tested."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from minqing_kernel.errors import TransitionRefused

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)


@dataclass(frozen=True)
class Transition(Generic[State, Step]):
    """One arrow of the diagram."""

    step: Step
    sources: frozenset[State]
    target: State


class StateMachine(Generic[State, Step]):
    """Every allowed arrow; whatever is not listed is refused."""

    def __init__(self, *transitions: Transition[State, Step]) -> None:
        self._arrows: dict[tuple[State, Step], State] = {}
        for arrow in transitions:
            for source in arrow.sources:
                if (source, arrow.step) in self._arrows:
                    raise ValueError(f"{arrow.step} leaves {source} twice")
                self._arrows[source, arrow.step] = arrow.target

    def after(self, state: State, step: Step) -> State:
        """Return the state that `step` leads to, or refuse."""
        try:
            return self._arrows[state, step]
        except KeyError:
            raise TransitionRefused(f"{step} is not allowed from {state}") from None

    def steps_from(self, state: State) -> frozenset[Step]:
        """Return what may be done next."""
        return frozenset(step for source, step in self._arrows if source == state)

    def as_mermaid(self) -> str:
        """Draw the machine; the service's README holds the drawing."""
        rows = (f"    {a} --> {b}: {step}" for (a, step), b in self._arrows.items())
        return "\n".join(["stateDiagram-v2", *sorted(rows)])


def on(
    step: Step, *, leaving: Iterable[State], reach: State
) -> Transition[State, Step]:
    """Write one row of the table as it is said aloud."""
    return Transition(step, frozenset(leaving), reach)
