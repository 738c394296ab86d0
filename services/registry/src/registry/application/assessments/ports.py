"""What assessments need; adapters fulfil it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.ports import RegistryWork
from registry.domain.assessments.sheet import Sheet
from registry.domain.periods import Period
from registry.domain.profiles import DutyKind


class Sheets(Protocol):
    """The sheets of everybody."""

    def add(self, aggregate: Sheet) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Sheet | None:
        """Return a sheet for change, if it is known."""
        ...

    def units_served(
        self, staff_id: str, duty: DutyKind, period: Period
    ) -> Sequence[str]:
        """Return for which units somebody had a duty within a period."""
        ...


class AssessmentsWork(RegistryWork, Protocol):
    """A unit of work that knows assessments."""

    @property
    def sheets(self) -> Sheets: ...  # noqa: D102


class SheetReader(Protocol):
    """Questions about assessments that change nothing."""

    def of_staff(self, staff_id: str, form: str | None) -> Sequence[Sheet]:
        """Return all sheets about somebody, the latest period first."""
        ...

    def of_place(self, organisation_id: str, form: str, since: date) -> Sequence[Sheet]:
        """Return the sheets of a period about the staff of a place and below."""
        ...

    def rated(
        self, organisation_id: str, duty: DutyKind, period: Period
    ) -> Sequence[str]:
        """Return who of a place and below had a duty within a period."""
        ...
