"""What a visit found, on its way to become a petition: once, or refused (B-26)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from intake.domain.channel import Channel
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent


class RaisedState(StrEnum):
    """Heard of and not asked about yet, a petition, or refused."""

    HEARD = "heard"
    REGISTERED = "registered"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class FindingAnswered(DomainEvent):
    """A finding is a petition now, or it could not become one."""

    finding_id: UUID
    visit_id: UUID
    attempt: int
    answered_at: datetime
    petition_id: UUID | None = None
    receipt: str | None = None
    joined: bool = False
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class RaisedFinding(Aggregate):
    """One finding as registry told of it; its words are asked for, and not kept here.

    `joins` is an earlier finding of the same matter of the same home (D-06).
    """

    finding_id: UUID
    visit_id: UUID
    attempt: int
    channel: Channel
    organisation_id: str
    category: str | None
    reported_by: str
    held_at: datetime
    joins: UUID | None = None
    state: RaisedState = RaisedState.HEARD
    petition_id: UUID | None = None
    receipt: str | None = None

    @property
    def is_due(self) -> bool:
        """Tell whether a petition is still to come of it."""
        return self.state is RaisedState.HEARD

    def tell_again(self, told: "RaisedFinding") -> None:
        """Be told once more, corrected; once it is a petition nothing changes."""
        if self.state is not RaisedState.REFUSED or told.attempt <= self.attempt:
            return
        self.attempt, self.state = told.attempt, RaisedState.HEARD
        self.organisation_id, self.category = told.organisation_id, told.category
        self.joins = told.joins

    def register(
        self, petition_id: UUID, receipt: str, *, joined: bool, at: datetime
    ) -> None:
        """Become a petition, or a later contact about one."""
        self.state = RaisedState.REGISTERED
        self.petition_id, self.receipt = petition_id, receipt
        self.record(
            FindingAnswered(
                finding_id=self.finding_id,
                visit_id=self.visit_id,
                attempt=self.attempt,
                answered_at=at,
                petition_id=petition_id,
                receipt=receipt,
                joined=joined,
            )
        )

    def refuse(self, refused: Mapping[str, str], *, at: datetime) -> None:
        """Not become a petition, for these reasons."""
        self.state = RaisedState.REFUSED
        self.record(
            FindingAnswered(
                finding_id=self.finding_id,
                visit_id=self.visit_id,
                attempt=self.attempt,
                answered_at=at,
                refused=dict(refused),
            )
        )
