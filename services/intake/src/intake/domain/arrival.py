"""When a petition may have come: before now, and within living memory."""

from datetime import UTC, datetime

from intake.domain.errors import BrokenPetition

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""Whoever could complain of an earlier day is no longer here to do it."""


def require_possible(received_at: datetime, now: datetime) -> None:
    """Raise BrokenPetition unless a petition may have come at that moment."""
    if received_at < EARLIEST:
        raise BrokenPetition(fields={"received_at": "moment-out-of-range"})
    if received_at > now:
        raise BrokenPetition(fields={"received_at": "in-the-future"})
