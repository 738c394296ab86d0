"""Honest silence: of what nothing is told for a week, the page says so."""

from datetime import datetime, timedelta
from typing import Final

SILENT: Final = timedelta(days=7)
"""Days without a step that the petitioner can read."""


def silent_days(last: datetime, now: datetime) -> int | None:
    """Return for how many whole days nothing was told; None before a week is over."""
    quiet = now - last
    return quiet.days if quiet >= SILENT else None
