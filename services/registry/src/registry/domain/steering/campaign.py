"""Campaigns (专项行动): visits and petitions of some time under one name (B-12)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.steering.events import CampaignRecorded
from registry.domain.values import checked_id, checked_span, checked_text

MOST_PETITIONS = 5000


class Theme(StrEnum):
    """大走访、大调研、大排查、大化解、大帮扶 (B-12), and what is none of them."""

    VISITING = "visiting"
    RESEARCH = "research"
    INSPECTION = "inspection"
    RESOLUTION = "resolution"
    HELP = "help"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class CampaignProfile:
    """Its name and theme, whose it is, from which day to which, which kinds of visits.

    Where it names no kind, every visit of these days belongs to it.
    """

    name: str
    theme: Theme
    organisation_id: str
    since: date
    until: date
    visit_kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        checked_id(self.organisation_id, "organisation_id")
        checked_span(self.since, self.until)


@dataclass(eq=False, kw_only=True)
class Campaign(Aggregate):
    """One campaign; its totals are counted from rows, never kept."""

    campaign_id: UUID
    profile: CampaignProfile
    petitions: frozenset[UUID] = field(default_factory=frozenset)
    revision: int = 0

    def record_as(self, profile: CampaignProfile, *, at: datetime) -> None:
        """Take `profile` for true; saying the same again changes nothing."""
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self._changed(at)

    def group(self, petition_id: UUID, *, at: datetime) -> None:
        """Take a petition in; once is enough."""
        if petition_id in self.petitions:
            return
        if len(self.petitions) == MOST_PETITIONS:
            raise Invalid(fields={"petition_id": "too-many"})
        self.petitions |= {petition_id}
        self._changed(at)

    def release_petition(self, petition_id: UUID, *, at: datetime) -> None:
        """Let a petition go."""
        if petition_id in self.petitions:
            self.petitions -= {petition_id}
            self._changed(at)

    def _changed(self, at: datetime) -> None:
        self.revision += 1
        self.record(
            CampaignRecorded(
                campaign_id=self.campaign_id,
                revision=self.revision,
                organisation_id=self.profile.organisation_id,
                at=at,
            )
        )
