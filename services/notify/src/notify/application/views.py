"""What queries return: flat, frozen, without personal data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Actor
from notify.domain.follow_up import FollowUp
from notify.domain.occurrence import Param


@dataclass(frozen=True, kw_only=True)
class Page:
    """Which rows of a list: `limit` of them, the first or those behind `after`."""

    limit: int
    after: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeView:
    """One notice, as staff see it."""

    notice_id: UUID
    petition_id: UUID
    receipt: str
    step: str
    audience: str
    recipient: str
    organisation_id: str | None
    status: str
    attempts: int
    channel: str | None
    error: str
    at: datetime
    settled_at: datetime | None
    next_attempt_at: datetime | None
    params: Mapping[str, Param]


@dataclass(frozen=True, kw_only=True)
class FollowUpView:
    """One question, and its answer once there is one."""

    follow_up_id: UUID
    petition_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    state: str
    asked_at: datetime
    lapses_at: datetime | None
    solved: bool | None
    satisfied: bool | None
    verdict: str | None
    outcome: str | None
    reason: str | None
    answered_by: str | None
    ended_at: datetime | None


def view_of(question: FollowUp) -> FollowUpView:
    """Return a question as queries show it."""
    given = question.given
    return FollowUpView(
        follow_up_id=question.id,
        petition_id=question.petition_id,
        receipt=question.receipt,
        case_revision=question.case_revision,
        organisation_id=question.organisation_id,
        state=question.state.value,
        asked_at=question.asked_at,
        lapses_at=question.lapses_at,
        solved=given.solved if given else None,
        satisfied=given.satisfied if given else None,
        verdict=question.verdict,
        outcome=question.outcome,
        reason=given.reason if given else None,
        answered_by=given.by if given else None,
        ended_at=question.ended_at,
    )


class NotifyReader(Protocol):
    """Answers questions without changing anything; lists are limited to a scope.

    The scope is the actor's organisation and all below it; operators see everything,
    staff without an organisation are refused (NoOrganisation).
    """

    def notices(
        self, actor: Actor, page: Page, *, petition_id: UUID | None, status: str | None
    ) -> Sequence[NoticeView]:
        """Return notices, the newest first."""
        ...

    def follow_ups(
        self, actor: Actor, page: Page, *, state: str | None
    ) -> Sequence[FollowUpView]:
        """Return questions, the longest asked first: a call-back list."""
        ...

    def follow_up(self, petition_id: UUID, case_revision: int) -> FollowUpView:
        """Return one question, or raise FollowUpUnknown."""
        ...

    def latest(self, actor: Actor, petition_id: UUID) -> FollowUpView:
        """Return the latest question about a petition, or raise FollowUpUnknown."""
        ...
