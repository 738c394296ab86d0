"""What anybody is told before they say a word: notices that stand, days off to come."""

from dataclasses import dataclass
from datetime import date

from portal.bootstrap import Parts
from portal.domain.notices import Rest, Saying, coming_rest, said_in
from portal.entrypoints.web.page import words


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One notice as a reader sees it; `unit`: who says it."""

    said: Saying
    unit: str
    said_on: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Today:
    """All of it."""

    notices: tuple[Shown, ...]
    rest: Rest | None


def told_today(parts: Parts) -> Today:
    """Return what is told today, in the reader's language where it was written so."""
    zone = parts.settings.time_zone
    today = parts.clock.now().astimezone(zone).date()
    shown = (
        Shown(
            said=said_in(each.texts, words().language),
            unit=each.unit_name,
            said_on=each.said_at.astimezone(zone).date(),
            last=each.last,
        )
        for each in parts.own.notices.standing(today)
    )
    return Today(notices=tuple(shown), rest=coming_rest(parts.calendar, today))
