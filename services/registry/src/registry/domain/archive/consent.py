"""What a petitioner says of publication, as intake tells it (个保法第15、25条)."""

from dataclasses import dataclass
from datetime import date, datetime

from registry.domain.values import civil_day


@dataclass(frozen=True, kw_only=True)
class OwnConsent:
    """Whether it holds; when it was given last, and when it was taken back last."""

    holds: bool = False
    given_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def given_on(self) -> date | None:
        """Return on which day consent that holds was given; None where none holds."""
        return civil_day(self.given_at) if self.holds and self.given_at else None

    @property
    def ended_on(self) -> date | None:
        """Return on which day it was taken back; None while it holds, or was none."""
        return None if self.holds or not self.ended_at else civil_day(self.ended_at)


SAID_NOTHING = OwnConsent()
"""Who said nothing does not agree, and has taken nothing back."""
