"""What answers each command of the rooms."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application.documents import handlers as documents
from routing.application.documents.commands import (
    DraftDocument,
    KeepPrint,
    PostponePrint,
    SetOrgan,
)
from routing.application.documents.door import door_handlers
from routing.application.guard import guarded
from routing.application.hazards import handlers as hazards
from routing.application.hazards.commands import FlagHazard
from routing.application.mediations import handlers as mediations
from routing.application.mediations.commands import DecideCheck, OpenMediation
from routing.application.projects import handlers as projects
from routing.application.projects.commands import (
    CountInventory,
    EndProject,
    HearPicture,
    JoinProject,
    OpenProject,
    PlanCosts,
    ReportProgress,
    SuggestProjects,
)
from routing.application.reviews import handlers as reviews
from routing.application.reviews.commands import (
    AnswerReview,
    AskReview,
    CloseHearing,
    EscalateReviews,
    HearReview,
    OpenHearing,
    TurnAway,
)
from routing.domain.deadline import Clocks
from routing.domain.hazards.hazard import HazardDesks
from routing.domain.policy import Gathering, RoutingPolicy
from routing.domain.projects.project import Festivals
from routing.domain.reviews.terms import ReviewTerms

Handlers = dict[type[Command], Callable[[Any, Any], Any]]


@dataclass(frozen=True, kw_only=True)
class RoomRules:
    """What the rooms need beside the place's policy.

    `desks` says who hears of hazards, `gathered` how many open cases of one category in
    one division call for a project: each wins over the policy where it is given.
    """

    festivals: Festivals
    desks: HazardDesks = field(default_factory=HazardDesks)
    gathered: int | None = None

    def desks_under(self, policy: RoutingPolicy) -> HazardDesks:
        """Return who hears of which kind of hazard."""
        return self.desks if self.desks.units else HazardDesks(policy.hazards)

    def gathering_under(self, policy: RoutingPolicy) -> Gathering:
        """Return when problems gather."""
        return replace(policy.gathered, count=self.gathered or policy.gathered.count)


def room_handlers(clock: Clock, clocks: Clocks, rules: RoomRules) -> Handlers:
    """Return what answers each command."""
    desks = rules.desks_under(clocks.policy)
    return {
        SetOrgan: partial(documents.set_organ, clock=clock),
        DraftDocument: guarded(partial(documents.draft_document, clock=clock)),
        KeepPrint: partial(documents.keep_print, clock=clock),
        PostponePrint: documents.postpone_print,
        **door_handlers(clock),
        FlagHazard: guarded(partial(hazards.flag_hazard, clock=clock, desks=desks)),
        OpenMediation: guarded(partial(mediations.start_mediation, clock=clock)),
        **dict.fromkeys(
            mediations.ACTS, guarded(partial(mediations.move_mediation, clock=clock))
        ),
        DecideCheck: guarded(partial(mediations.decide_check, clock=clock)),
        **_of_reviews(clock, clocks),
        **_of_projects(clock, rules, clocks.policy),
    }


def _of_reviews(clock: Clock, clocks: Clocks) -> Handlers:
    terms = ReviewTerms.under(clocks.policy, clocks.calendar)
    return {
        AskReview: guarded(partial(reviews.ask_review, clock=clock, terms=terms)),
        HearReview: partial(reviews.hear_review, clock=clock, terms=terms),
        AnswerReview: guarded(
            partial(reviews.answer_review, clock=clock, clocks=clocks)
        ),
        OpenHearing: guarded(partial(reviews.open_hearing, clock=clock)),
        CloseHearing: guarded(partial(reviews.close_hearing, clock=clock)),
        TurnAway: guarded(partial(reviews.turn_away, clock=clock)),
        EscalateReviews: partial(reviews.escalate_reviews, clock=clock, clocks=clocks),
    }


def _of_projects(clock: Clock, rules: RoomRules, policy: RoutingPolicy) -> Handlers:
    gathering, photo = rules.gathering_under(policy), policy.completion_photo
    return {
        OpenProject: partial(
            projects.open_project, clock=clock, festivals=rules.festivals
        ),
        JoinProject: partial(projects.join_project, clock=clock),
        CountInventory: partial(projects.count_inventory, clock=clock),
        PlanCosts: partial(projects.plan_costs, clock=clock),
        ReportProgress: partial(projects.report_progress, clock=clock),
        EndProject: partial(projects.end_project, clock=clock, photo_needed=photo),
        HearPicture: partial(projects.hear_picture, clock=clock),
        SuggestProjects: partial(
            projects.suggest_projects, clock=clock, gathering=gathering
        ),
    }
