"""By which means a petitioner wants to be told, and by which not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from notify.domain.notice import Audience
from notify.domain.sending.means import PETITIONERS, Means
from notify.domain.sending.policy import SendingPolicy


@dataclass(frozen=True, kw_only=True)
class Preference:
    """What a petitioner said: first by these means, never by those."""

    preferred: Means | None = None
    refused: frozenset[Means] = frozenset()


NONE_SAID: Final = Preference()


def route(
    audience: Audience, preference: Preference, policy: SendingPolicy
) -> tuple[Means, ...]:
    """Return the means to try, in order: the petitioner's own wish goes first.

    Who refuses some means is still told where they look themselves: the law wants them
    told (条例第22、23条), not disturbed.
    """
    if audience is Audience.SUBSCRIBER:
        return (Means.WEBHOOK,)
    if audience not in PETITIONERS:
        return policy.desk_order
    wished = [preference.preferred] if preference.preferred else []
    last = [Means.IN_APP] if preference.refused else []
    return _allowed([*wished, *policy.petitioner_order], preference.refused, last)


def _allowed(
    means: Iterable[Means], refused: frozenset[Means], last: list[Means]
) -> tuple[Means, ...]:
    kept = [each for each in means if each not in refused]
    return tuple(dict.fromkeys([*kept, *last]))
