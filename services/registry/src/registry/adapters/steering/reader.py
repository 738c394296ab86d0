"""Questions about campaigns, indicators and regulations; totals are counts of rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.places import UNDER
from registry.adapters.steering.store import (
    campaign_of,
    indicator_of,
    regulation_of,
)
from registry.application.steering.views import (
    CampaignTotals,
    RegulationView,
    regulation_view,
)
from registry.domain.steering.campaign import Campaign
from registry.domain.steering.errors import RegulationUnknown
from registry.domain.steering.indicator import Indicator
from registry.domain.steering.regulation import Regulation

CAMPAIGN: Final = "select * from campaigns where campaign_id = :id"
CAMPAIGNS: Final = f"""
{UNDER}
select c.* from campaigns c join under using (organisation_id)
order by since desc, campaign_id limit 500
"""
VISITS: Final = f"""
{UNDER}, went as (
    select visit_id, staff_id from visit_visitors join under using (organisation_id)
    where held_on between :since and :until
), held as (
    select visit_id, attendance from visits
    where visit_id in (select visit_id from went)
        and (cardinality(cast(:kinds as text[])) = 0 or kind = any(:kinds))
)
select (select count(*) from held) as visits,
    (select coalesce(sum(attendance), 0) from held) as attendance,
    (select count(*) from held where attendance is null) as untold,
    (select count(distinct staff_id) from went join held using (visit_id)) as visitors,
    count(distinct household_id) as households, count(distinct firm_id) as firms
from visit_subjects join held using (visit_id)
"""
PETITIONS: Final = """
select coalesce(case_state, intake_state) as state, count(*) as petitions
from petition_standings
where petition_id = any(cast(:ids as uuid[])) and intake_state is not null
    and not accused && cast(:line as text[])
group by 1 order by 1
"""
GROUPED: Final = """
select c.campaign_id, count(*) as petitions
from campaigns c cross join jsonb_array_elements_text(c.petitions) as grouped (id)
    join petition_standings p on p.petition_id = cast(grouped.id as uuid)
where c.campaign_id = any(cast(:ids as uuid[])) and p.intake_state is not null
    and not p.accused && cast(:line as text[])
group by 1
"""
"""Counted as the totals are: of what accuses a reader there is no number (第30条)."""
INDICATOR: Final = "select * from indicators where indicator_id = :id"
INDICATORS: Final = f"""
{UNDER}
select i.* from indicators i join under using (organisation_id)
order by target_on, indicator_id limit 500
"""
REGULATION: Final = "select * from regulations where regulation_id = :id"
REGULATIONS: Final = """
with recursive above (organisation_id, parent_id, step) as (
    select organisation_id, parent_id, 0 from organisations
    where organisation_id = :id
    union all
    select up.organisation_id, up.parent_id, step + 1
    from above join organisations up on up.organisation_id = above.parent_id
    where step < 32
)
select r.*, newer.regulation_id as superseded_by
from regulations r join above using (organisation_id)
left join regulations newer on newer.supersedes = r.regulation_id
where cast(:day as date) is null or r.since <= :day
    and (r.until is null or r.until > :day)
    and (newer.since is null or newer.since > :day)
order by r.since desc, r.number limit 500
"""


class SqlSteeringReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def campaign(self, campaign_id: UUID) -> Campaign | None:
        """Return a campaign."""
        rows = self._read(CAMPAIGN, id=campaign_id)
        return campaign_of(rows[0]) if rows else None

    def campaigns(self, organisation_id: str) -> Sequence[Campaign]:
        """Return the campaigns of a place and below, the latest first."""
        return [campaign_of(row) for row in self._read(CAMPAIGNS, id=organisation_id)]

    def totals(
        self, campaign: Campaign, until: date, line: Sequence[str]
    ) -> CampaignTotals:
        """Count what belongs to a campaign until a day."""
        profile = campaign.profile
        [counted] = self._read(
            VISITS,
            id=profile.organisation_id,
            since=profile.since,
            until=min(until, profile.until),
            kinds=sorted(profile.visit_kinds),
        )
        ids = [str(each) for each in campaign.petitions]
        standing = self._read(PETITIONS, ids=ids, line=list(line))
        petitions = {row["state"]: row["petitions"] for row in standing}
        return CampaignTotals(**counted, petitions=petitions)

    def grouped(
        self, campaigns: Iterable[Campaign], line: Sequence[str]
    ) -> Mapping[UUID, int]:
        """Return how many petitions each groups, but those that accuse a reader."""
        ids = [each.campaign_id for each in campaigns]
        found = {
            row["campaign_id"]: row["petitions"]
            for row in self._read(GROUPED, ids=ids, line=list(line))
        }
        return {each: found.get(each, 0) for each in ids}

    def indicator(self, indicator_id: UUID) -> Indicator | None:
        """Return an indicator."""
        rows = self._read(INDICATOR, id=indicator_id)
        return indicator_of(rows[0]) if rows else None

    def indicators(self, organisation_id: str) -> Sequence[Indicator]:
        """Return the indicators of a place and below, the first due first."""
        return [indicator_of(row) for row in self._read(INDICATORS, id=organisation_id)]

    def regulation(self, regulation_id: UUID) -> Regulation:
        """Return a regulation; raise RegulationUnknown."""
        rows = self._read(REGULATION, id=regulation_id)
        if not rows:
            raise RegulationUnknown
        return regulation_of(rows[0])

    def regulations(
        self, organisation_id: str, on: date | None
    ) -> Sequence[RegulationView]:
        """Return the regulations of a place and above it, of a day or all."""
        rows = self._read(REGULATIONS, id=organisation_id, day=on)
        return [regulation_view(regulation_of(e), e["superseded_by"]) for e in rows]
