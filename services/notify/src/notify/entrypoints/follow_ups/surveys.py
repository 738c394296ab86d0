"""Surveys (测评) by HTTP: a wave is opened, forms come in, the rates are read."""

from typing import Any

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.identity import new_id
from minqing_kernel.text import Unreadable, clean
from notify.application.follow_ups.commands import AddResponses, OpenSurvey
from notify.bootstrap import Parts
from notify.domain.follow_ups.errors import (
    AnswersUnknownQuestion,
    SurveyKnown,
    SurveyUnknown,
)
from notify.domain.follow_ups.survey import Survey, SurveyQuestion, rate_of
from notify.entrypoints.follow_ups import survey_schemas as schemas
from notify.entrypoints.follow_ups.asking import (
    READERS,
    SCOPED,
    SUPERVISORS,
    next_after,
    page_of,
)
from notify.entrypoints.schemas import PageQuerySchema

TAG = "测评 Surveys"


class SurveyDoor:
    """The operations on surveys."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._open(), self._list(), self._read(), self._answer()]

    def _open(self) -> Route:
        return Route(
            method="POST",
            path="/v1/surveys",
            operation=self.open_survey,
            summary="开始测评 Open a wave of a questionnaire",
            roles=SUPERVISORS,
            body=schemas.OpenSurveySchema,
            replies={201: schemas.SurveySchema},
            errors=(*SCOPED, SurveyKnown, Unreadable),
            tag=TAG,
        )

    def _list(self) -> Route:
        return Route(
            method="GET",
            path="/v1/surveys",
            operation=self.list_surveys,
            summary="测评清单 Surveys, the newest first",
            roles=READERS,
            query=PageQuerySchema,
            replies={200: schemas.SurveysSchema},
            errors=SCOPED[:1],
            tag=TAG,
        )

    def _read(self) -> Route:
        return Route(
            method="GET",
            path="/v1/surveys/{survey_id:uuid}",
            operation=self.read_survey,
            summary="测评结果 The rates, with both their numbers",
            roles=READERS,
            replies={200: schemas.SurveyResultSchema},
            errors=(*SCOPED[:1], SurveyUnknown),
            tag=TAG,
        )

    def _answer(self) -> Route:
        return Route(
            method="POST",
            path="/v1/surveys/{survey_id:uuid}/responses",
            operation=self.add_responses,
            summary="录入答卷 Forms that came back",
            description="同一份答卷（form_id）重复提交只计一次；不记姓名。",
            roles=READERS,
            body=schemas.ResponsesSchema,
            replies={204: None},
            errors=(*SCOPED, SurveyUnknown, AnswersUnknownQuestion),
            tag=TAG,
        )

    def open_survey(self, request: Request) -> Reply:
        """Open a wave."""
        body = request.body
        questions = [
            SurveyQuestion(code=each["code"], text=clean(each["text"]))
            for each in body["questions"]
        ]
        command = OpenSurvey(
            actor=request.actor,
            survey_id=new_id(),
            **body
            | {"questions": questions, "title": clean(body["title"], field="title")},
        )
        survey = self._parts.bus.handle(command, request.cause)
        return Reply(_shown(survey), status=201)

    def list_surveys(self, request: Request) -> Reply:
        """Answer with a page of surveys."""
        page = page_of(request)
        found = self._parts.surveys.waves(request.actor, page)
        last = next_after(found, page, "survey_id")
        return Reply({"items": [_shown(each) for each in found], "next_after": last})

    def read_survey(self, request: Request) -> Reply:
        """Answer with a survey and its rates."""
        policy = self._parts.follow_up_policy(self._parts.clock.now())
        survey, forms, said = self._parts.surveys.result(
            request.actor, request.params["survey_id"], policy.survey_smallest
        )
        return Reply(
            {
                "survey": _shown(survey),
                "forms": forms,
                "response_rate": rate_of(forms, survey.sample),
                "shares": said,
            }
        )

    def add_responses(self, request: Request) -> Reply:
        """Take forms in."""
        forms = {
            form["form_id"]: {each["code"]: each["yes"] for each in form["answers"]}
            for form in request.body["responses"]
        }
        command = AddResponses(
            actor=request.actor,
            survey_id=request.params["survey_id"],
            responses=forms,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)


def _shown(survey: Survey) -> dict[str, Any]:
    known = vars(survey)
    return {name: known[name] for name in schemas.SurveySchema._declared_fields}
