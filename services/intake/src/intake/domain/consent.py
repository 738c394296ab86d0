"""That a petitioner agrees to publication without name and door (PIPL article 25)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Consent:
    """When it was given last, and when it was taken back last; either may be None."""

    given_at: datetime | None = None
    ended_at: datetime | None = None
    holds: bool = False


SAID_NOTHING = Consent()
"""Who said nothing does not agree: silence is no consent."""
