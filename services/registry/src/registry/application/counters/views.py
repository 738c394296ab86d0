"""What is shown of service counters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.domain.counters.hours import Span


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """A service item as it stands."""

    item_id: str
    name: str
    category: str
    organisation_id: str
    staff_ids: Sequence[str]
    active: bool
    revision: int


@dataclass(frozen=True, kw_only=True)
class WindowView:
    """A window, and when it is open."""

    organisation_id: str
    name: str
    hours: Sequence[Span]


@dataclass(frozen=True, kw_only=True)
class Count:
    """What is claimed and what is listed; the difference is shown, never hidden."""

    claimed: int | None
    listed: int

    @property
    def difference(self) -> int | None:
        """Return how many more are claimed than listed, where anything is claimed."""
        return None if self.claimed is None else self.claimed - self.listed


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """A station with its windows and items (B-01, D-18)."""

    organisation_id: str
    source: str | None
    window_count: Count
    item_count: Count
    windows: Sequence[WindowView]
    items: Sequence[ItemView]


@dataclass(frozen=True, kw_only=True)
class AppointmentView:
    """An appointment as it stands."""

    appointment_id: UUID
    organisation_id: str
    begins: datetime
    item_id: str | None
    resident_id: UUID | None
    cancelled: bool
    revision: int
