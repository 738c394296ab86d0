"""All routes of the follow-ups, in one list."""

from minqing_chassis.http.route import Route
from notify.bootstrap import Parts
from notify.entrypoints.follow_ups.appraisals import AppraisalDoor
from notify.entrypoints.follow_ups.calls import CallDoor
from notify.entrypoints.follow_ups.draws import DrawDoor
from notify.entrypoints.follow_ups.objections import ObjectionDoor
from notify.entrypoints.follow_ups.questions import FollowUpDoor
from notify.entrypoints.follow_ups.ratings import RatingDoor
from notify.entrypoints.follow_ups.surveys import SurveyDoor


def follow_up_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of follow-ups."""
    doors = (
        FollowUpDoor,
        CallDoor,
        DrawDoor,
        ObjectionDoor,
        RatingDoor,
        SurveyDoor,
        AppraisalDoor,
    )
    return [route for door in doors for route in door(parts).routes()]
