"""What visits need; adapters fulfil it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.charges.ports import ChargesWork
from registry.application.firms.handlers import FirmsWork
from registry.application.visits.views import MonthOfVisits, Unvisited, VisitCard
from registry.domain.visits.coverage import Coverage, Covered
from registry.domain.visits.visit import Edition, Visit


class Visits(Protocol):
    """The collection of all visits."""

    def add(self, aggregate: Visit) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Visit | None:
        """Return a visit for change, if it is known."""
        ...

    def get(self, key: UUID) -> Visit:
        """Return a visit for change, or raise VisitUnknown."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, Visit]:
        """Return those that are known, held until the unit ends."""
        ...

    def editions(self, visit_id: UUID) -> Sequence[Edition]:
        """Return what was said of it before it was corrected, the oldest first."""
        ...


class VisitsWork(FirmsWork, ChargesWork, Protocol):
    """A unit of work that knows visits."""

    @property
    def visits(self) -> Visits: ...  # noqa: D102


class VisitReader(Protocol):
    """Questions about visits that change nothing."""

    def one(self, visit_id: UUID) -> VisitCard | None:
        """Return a visit, masked."""
        ...

    def page(
        self,
        *,
        staff_id: str | None,
        organisation_id: str | None,
        since: date | None,
        until: date | None,
        late_days: int,
        after: UUID,
        limit: int,
    ) -> Sequence[VisitCard]:
        """Return visits, masked: of a member, of the units of a place; by id."""
        ...

    def month(
        self, organisation_id: str, first: date, kind: str | None, late_after: int
    ) -> MonthOfVisits:
        """Return how many visits the units of a place made in a month."""
        ...

    def coverage(
        self, organisation_id: str, day: date, today: date
    ) -> Sequence[Coverage]:
        """Return how many of those on file by a day were visited by then."""
        ...

    def unvisited(
        self,
        organisation_id: str,
        kind: Covered,
        day: date,
        today: date,
        *,
        after: UUID,
        limit: int,
    ) -> Sequence[Unvisited]:
        """Return who of those on file by a day was not visited by then; by id."""
        ...
