"""Which function answers which command of `steering`."""

from collections.abc import Callable
from functools import partial
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application import oversee, steer, steering
from routing.application.once import once
from routing.domain.competence import Competence
from routing.domain.deadline import Clocks

Handler = Callable[[Any, Any], Any]

PLAIN: dict[type[Command], Callable[..., Any]] = {
    steering.SignCase: steer.sign_case,
    steering.NoteContact: steer.note_contact,
    steering.DecideReturn: steer.decide_return,
    steering.RecuseFromCase: steer.recuse_from_case,
    steering.AnswerCoTask: steer.answer_co_task,
    steering.WaiveCoTask: steer.waive_co_task,
    steering.SponsorCase: oversee.sponsor_case,
    steering.NameOwners: oversee.name_owners,
    steering.NameParties: oversee.name_parties,
    steering.CommentOnCase: oversee.comment_on_case,
}
TIMED: dict[type[Command], Callable[..., Any]] = {
    steering.DesignateUnit: steer.designate_unit,
    steering.DecideRaise: steer.decide_raise,
    steering.TransferCase: steer.transfer_case,
    steering.AskCoHandler: steer.ask_co_handler,
    steering.AskExtension: steer.ask_extension,
    steering.DecideExtension: steer.decide_extension,
    steering.SuspendCase: oversee.suspend_case,
    steering.ResumeCase: oversee.resume_case,
    steering.ReviewCase: oversee.review_case,
    steering.UrgeCase: oversee.urge_case,
    steering.JudgeSeverity: oversee.judge_severity,
    steering.SuperviseCase: oversee.supervise_case,
    steering.SetDate: oversee.set_date,
    steering.JudgeFeasibility: oversee.judge_feasibility,
}
"""Those that set a date, or go by the place's policy, need the lengths of time too."""


def steering_handlers(clock: Clock, clocks: Clocks) -> dict[type[Command], Handler]:
    """Return what answers each command; the same request again does nothing twice."""
    competence = Competence.under(clocks.policy)
    raising: Callable[..., Any] = partial(steer.raise_case, competence=competence)
    plain = {kind: partial(act, clock=clock) for kind, act in PLAIN.items()}
    timed = {
        kind: partial(act, clock=clock, clocks=clocks)
        for kind, act in (TIMED | {steering.RaiseCase: raising}).items()
    }
    acts = {kind: once(act) for kind, act in (plain | timed).items()}
    declare = partial(oversee.declare_interest, clock=clock)
    return {**acts, steering.DeclareInterest: declare}
