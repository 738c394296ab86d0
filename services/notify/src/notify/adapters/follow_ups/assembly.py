"""The follow-ups' working parts, put together for the composition root."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from minqing_chassis.policies import PolicyBook
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from minqing_kernel.working_time import WorkCalendar
from notify.application.follow_ups import (
    appraising,
    commands,
    objecting,
    rating,
    surveying,
    visiting,
)
from notify.application.follow_ups.appraising import RaterMarks
from notify.application.follow_ups.rating import RatingTokens
from notify.application.follow_ups.visiting import PolicyAt
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.policy import NotifyPolicy


class Codes(RatingTokens, RaterMarks, Protocol):
    """Makes what proves who rates, and what hides it."""


def follow_up_policies(book: PolicyBook[NotifyPolicy]) -> PolicyAt:
    """Return the place's rules of following up at a moment."""

    def at(moment: datetime) -> FollowUpPolicy:
        return book.at(moment).follow_up

    return at


def follow_up_handlers(
    clock: Clock, policy_at: PolicyAt, tokens: Codes, calendar: WorkCalendar
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return what handles each command of the follow-ups' room."""
    ruled: dict[str, Any] = {"clock": clock, "policy_at": policy_at}
    timed = ruled | {"calendar": calendar}
    return {
        commands.CallAboutClosing: partial(visiting.call_about_closing, **timed),
        commands.CallVisit: partial(visiting.call_visit, **timed),
        commands.MissQuestion: partial(visiting.miss_question, **timed),
        commands.PlanVisit: partial(visiting.plan_visit, clock=clock),
        commands.DrawRound: partial(visiting.draw_round, **ruled),
        commands.MoveObjection: partial(objecting.move_objection, **ruled),
        commands.ReopenNeglected: partial(objecting.reopen_neglected, clock=clock),
        commands.OpenSurvey: partial(surveying.open_survey, clock=clock),
        commands.AddResponses: surveying.add_responses,
        commands.OpenAppraisal: partial(appraising.open_appraisal, **ruled),
        commands.AddScoreForms: partial(appraising.add_score_forms, clock=clock),
        commands.ScoreOneself: partial(
            appraising.score_oneself, clock=clock, marks=tokens
        ),
        commands.IssuePass: partial(rating.issue_pass, **ruled),
        commands.AnswerByPass: partial(rating.answer_by_pass, **ruled),
        commands.GiveRating: partial(rating.give_rating, **ruled, tokens=tokens),
    }
