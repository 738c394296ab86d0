"""An organisation from a day on; the edition of a later day ends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minqing_kernel.errors import Invalid
from registry.domain.profiles import OrganisationProfile
from registry.domain.values import civil_day


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What an organisation is from `since` until its next edition."""

    organisation_id: str
    since: date
    profile: OrganisationProfile


def edition_on(editions: Sequence[Edition], day: date) -> Edition | None:
    """Return which of one organisation's editions (oldest first) holds on a day."""
    begun = [edition for edition in editions if edition.since <= day]
    return begun[-1] if begun else None


def starting_day(said: date | None, at: datetime) -> date:
    """Return from which day on something holds: today, or an earlier day that was said.

    What is to come is said when it comes; raises Invalid.
    """
    today = civil_day(at)
    if said is not None and said > today:
        raise Invalid(fields={"since": "in-the-future"})
    return said or today
