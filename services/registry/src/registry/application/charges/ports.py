"""What charges need; adapters fulfil it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.ports import Duties, RegistryWork
from registry.domain.duty import Duty
from registry.domain.profiles import DutyProfile


class Charges(Protocol):
    """Who is in charge of what on a day, as far as questions of reach need it."""

    def present(self, staff_id: str, day: date) -> Sequence[DutyProfile]:
        """Return the duties that a member has on a day."""
        ...

    def within(self, premises_ids: Collection[str]) -> frozenset[str]:
        """Return these premises and all that stands in them, down to buildings."""
        ...

    def building_of(self, household_id: UUID | None) -> str | None:
        """Return the building of a household, if it hangs on a door."""
        ...

    def work_name(self, staff_id: str) -> str | None:
        """Return the work name of a member of staff; None for who is none."""
        ...


class ChargedDuties(Duties, Protocol):
    """The collection of all duties, as far as they pass from hand to hand."""

    def open_of(self, staff_id: str) -> Sequence[Duty]:
        """Return for change the duties of a member that have no end."""
        ...

    def workers_of(self, household_ids: Collection[UUID]) -> Sequence[Duty]:
        """Return for change the open duties of those who serve these households."""
        ...


class ChargesWork(RegistryWork, Protocol):
    """A unit of work that knows who is in charge of what."""

    @property
    def charges(self) -> Charges: ...  # noqa: D102
    @property
    def duties(self) -> ChargedDuties: ...  # noqa: D102
