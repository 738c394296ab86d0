"""What the reviews' room can be asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from routing.domain.reviews.terms import ReviewOutcome


@dataclass(frozen=True, kw_only=True)
class ReviewAction(Command):
    """Base of what a person does to the review of a case."""

    actor: Actor
    petition_id: UUID


@dataclass(frozen=True, kw_only=True)
class AskReview(ReviewAction):
    """Take the petitioner's request for 复查 or, after it, 复核.

    `disputed`: the unit that an agency which answered is here; empty: we answered.
    """

    answer_received_on: date
    reason: str
    disputed: str = ""


@dataclass(frozen=True, kw_only=True)
class HearReview(Command):
    """Take the request that a petitioner wrote themselves, as intake tells.

    `code_check`: by what another agency that reviews knows their code. `disputed`: as
    in AskReview.
    """

    petition_id: UUID
    answer_received_on: date
    reason: str
    requested_at: datetime
    code_check: str = ""
    disputed: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerReview(ReviewAction):
    """Give the reviewer's opinion."""

    outcome: ReviewOutcome
    opinion: str


@dataclass(frozen=True, kw_only=True)
class OpenHearing(ReviewAction):
    """Begin a 听证."""


@dataclass(frozen=True, kw_only=True)
class CloseHearing(ReviewAction):
    """End a 听证."""


@dataclass(frozen=True, kw_only=True)
class TurnAway(ReviewAction):
    """Write down that a final matter was brought again and not taken (不再受理)."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class EscalateReviews(Command):
    """Tell the superiors of the reviewers that are late."""

    petition_ids: Sequence[UUID]
