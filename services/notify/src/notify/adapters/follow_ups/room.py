"""The follow-ups' room of a unit of work: opened only when something enters it."""

from functools import cached_property
from typing import Final

from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.follow_ups.appraisals import SqlAppraisals
from notify.adapters.follow_ups.cases import CaseLocks
from notify.adapters.follow_ups.repositories import (
    SqlClosings,
    SqlObjections,
    SqlPasses,
    SqlRatings,
    SqlRounds,
    SqlVisits,
)
from notify.adapters.follow_ups.surveys import SqlSurveys
from notify.domain.follow_ups.errors import (
    AppraisalKnown,
    ObjectionOpen,
    RoundKnown,
    SurveyKnown,
)

ROOM_REFUSALS: Final = {
    "one_objection_a_case": ObjectionOpen,
    "rounds_drawn_once": RoundKnown,
    "surveys_opened_once": SurveyKnown,
    "appraisals_opened_once": AppraisalKnown,
}


class SqlFollowUpRoom(SqlWork):
    """What stands beside the questions; a unit that needs none of it pays for none."""

    @cached_property
    def cases(self) -> CaseLocks:
        """The locks of the cases."""
        return CaseLocks(self)

    @cached_property
    def closings(self) -> SqlClosings:
        """The closings."""
        return SqlClosings(self, self.cases)

    @cached_property
    def visits(self) -> SqlVisits:
        """The visits."""
        return SqlVisits(self, self.cases)

    @cached_property
    def rounds(self) -> SqlRounds:
        """The draws."""
        return SqlRounds(self)

    @cached_property
    def objections(self) -> SqlObjections:
        """The objections."""
        return SqlObjections(self, self.cases)

    @cached_property
    def ratings(self) -> SqlRatings:
        """The ratings."""
        return SqlRatings(self, self.cases)

    @cached_property
    def passes(self) -> SqlPasses:
        """The rating codes."""
        return SqlPasses(self)

    @cached_property
    def appraisals(self) -> SqlAppraisals:
        """The appraisals."""
        return SqlAppraisals(self)

    @cached_property
    def surveys(self) -> SqlSurveys:
        """The surveys."""
        return SqlSurveys(self)
