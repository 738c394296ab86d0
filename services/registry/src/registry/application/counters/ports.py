"""What service counters need; adapters fulfil it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from registry.application.ports import RegistryWork
from registry.domain.counters.appointment import Appointment
from registry.domain.counters.hours import Claimed, Span
from registry.domain.counters.item import ServiceItem


class Items(Protocol):
    """The collection of all service items."""

    def add(self, aggregate: ServiceItem) -> None:
        """Take a new one in."""
        ...

    def find(self, key: str) -> ServiceItem | None:
        """Return an item for change, if it is known."""
        ...


class Appointments(Protocol):
    """The collection of all appointments."""

    def add(self, aggregate: Appointment) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Appointment | None:
        """Return an appointment for change, if it is known."""
        ...


class Counters(Protocol):
    """What is said of counters as a whole."""

    def hours(self, organisation_id: str) -> Sequence[Span]:
        """Return when a counter is open."""
        ...

    def keep_hours(self, organisation_id: str, spans: Sequence[Span]) -> None:
        """Let it be open then, and at no other time."""
        ...

    def keep_claimed(self, claimed: Claimed) -> None:
        """Write down what a station says of itself, over what it said before."""
        ...


class CountersWork(RegistryWork, Protocol):
    """A unit of work that knows service counters."""

    @property
    def items(self) -> Items: ...  # noqa: D102
    @property
    def appointments(self) -> Appointments: ...  # noqa: D102
    @property
    def counters(self) -> Counters: ...  # noqa: D102
