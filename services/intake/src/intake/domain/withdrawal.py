"""That a petitioner took a petition back, and why, in their own words if they said."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """When it was taken back; `reason` may be empty, for nobody owes one."""

    at: datetime
    reason: str = ""
