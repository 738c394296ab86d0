"""A remark on a case: it changes nothing and restarts no clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What somebody wrote; `revision` is that of the fact which it made."""

    revision: int
    text: str
    by: str
    organisation_id: str | None
    at: datetime
