"""Who is called beside whom: each party of a window by itself, where a crew can."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from notify.application.sending.planning import Call
from notify.domain.delivery import Attempt, Result

Job = Callable[[], None]
Crew = Callable[[Sequence[Job]], None]
"""Does jobs and returns when all are done."""

SLOW: Final = timedelta(seconds=1)
"""Who takes longer to answer gets one call a window."""


def in_turn(jobs: Sequence[Job]) -> None:
    """Do one job after the other."""
    for job in jobs:
        job()


def by_party(calls: Sequence[Call]) -> list[list[Call]]:
    """Return the calls of each other system apart, all others in one line."""
    parties = dict[str, list[Call]]()
    for call in calls:
        parties.setdefault(_party(call), []).append(call)
    return list(parties.values())


def keeps_pace(attempt: Attempt, call: Call, took: timedelta) -> bool:
    """Say whether another call may follow at once; only other systems are waited for.

    A provider of people's messages is judged by its share of vain calls alone.
    """
    if call.message.to.hook is None:
        return True
    return attempt.result in (Result.DELIVERED, Result.REFUSED) and took <= SLOW


def _party(call: Call) -> str:
    hook = call.message.to.hook
    return hook.key if hook is not None else ""
