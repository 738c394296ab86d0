"""Surveys in their tables, and what is read of them."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.flush import insert_sql
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.messages import Actor
from notify.adapters.follow_ups import tables
from notify.adapters.follow_ups.sql import BELOW, IN_SCOPE
from notify.application.views import Page
from notify.domain.follow_ups.errors import SurveyUnknown
from notify.domain.follow_ups.survey import Share, Survey, SurveyQuestion, shares
from notify.domain.organisation import scope_of

LIST: Final = f"""
{BELOW}
select s.* from surveys s
where {IN_SCOPE.format(of="s")}
  and (cast(:after as uuid) is null or s.survey_id < :after)
order by s.survey_id desc limit :limit
"""
ONE: Final = f"""
{BELOW}
select s.* from surveys s
where {IN_SCOPE.format(of="s")} and s.survey_id = :survey_id
"""
ANSWERS: Final = "select answers from survey_answers where survey_id = :survey_id"


class SqlSurveys(Repository[Survey]):
    """Surveys, and the answers to them."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.surveys,
            to_row=_row,
            from_row=_survey,
            missing=SurveyUnknown,
        )

    def take(
        self, survey_id: UUID, responses: Mapping[UUID, Mapping[str, bool | None]]
    ) -> None:
        """Take answers in; a form that is known already stays as it is."""
        told = [
            {"survey_id": survey_id, "form_id": form_id, "answers": dict(answers)}
            for form_id, answers in sorted(responses.items())
        ]
        sql = insert_sql(tables.survey_answers, ("survey_id", "form_id", "answers"))
        self._work.write(f"{sql} on conflict do nothing", told)


class SurveyReader:
    """Reads surveys, limited to what the asker may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waves(self, actor: Actor, page: Page) -> list[Survey]:
        """Return surveys, the newest first."""
        found = self._database.rows(
            LIST, scope=scope_of(actor), after=page.after, limit=page.limit
        )
        return [_survey(dict(row)) for row in found]

    def result(
        self, actor: Actor, survey_id: UUID, smallest: int
    ) -> tuple[Survey, int, list[Share]]:
        """Return a survey, how many forms came back, and what they say.

        What fewer than `smallest` said is withheld.
        """
        scope = scope_of(actor)
        found = self._database.rows(ONE, scope=scope, survey_id=survey_id)
        if not found:
            raise SurveyUnknown(str(survey_id))
        survey = _survey(dict(found[0]))
        rows = self._database.rows(ANSWERS, survey_id=survey_id)
        answers = [row["answers"] for row in rows]
        return survey, len(answers), shares(survey.questions, answers, smallest)


def _row(survey: Survey) -> dict[str, Any]:
    row = {each.name: getattr(survey, each.name) for each in fields(survey)}
    return row | {"questions": [asdict(each) for each in survey.questions]}


def _survey(row: Mapping[str, Any]) -> Survey:
    questions = [SurveyQuestion(**each) for each in row["questions"]]
    return Survey(**dict(row) | {"questions": questions})
