"""招工难 and 就业难 (D-16): posts that firms offer, who came to work or to trade."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.aid.errors import OfferTaken
from registry.domain.aid.events import HelpStepped
from registry.domain.values import checked_text

MOST_POSTS: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class OfferProfile:
    """What a firm offers: which post, how many, for how much a month, until when."""

    firm_id: UUID
    post: str
    posts: int
    wage_cents: int
    until: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "post", checked_text(self.post, "post"))
        if not 1 <= self.posts <= MOST_POSTS:
            raise Invalid(fields={"posts": "bad-size"})


@dataclass(eq=False, kw_only=True)
class Offer(Aggregate):
    """An offer of work; `hired` counts whom it brought a post."""

    offer_id: UUID
    organisation_id: str
    profile: OfferProfile
    hired: int = 0
    revision: int = 0

    def record_as(self, profile: OfferProfile, *, at: datetime) -> None:
        """Take `profile` for true; it keeps its firm, and posts that are taken."""
        if self.revision and profile == self.profile:
            return
        if profile.firm_id != self.profile.firm_id:
            raise Invalid(fields={"firm_id": "offer-keeps-its-firm"})
        if profile.posts < self.hired:
            raise Invalid(fields={"posts": "fewer-than-hired"})
        self.profile = profile
        self._told("offer-recorded", at)

    def open_on(self, day: date) -> bool:
        """Tell whether anybody may still be introduced."""
        return day <= self.profile.until and self.hired < self.profile.posts

    def take(self, *, at: datetime) -> None:
        """Give one post away; raises OfferTaken when there is none."""
        if self.hired >= self.profile.posts:
            raise OfferTaken
        self.hired += 1
        self._told("post-taken", at)

    def _told(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            HelpStepped(
                subject=f"offer:{self.offer_id}",
                step=step,
                revision=self.revision,
                at=at,
            )
        )


class PlacementKind(StrEnum):
    """就业, 创业."""

    JOB = "job"
    STARTUP = "startup"


class PlacementState(StrEnum):
    """已介绍, 已就业（创业）, 未成."""

    INTRODUCED = "introduced"
    PLACED = "placed"
    FAILED = "failed"


class PlacementStep(StrEnum):
    """What may come of an introduction."""

    PLACE = "place"
    FAIL = "fail"


LIFE: Final = StateMachine(
    on(
        PlacementStep.PLACE,
        leaving={PlacementState.INTRODUCED},
        reach=PlacementState.PLACED,
    ),
    on(
        PlacementStep.FAIL,
        leaving={PlacementState.INTRODUCED},
        reach=PlacementState.FAILED,
    ),
)

SETTLED: Final = {
    PlacementStep.PLACE: PlacementState.PLACED,
    PlacementStep.FAIL: PlacementState.FAILED,
}


@dataclass(eq=False, kw_only=True)
class Placement(Aggregate):
    """Somebody introduced to an offer, or helped to trade of their own."""

    placement_id: UUID
    kind: PlacementKind
    resident_id: UUID | None
    offer_id: UUID | None
    organisation_id: str
    introduced_on: date
    state: PlacementState = PlacementState.INTRODUCED
    settled_on: date | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        if (self.kind is PlacementKind.JOB) is not (self.offer_id is not None):
            raise Invalid(fields={"offer_id": "job-has-an-offer"})

    def begin(self, *, at: datetime) -> None:
        """Write down that somebody was introduced."""
        self._told("introduced", at)

    def says(self, step: PlacementStep, day: date) -> bool:
        """Tell whether just this was said already."""
        return (self.state, self.settled_on) == (SETTLED[step], day)

    def settle(self, step: PlacementStep, day: date, *, at: datetime) -> None:
        """Say what came of it, on which day; TransitionRefused once it is said.

        The same again changes nothing.
        """
        if self.says(step, day):
            return
        self.state = LIFE.after(self.state, step)
        self.settled_on = day
        self._told(f"introduction-{self.state}", at)

    def _told(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            HelpStepped(
                subject=f"placement:{self.placement_id}",
                step=step,
                revision=self.revision,
                at=at,
                detail={"kind": self.kind.value},
            )
        )
