"""What visits need; adapters fulfil it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from registry.application.archive.ports import ArchiveWork
from registry.application.firms.handlers import FirmsWork
from registry.application.visits.records import DeviceRecord, KeptPhoto
from registry.application.visits.views import (
    FindingCard,
    Gaps,
    HomeVisit,
    MonthOfVisits,
    Unvisited,
    VisitCard,
    Way,
)
from registry.domain.visits.coverage import Coverage, Covered
from registry.domain.visits.finding import Finding
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

    def edited(self, visit_id: UUID) -> Collection[UUID]:
        """Return in whose files a section was written from this visit (A-06)."""
        ...

    def living_in(self, household_ids: Collection[UUID]) -> Collection[UUID]:
        """Return who lives in these homes; nobody is locked for it."""
        ...

    def holders(self, visit_id: UUID) -> Collection[str]:
        """Return the organisations that its form was handed to (D-16)."""
        ...


class Findings(Protocol):
    """The collection of all findings."""

    def add(self, aggregate: Finding) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Finding | None:
        """Return a finding for change, if it is known."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, Finding]:
        """Return those of many findings that exist, for change."""
        ...

    def of_visit(self, visit_id: UUID) -> Sequence[Finding]:
        """Return for change what a visit found, in the order of their ids."""
        ...

    def of_same_matter(
        self,
        household_id: UUID,
        matter: str,
        besides: UUID,
        line: Sequence[str],
        *,
        raised: bool,
    ) -> UUID | None:
        """Return the finding whose open petition is of the same matter of a home.

        Nobody else asks for a petition of it until the unit ends (D-06). What is
        raised joins only what was raised: else nobody above would hear of it. One
        that accuses somebody of the `line` is not there (条例第30条).
        """
        ...


class DeviceRecords(Protocol):
    """What devices sent and was taken."""

    def knows(self, record_id: UUID) -> bool:
        """Tell whether a record was taken before."""
        ...

    def add(self, record: DeviceRecord) -> None:
        """Keep that it was taken; at commit Taken if another was first."""
        ...


class DeviceRuns(Protocol):
    """When the runs of devices began, by our clock."""

    def of(self, actor: str, device_id: str) -> Mapping[int, datetime]:
        """Return when each known run of somebody's device began."""
        ...

    def add(self, actor: str, device_id: str, run: int, began_at: datetime) -> None:
        """Keep when a run began, for ever; at commit Taken if it is known already."""
        ...


class VisitPhotos(Protocol):
    """The photographs that came."""

    def knows(self, visit_id: UUID, sha256: str) -> bool:
        """Tell whether it came before."""
        ...

    def add(self, photo: KeptPhoto) -> None:
        """Keep that it came; at commit Taken if the same came at that moment."""
        ...


class VisitsWork(FirmsWork, ArchiveWork, Protocol):
    """A unit of work that knows visits."""

    @property
    def visits(self) -> Visits: ...  # noqa: D102
    @property
    def findings(self) -> Findings: ...  # noqa: D102
    @property
    def device_records(self) -> DeviceRecords: ...  # noqa: D102
    @property
    def device_runs(self) -> DeviceRuns: ...  # noqa: D102
    @property
    def visit_photos(self) -> VisitPhotos: ...  # noqa: D102


class VisitReader(Protocol):
    """Questions about visits that change nothing."""

    def one(self, visit_id: UUID) -> VisitCard | None:
        """Return a visit, masked."""
        ...

    def holders(self, visit_id: UUID) -> Collection[str]:
        """Return the organisations that its form was handed to (D-16)."""
        ...

    def findings(self, visit_id: UUID, line: Sequence[str]) -> Sequence[FindingCard]:
        """Return what a visit found, as a reader of this lineage may know of it."""
        ...

    def gaps(
        self, organisation_id: str, now: datetime, days: int, line: Sequence[str]
    ) -> Gaps:
        """Return what is not done by the units of a place."""
        ...

    def ways(self, organisation_id: str, since: date, until: date) -> Sequence[Way]:
        """Return how long findings of a place were on their way; all first (A-26)."""
        ...

    def of_home(
        self, household_id: UUID, line: Sequence[str], limit: int
    ) -> Sequence[HomeVisit]:
        """Return the newest visits that name a home or who lives there (D-06)."""
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
        """Return visits, masked: of a member, of a place's units; the newest first."""
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
