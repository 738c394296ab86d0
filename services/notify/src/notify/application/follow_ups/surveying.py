"""Surveys: opened, and answered form by form."""

from minqing_kernel.clock import Clock
from notify.application.follow_ups.commands import AddResponses, OpenSurvey
from notify.application.follow_ups.ports import FollowUpWork
from notify.domain.follow_ups.survey import Survey
from notify.domain.follow_ups.visit import signed
from notify.domain.organisation import require_scope


def open_survey(command: OpenSurvey, work: FollowUpWork, *, clock: Clock) -> Survey:
    """Open a wave, of the asker's own unit or one below it."""
    line = work.organisations.line_of(command.organisation_id)
    require_scope(command.actor, line)
    survey = Survey(
        survey_id=command.survey_id,
        title=command.title,
        wave_on=command.wave_on,
        organisation_id=command.organisation_id,
        sample=command.sample,
        questions=list(command.questions),
        opened_by=signed(command.actor),
        opened_at=clock.now(),
    )
    survey.open()
    work.surveys.add(survey)
    return survey


def add_responses(command: AddResponses, work: FollowUpWork) -> None:
    """Take filled-in forms in; the same form again changes nothing."""
    survey = work.surveys.get(command.survey_id)
    line = work.organisations.line_of(survey.organisation_id)
    require_scope(command.actor, line)
    for answers in command.responses.values():
        survey.require_known(answers)
    work.surveys.take(command.survey_id, command.responses)
