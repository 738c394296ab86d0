"""Who continues the work of an organisation that is no more (条例第24条)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from minqing_kernel.errors import Invalid
from registry.domain.organisation import Organisation
from registry.domain.profiles import OrganisationProfile
from registry.domain.values import ADDRESS_LENGTH, checked_id, checked_text

MOST_SUCCESSORS = 16


@dataclass(frozen=True, kw_only=True)
class Succession:
    """From `since` on the first successor answers for what was left open.

    `ground` is the decision that says so (文号). A division has several successors.
    """

    organisation_id: str
    successors: Sequence[str]
    since: date
    ground: str

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")
        for successor in self.successors:
            checked_id(successor, "successors")
        if len(set(self.successors)) != len(self.successors):
            raise Invalid(fields={"successors": "named-twice"})
        if not 1 <= len(self.successors) <= MOST_SUCCESSORS:
            raise Invalid(fields={"successors": "bad-length"})
        if self.organisation_id in self.successors:
            raise Invalid(fields={"successors": "succeeds-itself"})
        ground = checked_text(self.ground, "ground", ADDRESS_LENGTH)
        object.__setattr__(self, "ground", ground)

    def check_heirs(self, heirs: Sequence[Organisation | None]) -> None:
        """Refuse (Invalid) successors that are unknown, or themselves no more."""
        if None in heirs:
            raise Invalid(fields={"successors": "unknown-organisation"})
        if not all(heir.profile.active for heir in heirs if heir):
            raise Invalid(fields={"successors": "inactive-organisation"})

    def ended(self, profile: OrganisationProfile) -> OrganisationProfile:
        """Return what the organisation is from now on: inactive, under its successor.

        So all whom it answered to stand in the successor's reach at once.
        """
        return replace(profile, active=False, parent_id=self.successors[0])
