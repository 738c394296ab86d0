"""What is shown of campaigns, indicators and regulations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from registry.domain.steering.campaign import Campaign
from registry.domain.steering.indicator import Indicator
from registry.domain.steering.regulation import Regulation


@dataclass(frozen=True, kw_only=True)
class CampaignTotals:
    """What a campaign comes to: times and people apart; each named one counted once.

    `untold`: visits that do not say how many came.
    """

    visits: int
    attendance: int
    untold: int
    visitors: int
    households: int
    firms: int
    petitions: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class CampaignView:
    """A campaign."""

    campaign_id: UUID
    name: str
    theme: str
    organisation_id: str
    since: date
    until: date
    visit_kinds: Sequence[str]
    petitions: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class ToldView:
    """A value that was told; of one day the last holds."""

    on: date
    value: str
    qualifier: str
    part: int | None
    whole: int | None
    said: str | None
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class IndicatorView:
    """An indicator, and how it stood on a day."""

    indicator_id: UUID
    name: str
    unit: str
    organisation_id: str
    target: str
    target_on: date
    direction: str
    state: str
    approximate: bool
    told: Sequence[ToldView]
    revision: int


@dataclass(frozen=True, kw_only=True)
class RegulationView:
    """A regulation, by which it was superseded, and who sent its file."""

    regulation_id: UUID
    title: str
    number: str
    organisation_id: str
    since: date
    until: date | None
    file: Mapping[str, str | int]
    supersedes: UUID | None
    superseded_by: UUID | None
    sent_by: str | None
    sent_at: datetime | None
    revision: int


def regulation_view(
    regulation: Regulation, superseded_by: UUID | None
) -> RegulationView:
    """Return a regulation as it is shown."""
    sent = regulation.file_sent
    return RegulationView(
        regulation_id=regulation.regulation_id,
        **vars(regulation.profile) | {"file": vars(regulation.profile.file)},
        superseded_by=superseded_by,
        sent_by=sent.by if sent else None,
        sent_at=sent.at if sent else None,
        revision=regulation.revision,
    )


def campaign_view(campaign: Campaign, petitions: int) -> CampaignView:
    """Return a campaign as it is shown, with so many petitions as the reader may know.

    What accuses them is not in that number (条例第30条).
    """
    kinds = sorted(campaign.profile.visit_kinds)
    return CampaignView(
        campaign_id=campaign.campaign_id,
        **vars(campaign.profile) | {"visit_kinds": kinds},
        petitions=petitions,
        revision=campaign.revision,
    )


def indicator_view(indicator: Indicator, day: date) -> IndicatorView:
    """Return an indicator as it stood on a day; `approximate`: by a rough number."""
    known = indicator.values(day)
    return IndicatorView(
        indicator_id=indicator.indicator_id,
        **vars(indicator.profile) | {"target": str(indicator.profile.target)},
        state=indicator.progress(day),
        approximate=bool(known) and known[-1].qualifier != "exact",
        told=[
            ToldView(
                **vars(each.measured) | {"value": str(each.measured.value)},
                by=each.by,
                at=each.at,
            )
            for each in indicator.told
            if each.measured.on <= day
        ],
        revision=indicator.revision,
    )
