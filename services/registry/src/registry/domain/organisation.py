"""Organisations: who answers for a place or a kind of matter, and under whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minqing_kernel.aggregate import Aggregate
from registry.domain.errors import WouldCircle
from registry.domain.events import OrganisationRecalled, OrganisationRecorded
from registry.domain.profiles import SERVES_ITS_PARENT, OrganisationProfile
from registry.domain.values import checked_id, checked_telephone


@dataclass(eq=False, kw_only=True)
class Organisation(Aggregate):
    """One organisation; `revision` counts what was said of it, from 1.

    `desk_telephone` is the public number of its desk now, digits alone; it has no past.
    """

    organisation_id: str
    profile: OrganisationProfile
    revision: int = 0
    desk_telephone: str | None = None

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")

    @property
    def seat(self) -> str | None:
        """Return the organisation for whose people this one works."""
        if self.profile.kind in SERVES_ITS_PARENT:
            return self.profile.parent_id
        return self.organisation_id

    def record_as(
        self, profile: OrganisationProfile, *, above: Sequence[str], at: datetime
    ) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        `above` is the parent-to-be and all its superiors; raises WouldCircle.
        """
        if self.organisation_id in above:
            raise WouldCircle
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self._record(at)

    def answer_at(self, telephone: str, *, at: datetime) -> None:
        """Be called at this number from now on, at none where it is empty.

        The same again changes nothing; raises Invalid for what is no number.
        """
        said = checked_telephone(telephone, "desk_telephone") if telephone else None
        if said != self.desk_telephone:
            self.desk_telephone = said
            self._record(at)

    def _record(self, at: datetime) -> None:
        self.revision += 1
        self.record(
            OrganisationRecorded(
                organisation_id=self.organisation_id,
                revision=self.revision,
                profile=self.profile,
                at=at,
            )
        )

    def recall(self, since: date, *, at: datetime) -> None:
        """Note that its past from a day on was said anew; it stands as it is."""
        self.revision += 1
        self.record(
            OrganisationRecalled(
                organisation_id=self.organisation_id,
                revision=self.revision,
                since=since,
                at=at,
            )
        )
