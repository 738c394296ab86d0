"""What happened to campaigns, indicators and regulations."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class CampaignRecorded(Recorded):
    """A campaign is now as it was said, or groups another petition, or one less."""

    campaign_id: UUID
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class IndicatorRecorded(Recorded):
    """An indicator is now as it was said, or has another value."""

    indicator_id: UUID
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class RegulationRecorded(Recorded):
    """A regulation is now as it was said."""

    regulation_id: UUID
    organisation_id: str


@dataclass(frozen=True, kw_only=True)
class RegulationFileTaken(Recorded):
    """Somebody sent the file of a regulation."""

    regulation_id: UUID
    organisation_id: str
    sha256: str
