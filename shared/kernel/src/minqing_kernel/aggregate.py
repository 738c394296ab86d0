"""The consistency boundary, and the facts it records on the way."""

from minqing_kernel.messages import DomainEvent


class Aggregate:
    """Changed as a whole, stored as a whole; remembers what happened to it."""

    def record(self, event: DomainEvent) -> None:
        """Keep a fact until the unit of work takes it."""
        self.__dict__.setdefault("_recorded", []).append(event)

    def release(self) -> list[DomainEvent]:
        """Hand over the recorded facts, once."""
        released: list[DomainEvent] = self.__dict__.pop("_recorded", [])
        return released
