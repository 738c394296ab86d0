"""What campaigns, indicators and regulations can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.steering.campaign import CampaignProfile
from registry.domain.steering.indicator import IndicatorProfile, Measured
from registry.domain.steering.regulation import RegulationProfile


@dataclass(frozen=True, kw_only=True)
class RecordCampaign(RegistryCommand):
    """Say what a campaign is."""

    campaign_id: UUID
    profile: CampaignProfile


@dataclass(frozen=True, kw_only=True)
class GroupPetition(RegistryCommand):
    """Take a petition into a campaign, or (`grouped` False) out of it."""

    campaign_id: UUID
    petition_id: UUID
    grouped: bool = True


@dataclass(frozen=True, kw_only=True)
class RecordIndicator(RegistryCommand):
    """Say what an indicator is."""

    indicator_id: UUID
    profile: IndicatorProfile


@dataclass(frozen=True, kw_only=True)
class RecordValue(RegistryCommand):
    """Say what was measured."""

    indicator_id: UUID
    measured: Measured


@dataclass(frozen=True, kw_only=True)
class RecordRegulation(RegistryCommand):
    """Say what a regulation is."""

    regulation_id: UUID
    profile: RegulationProfile


@dataclass(frozen=True, kw_only=True)
class TakeRegulationFile(RegistryCommand):
    """Write down that somebody sent a regulation's file, which is kept by now."""

    regulation_id: UUID
    sha256: str
