"""What campaigns, indicators and regulations need; adapters fulfil it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.archive.ports import ArchiveWork
from registry.application.steering.views import CampaignTotals, RegulationView
from registry.domain.steering.campaign import Campaign
from registry.domain.steering.indicator import Indicator
from registry.domain.steering.regulation import Regulation


class Campaigns(Protocol):
    """All campaigns."""

    def add(self, aggregate: Campaign) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Campaign | None:
        """Return a campaign for change, if it is known."""
        ...

    def get(self, key: UUID) -> Campaign:
        """Return a campaign for change, or raise CampaignUnknown."""
        ...


class Indicators(Protocol):
    """All indicators."""

    def add(self, aggregate: Indicator) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Indicator | None:
        """Return an indicator for change, if it is known."""
        ...

    def get(self, key: UUID) -> Indicator:
        """Return an indicator for change, or raise IndicatorUnknown."""
        ...


class Regulations(Protocol):
    """All regulations."""

    def add(self, aggregate: Regulation) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Regulation | None:
        """Return a regulation for change, if it is known."""
        ...

    def get(self, key: UUID) -> Regulation:
        """Return a regulation for change, or raise RegulationUnknown."""
        ...

    def successor(self, key: UUID) -> Regulation | None:
        """Return for change what supersedes a regulation."""
        ...


class SteeringWork(ArchiveWork, Protocol):
    """A unit of work that knows campaigns, indicators and regulations."""

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102
    @property
    def indicators(self) -> Indicators: ...  # noqa: D102
    @property
    def regulations(self) -> Regulations: ...  # noqa: D102


class RegulationFiles(Protocol):
    """Where the files of regulations are, by their SHA-256."""

    def write(self, digest: str, content: bytes) -> None:
        """Keep a file lastingly; one that is there already stays as it is."""
        ...

    def fetch(self, digest: str) -> bytes:
        """Return what was kept; raise RegulationFileMissing."""
        ...

    def holds(self, digest: str) -> bool:
        """Tell whether a file was kept."""
        ...


class SteeringReader(Protocol):
    """Questions about them that change nothing."""

    def campaign(self, campaign_id: UUID) -> Campaign | None:
        """Return a campaign."""
        ...

    def campaigns(self, organisation_id: str) -> Sequence[Campaign]:
        """Return the campaigns of a place and below, the latest first."""
        ...

    def totals(
        self, campaign: Campaign, until: date, line: Sequence[str]
    ) -> CampaignTotals:
        """Count what belongs to a campaign until a day.

        `line`: what accuses one of these is not counted (条例第30条).
        """
        ...

    def grouped(
        self, campaigns: Iterable[Campaign], line: Sequence[str]
    ) -> Mapping[UUID, int]:
        """Return how many petitions each groups, but those that accuse a reader."""
        ...

    def indicator(self, indicator_id: UUID) -> Indicator | None:
        """Return an indicator."""
        ...

    def indicators(self, organisation_id: str) -> Sequence[Indicator]:
        """Return the indicators of a place and below, the first due first."""
        ...

    def regulation(self, regulation_id: UUID) -> Regulation:
        """Return a regulation; raise RegulationUnknown."""
        ...

    def regulations(
        self, organisation_id: str, on: date | None
    ) -> Sequence[RegulationView]:
        """Return the regulations of a place and above it, of a day or all."""
        ...
