"""The consistency boundary, and the facts it records on the way."""

from collections.abc import Callable
from typing import Self

from minqing_kernel.messages import DomainEvent


class Aggregate:
    """Changed as a whole, stored as a whole; remembers what happened to it."""

    def record(self, event: DomainEvent) -> None:
        """Keep a fact until the unit of work takes it."""
        recorded: list[DomainEvent] = self.__dict__.setdefault("_recorded", [])
        recorded.append(event)
        if len(recorded) == 1 and "_witness" in self.__dict__:
            self.__dict__["_witness"](self)

    def release(self) -> list[DomainEvent]:
        """Hand over the recorded facts, once."""
        released: list[DomainEvent] = self.__dict__.pop("_recorded", [])
        return released

    def tell(self, witness: Callable[[Self], None]) -> None:
        """Let `witness` know, now and later, when there are facts to release."""
        self.__dict__["_witness"] = witness
        if self.__dict__.get("_recorded"):
            witness(self)
