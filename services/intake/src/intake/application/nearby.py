"""Finding open matters near by that somebody may join, and joining one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from intake.application.commands import NoteWrongCode, SubmitPetition
from intake.application.desk import Desk
from intake.application.finding import is_open
from intake.application.ports import IntakeWork
from intake.application.submitting import Handles
from intake.application.views import PetitionView
from intake.domain.errors import MergeRefused, TooManyTries
from intake.domain.lifecycle import PetitionState
from intake.domain.likeness import matter_key
from intake.domain.merging import Bond, merge
from intake.domain.nearby import (
    MOST_COMPARED,
    MOST_SHOWN,
    NEARBY_DAYS,
    NEARBY_SCORE,
    may_be_joined,
    shared_place,
    street_key,
)
from intake.domain.petition import Petition
from intake.domain.policy import IntakePolicy
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause
from minqing_kernel.search_text import Simplify

JOINED: Final = "居民在说事时选择加入这件事"
"""Why the two are one: its petitioner said so."""


class Tries(Protocol):
    """How often somebody tried."""

    def wrong_tries(self, receipt: str, at: datetime) -> int:
        """Return how many tries were counted in the window open at a moment."""
        ...


@dataclass(frozen=True, kw_only=True)
class Turnstile:
    """Lets somebody look so often within a window, and no oftener.

    Who looks is counted as a keyed mark (`mark`) where wrong codes are: no address can
    be read back. `wall` is the real clock.
    """

    bus: Handles
    tries: Tries
    mark: Callable[[str], str]
    policy_at: Callable[[datetime], IntakePolicy]
    wall: Clock

    def pass_in(self, asker: str, address: str, cause: Cause) -> None:
        """Count one more look of both; raise TooManyTries where one has had enough."""
        now = self.wall.now()
        policy = self.policy_at(now)
        one, all_there = policy.nearby_tries, policy.nearby_tries_of_address
        alone = f"by {asker}" if asker else f"from {address}"
        bounds = {alone: one, f"at {address}": all_there}
        keys = {self.mark(who): most for who, most in bounds.items()}
        if any(self.tries.wrong_tries(key, now) >= keys[key] for key in keys):
            raise TooManyTries
        for key in keys:
            self.bus.handle(NoteWrongCode(receipt=key), cause)


class OnStreets(Protocol):
    """Reads what is found by its street."""

    def on_street(
        self, street: int, categories: Sequence[str], since: datetime
    ) -> Sequence[PetitionView]:
        """Return accepted petitions of a street that are not merged, the newest."""
        ...


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """An open matter that resembles what somebody tells.

    `place` is where it is as far as they said it themselves.
    """

    petition: PetitionView
    place: str
    score: float


@dataclass(frozen=True, kw_only=True)
class NearbyDesk:
    """Looks for them; `alike` scores two keys from 0 to 100."""

    streets: OnStreets
    simplify: Simplify
    alike: Callable[[str, str], float]
    policy_at: Callable[[datetime], IntakePolicy]
    clock: Clock

    def look(self, text: str, place: str) -> list[Nearby]:
        """Return no more than three, what is most alike first."""
        now = self.clock.now()
        joinable = frozenset(self.policy_at(now).joinable)
        street = street_key(place, self.simplify)
        if street is None or not joinable:
            return []
        since = now - timedelta(days=NEARBY_DAYS)
        key = self._key(text)
        found = [
            self._nearby(key, place, each)
            for each in self.streets.on_street(street, sorted(joinable), since)
            if _may_be_shown(each, joinable)
        ]
        near = [each for each in found if each.score >= NEARBY_SCORE]
        near.sort(key=lambda each: (-each.score, each.petition.receipt))
        return near[:MOST_SHOWN]

    def _nearby(self, key: str, place: str, other: PetitionView) -> Nearby:
        theirs = self._key(other.text)
        return Nearby(
            petition=other,
            place=shared_place(place, other.place, self.simplify),
            score=round(self.alike(key, theirs), 1),
        )

    def _key(self, text: str) -> str:
        return matter_key("", text, self.simplify)[:MOST_COMPARED]


def lead_of(command: SubmitPetition, work: IntakeWork, desk: Desk) -> Petition | None:
    """Return the matter that a submission joins, locked; None where it may not be.

    What nobody may join joins nothing itself: an accusation would be read by the unit
    that handles the matter, and answered with it (条例第30条).
    """
    if command.joins is None:
        return None
    lead = work.petitions.get_many([command.joins]).get(command.joins)
    joinable = frozenset(desk.policy_at(desk.clock.now()).joinable)
    if lead is None or lead.state is not PetitionState.ACCEPTED:
        return None
    natures = (lead.nature, command.nature)
    fits = all(may_be_joined(each, lead.category, joinable) for each in natures)
    return lead if fits else None


def as_its_like(command: SubmitPetition, lead: Petition) -> SubmitPetition:
    """Return a submission that says what it is about and where as its lead does."""
    return replace(
        command,
        category=lead.category,
        division_code=lead.division_code,
        organisation_id=lead.organisation_id,
    )


def join(petition: Petition, lead: Petition, work: IntakeWork, desk: Desk) -> None:
    """Let a new petition go on with its lead (并单).

    Where that was answered meanwhile, or cannot be, it stands for itself.
    """
    its = work.merges.of([lead.petition_id])[lead.petition_id]
    mine = Bond(
        petition_id=petition.petition_id,
        accused=tuple(sorted(petition.nature.accused)),
    )
    try:
        merged = merge(petition, lead, (mine, its), JOINED, at=desk.clock.now())
    except MergeRefused:
        return
    work.merges.keep(merged)


def _may_be_shown(petition: PetitionView, joinable: frozenset[str]) -> bool:
    """Say whether an open matter may be shown, and could be joined by anybody."""
    whole = petition.reachable and petition.withdrawal is None
    return (
        whole
        and petition.group_id is None
        and is_open(petition)
        and may_be_joined(petition.nature, petition.category, joinable)
    )
