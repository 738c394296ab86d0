"""One call that holds several matters: each a number and clock of its own.

Every clock runs from when the call came, and each later matter names those before it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from portal.domain.asked import number_of

CALL: Final = "call"
SINCE: Final = "since"
MOST: Final = 9
"""So many matters before it may one call have."""
LONGEST_CALL: Final = timedelta(hours=12)
"""What lies further back is no call that still goes on."""
WITH: Final = "同一通电话另外登记："


def numbers_of(said: Mapping[str, str]) -> list[str]:
    """Return the numbers that a call was given so far, in their order, and no words
    that stand where they should."""
    told = map(number_of, said.get(CALL, "")[:400].split())
    return list(dict.fromkeys(each for each in told if each))[-MOST:]


def began(said: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the call came; None where nobody says, or it cannot be."""
    try:
        at = datetime.fromisoformat(said.get(SINCE, ""))
    except ValueError:
        return None
    if at.tzinfo is None or not now - LONGEST_CALL <= at <= now:
        return None
    return at


def with_its_call(
    body: Mapping[str, Any], said: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """Return what intake's door takes of a later matter of a call.

    Its words name the numbers before it, and its clock runs from the same moment.
    """
    numbers, at = numbers_of(said), began(said, now)
    if not numbers:
        return dict(body)
    named = f"{body['text']}\n{WITH}{'、'.join(numbers)}"
    return {**body, "text": named} | ({"received_at": at.isoformat()} if at else {})
