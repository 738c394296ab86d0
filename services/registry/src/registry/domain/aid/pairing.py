"""Pairings (结对, C-11): a member of staff or a unit with a household, from when on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.aid.errors import PairingEnded
from registry.domain.aid.events import HelpStepped
from registry.domain.values import checked_id


class PartnerKind(StrEnum):
    """工作人员, 单位."""

    STAFF = "staff"
    UNIT = "unit"


@dataclass(frozen=True, kw_only=True)
class Partner:
    """Who is paired with a household."""

    kind: PartnerKind
    id: str

    def __post_init__(self) -> None:
        checked_id(self.id, "partner")


@dataclass(eq=False, kw_only=True)
class Pairing(Aggregate):
    """One pairing: active from `since` on, until the day before `until`."""

    pairing_id: UUID
    household_id: UUID
    partner: Partner
    since: date
    until: date | None = None
    follows: UUID | None = None
    revision: int = 0

    def says(self, household_id: UUID, partner: Partner, since: date) -> bool:
        """Tell whether just this was said already."""
        said = (self.household_id, self.partner, self.since)
        return said == (household_id, partner, since)

    def begin(self, *, at: datetime) -> None:
        """Write down that it begins."""
        self._told("paired", at)

    def end(self, until: date, *, at: datetime) -> None:
        """End it with a day; the same day again changes nothing."""
        if until == self.until:
            return
        if self.until is not None:
            raise PairingEnded
        if until < self.since:
            raise Invalid(fields={"until": "before-since"})
        self.until = until
        self._told("pairing-ended", at)

    def go_on(self, *, at: datetime) -> None:
        """Take its end back: what it ended with was a mistake."""
        self.until = None
        self._told("pairing-goes-on", at)

    def _told(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            HelpStepped(
                subject=f"pairing:{self.pairing_id}",
                step=step,
                revision=self.revision,
                at=at,
                detail={"partner": self.partner.kind.value},
            )
        )
