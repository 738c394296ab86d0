"""Asking for a review: what may be asked is read first, then it is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.views import PetitionView
from intake.domain.errors import ReviewRefused
from intake.domain.reviewing import Remedy, remedy, request
from minqing_kernel.messages import Command


@dataclass(frozen=True, kw_only=True)
class RequestReview(Command):
    """Write down that the petitioner asks for 复查 or 复核, by the tracking code.

    `code_check`: by what an agency that reviews will know that code.
    """

    petition_id: UUID
    asked: Remedy
    received_on: date
    reason: str
    code_check: str = ""


def request_review(command: RequestReview, work: IntakeWork, *, desk: Desk) -> int:
    """Write a request down; return the petition's revision."""
    petition = work.petitions.get(command.petition_id)
    now = desk.clock.now()
    request(
        petition,
        command.asked,
        command.received_on,
        command.reason,
        command.code_check,
        at=now,
        today=desk.policy_at(now).day(now),
    )
    return petition.revision


def remedy_of(view: PetitionView, day: Callable[[datetime], date]) -> Remedy:
    """Return what the holder of the code may ask for now; raise ReviewRefused.

    One that is merged is answered with its lead, and reviewed at the window.
    """
    if view.lead is not None:
        raise ReviewRefused(fields={"receipt": "review-merged"})
    return remedy(view.progress, day)
