"""Signs of life: by them an agency learns that its database was put back unnoticed.

Every minute an agency's database counts a beat, and its letters carry the newest,
signed. A neighbour keeps the highest that it has heard, and shows it in its own
letters. Whoever is shown a beat that it signed and does not have has lost what came
after its snapshot. Without that signature nothing is believed: nobody is silenced by a
neighbour's word.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from routing.domain.timeline.canonical import canonical

SHOWN_FOR: Final = timedelta(days=30)
"""An older beat proves nothing: who made it may have forgotten it in good order."""
KEPT_FOR: Final = timedelta(days=40)
SLACK: Final = timedelta(minutes=1)
"""So far may the clocks of one agency's processes differ."""


@dataclass(frozen=True, kw_only=True)
class Beat:
    """One minute of an agency's database; `name` is drawn, so none is made twice.

    `proof` is the agency's signature of the rest.
    """

    incarnation: int
    number: int
    name: UUID
    at: datetime
    proof: str = field(default="", compare=False)

    @property
    def reached(self) -> tuple[int, int]:
        """Return how far it is: an agency that was restored counts anew."""
        return self.incarnation, self.number


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The highest beat heard of a neighbour; `held`: it went back since, unaware."""

    beat: Beat
    held: bool = False


def to_sign(agency: str, beat: Beat) -> bytes:
    """Return the one form of: at this moment the database of that agency was here."""
    return canonical(
        {
            "agency": agency,
            "incarnation": beat.incarnation,
            "number": beat.number,
            "name": str(beat.name),
            "at": beat.at.astimezone(UTC).isoformat(),
        }
    )


def hear(known: Heard | None, told: Beat) -> Heard:
    """Return what is kept of a neighbour after that beat of its.

    One that comes late changes nothing. One that is newer and not higher says that the
    neighbour went back: the proof of that is kept until it says that it was restored.
    """
    if known is None or told.incarnation > known.beat.incarnation:
        return Heard(beat=told)
    if known.held or told.name == known.beat.name:
        return known
    if told.reached > known.beat.reached:
        return Heard(beat=told)
    went_back = told.at > known.beat.at + SLACK
    return Heard(beat=known.beat, held=went_back)


def would_prove(shown: Beat, incarnation: int, now: datetime) -> bool:
    """Tell whether a beat of ours that we do not have says that we were put back.

    What was said before a restore that is known proves nothing.
    """
    return shown.incarnation >= incarnation and shown.at > now - SHOWN_FOR
