"""Campaigns, indicators and regulations as collections."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.shelf import Shelf
from registry.adapters.steering import tables
from registry.domain.steering.campaign import Campaign, CampaignProfile, Theme
from registry.domain.steering.errors import (
    CampaignUnknown,
    IndicatorUnknown,
    RegulationUnknown,
)
from registry.domain.steering.indicator import (
    Direction,
    Indicator,
    IndicatorProfile,
    Measured,
    Qualifier,
    Told,
)
from registry.domain.steering.regulation import (
    FileReference,
    FileSent,
    Regulation,
    RegulationProfile,
)

SUCCESSOR = "select regulation_id from regulations where supersedes = :id"


class SqlCampaigns(Shelf[Campaign]):
    """All campaigns."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.campaigns,
            to_row=campaign_row,
            from_row=campaign_of,
            missing=CampaignUnknown,
        )


class SqlIndicators(Shelf[Indicator]):
    """All indicators."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.indicators,
            to_row=indicator_row,
            from_row=indicator_of,
            missing=IndicatorUnknown,
        )


class SqlRegulations(Shelf[Regulation]):
    """All regulations."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.regulations,
            to_row=regulation_row,
            from_row=regulation_of,
            missing=RegulationUnknown,
        )

    def successor(self, key: UUID) -> Regulation | None:
        """Return for change what supersedes a regulation."""
        rows = self._work.read(SUCCESSOR, id=key)
        return self.find(rows[0]["regulation_id"]) if rows else None


def campaign_row(campaign: Campaign) -> dict[str, Any]:
    """Return the row of a campaign."""
    return vars(campaign.profile) | {
        "campaign_id": campaign.campaign_id,
        "visit_kinds": sorted(campaign.profile.visit_kinds),
        "petitions": sorted(str(each) for each in campaign.petitions),
        "revision": campaign.revision,
    }


def campaign_of(row: Mapping[Any, Any]) -> Campaign:
    """Return the campaign of a row."""
    said = {name: row[name] for name in CampaignProfile.__dataclass_fields__}
    said |= {
        "theme": Theme(said["theme"]),
        "visit_kinds": frozenset(row["visit_kinds"]),
    }
    return Campaign(
        campaign_id=row["campaign_id"],
        profile=CampaignProfile(**said),
        petitions=frozenset(UUID(each) for each in row["petitions"]),
        revision=row["revision"],
    )


def indicator_row(indicator: Indicator) -> dict[str, Any]:
    """Return the row of an indicator; numbers stand in it as they were told."""
    return vars(indicator.profile) | {
        "indicator_id": indicator.indicator_id,
        "target": str(indicator.profile.target),
        "told": [_told_row(each) for each in indicator.told],
        "revision": indicator.revision,
    }


def indicator_of(row: Mapping[Any, Any]) -> Indicator:
    """Return the indicator of a row."""
    said = {name: row[name] for name in IndicatorProfile.__dataclass_fields__}
    said |= {
        "direction": Direction(said["direction"]),
        "target": Decimal(said["target"]),
    }
    return Indicator(
        indicator_id=row["indicator_id"],
        profile=IndicatorProfile(**said),
        told=[_told_of(each) for each in row["told"]],
        revision=row["revision"],
    )


def _told_row(told: Told) -> dict[str, Any]:
    said = told.measured
    return vars(said) | {
        "on": said.on.isoformat(),
        "value": str(said.value),
        "by": told.by,
        "at": told.at.isoformat(),
    }


def _told_of(row: Mapping[str, Any]) -> Told:
    measured = Measured(
        on=date.fromisoformat(row["on"]),
        source=row["source"],
        value=Decimal(row["value"]),
        qualifier=Qualifier(row["qualifier"]),
        part=row["part"],
        whole=row["whole"],
        said=row.get("said"),
    )
    at = datetime.fromisoformat(row["at"])
    return Told(measured=measured, by=row["by"], at=at)


def regulation_row(regulation: Regulation) -> dict[str, Any]:
    """Return the row of a regulation."""
    return vars(regulation.profile) | {
        "regulation_id": regulation.regulation_id,
        "file": dict(vars(regulation.profile.file)),
        "revision": regulation.revision,
        **_sent_row(regulation.sent),
    }


def _sent_row(sent: FileSent | None) -> dict[str, Any]:
    told = vars(sent) if sent else dict.fromkeys(FileSent.__dataclass_fields__)
    return {f"sent_{name}": value for name, value in told.items()}


def regulation_of(row: Mapping[Any, Any]) -> Regulation:
    """Return the regulation of a row."""
    said = {name: row[name] for name in RegulationProfile.__dataclass_fields__}
    said["file"] = FileReference(**said["file"])
    return Regulation(
        regulation_id=row["regulation_id"],
        profile=RegulationProfile(**said),
        sent=_sent_of(row),
        revision=row["revision"],
    )


def _sent_of(row: Mapping[Any, Any]) -> FileSent | None:
    if row["sent_by"] is None:
        return None
    names = FileSent.__dataclass_fields__
    return FileSent(**{name: row[f"sent_{name}"] for name in names})
