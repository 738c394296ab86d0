"""Campaigns, indicators and regulations: set by those who govern the place."""

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_govern
from registry.application.steering.commands import (
    GroupPetition,
    RecordCampaign,
    RecordIndicator,
    RecordRegulation,
    RecordValue,
    TakeRegulationFile,
)
from registry.application.steering.ports import SteeringWork
from registry.application.visits.queries import must_oversee
from registry.domain.archive.errors import PetitionUnheard
from registry.domain.steering.campaign import Campaign
from registry.domain.steering.indicator import Indicator
from registry.domain.steering.regulation import Regulation, RegulationProfile


def record_campaign(
    command: RecordCampaign, work: SteeringWork, *, clock: Clock
) -> Campaign:
    """Say what a campaign is."""
    profile = command.profile
    known = work.campaigns.find(command.campaign_id)
    before = known.profile if known else profile
    places = {before.organisation_id, profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    if known is None:
        known = Campaign(campaign_id=command.campaign_id, profile=profile)
        work.campaigns.add(known)
    known.record_as(profile, at=clock.now())
    return known


def group_petition(
    command: GroupPetition, work: SteeringWork, *, clock: Clock
) -> Campaign:
    """Take a petition into a campaign, or out of it.

    Raises PetitionUnheard for what is not known, and for what accuses those who ask
    (条例第30条).
    """
    campaign = work.campaigns.get(command.campaign_id)
    places = {campaign.profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    standing = work.petitions.lock(command.petition_id)
    above = work.organisations.lineage(command.actor.organisation_id or "")
    if standing is None or standing.is_hidden_from(above):
        raise PetitionUnheard
    change = campaign.group if command.grouped else campaign.release_petition
    change(command.petition_id, at=clock.now())
    return campaign


def record_indicator(
    command: RecordIndicator, work: SteeringWork, *, clock: Clock
) -> Indicator:
    """Say what an indicator is."""
    profile = command.profile
    known = work.indicators.find(command.indicator_id)
    before = known.profile if known else profile
    places = {before.organisation_id, profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    if known is None:
        known = Indicator(indicator_id=command.indicator_id, profile=profile)
        work.indicators.add(known)
    known.record_as(profile, at=clock.now())
    return known


def record_value(
    command: RecordValue, work: SteeringWork, *, clock: Clock
) -> Indicator:
    """Say what was measured: the clerk of the unit, or supervisors of it or above."""
    known = work.indicators.get(command.indicator_id)
    place = known.profile.organisation_id
    must_oversee(command.actor, work.organisations, [place])
    known.measure(command.measured, by=command.actor.id, at=clock.now())
    return known


def record_regulation(
    command: RecordRegulation, work: SteeringWork, *, clock: Clock
) -> None:
    """Say what a regulation is; raises NumberTaken, SupersededAlready, Invalid."""
    profile = command.profile
    known = work.regulations.find(command.regulation_id)
    before = known.profile if known else profile
    places = {before.organisation_id, profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    older = _superseded(profile, work)
    if known is None:
        known = Regulation(regulation_id=command.regulation_id, profile=profile)
        work.regulations.add(known)
    newer = work.regulations.successor(command.regulation_id)
    after = newer.profile if newer else None
    known.record_as(profile, older, after, at=clock.now())


def take_regulation_file(
    command: TakeRegulationFile, work: SteeringWork, *, clock: Clock
) -> None:
    """Write down who sent the file; raises RegulationFileRefused, OutOfReach."""
    known = work.regulations.get(command.regulation_id)
    must_govern(command.actor, work.organisations, {known.profile.organisation_id})
    known.take_file(command.sha256, by=command.actor.id, at=clock.now())


def _superseded(
    profile: RegulationProfile, work: SteeringWork
) -> RegulationProfile | None:
    if profile.supersedes is None:
        return None
    found = work.regulations.find(profile.supersedes)
    if found is None:
        raise Invalid(fields={"supersedes": "unknown-regulation"})
    return found.profile
