"""Routes for assessments: forms, sheets, how everybody stands (B-19)."""

from collections.abc import Iterator
from dataclasses import asdict

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.assessments.commands import ScoreSheet
from registry.application.assessments.queries import sheets_of, standings
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.assessments.errors import NotAnAssessor
from registry.domain.errors import OutOfReach
from registry.domain.periods import period_from
from registry.domain.values import end_of
from registry.entrypoints.assessments import schemas
from registry.entrypoints.structure import WORKERS
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "考核 Assessments"


class AssessmentDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sheets = parts.oversight.sheets

    def list_forms(self, request: Request) -> Reply:
        """Show the forms in force on a day."""
        moment = end_of(request.query["on"]) or self._parts.clock.now()
        policy = self._parts.rules.assessments_at(moment)
        return Reply({"items": [asdict(each) for each in policy.forms]})

    def put_scores(self, request: Request) -> Reply:
        """Score somebody, or correct one's own sheet."""
        command = ScoreSheet(actor=request.actor, **request.params, **request.body)
        return Reply(self._parts.bus.handle(command, request.cause))

    def list_sheets(self, request: Request) -> Reply:
        """Show the sheets about somebody."""
        found = sheets_of(
            self._sheets,
            self._parts.reader,
            request.params["staff_id"],
            request.query["form"],
            request.actor,
        )
        return Reply({"items": found})

    def list_standings(self, request: Request) -> Reply:
        """Show how everybody of a place stands in a period."""
        asked = request.query
        must_oversee(request.actor, self._parts.reader, [asked["organisation"]])
        policy = self._parts.rules.assessments_at(self._parts.clock.now())
        form = policy.form(asked["form"])
        period = period_from(form.period, asked["since"])
        found = standings(self._sheets, asked["organisation"], form, period)
        told = [
            vars(each) | {"mean": None if each.mean is None else str(each.mean)}
            for each in found
        ]
        summed = {"form": form.code, "full": form.full, **vars(period)}
        return Reply(summed | {"items": told})


def assessment_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of assessments."""
    door = AssessmentDoor(parts)
    yield Route(
        method="GET",
        path="/v1/assessment-forms",
        operation=door.list_forms,
        summary="考核表 The forms in force, item by item",
        roles=WORKERS,
        query=schemas.AssessmentFormsQuery,
        replies={200: schemas.AssessmentFormsSchema},
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/staff/{staff_id}/assessments/{form}",
        operation=door.put_scores,
        summary="考核打分（更正留痕） Score somebody, item by item",
        roles=frozenset({Role.SUPERVISOR}),
        body=schemas.ScoresBody,
        replies={200: schemas.AssessmentSheetSchema},
        errors=(NotAnAssessor, Invalid),
        tag=TAG,
    )
    yield from _looking(door)


def _looking(door: AssessmentDoor) -> Iterator[Route]:
    yield Route(
        method="GET",
        path="/v1/staff/{staff_id}/assessments",
        operation=door.list_sheets,
        summary="考核记录（本人可查） The sheets about somebody, with their sums",
        roles=STAFF,
        query=schemas.SheetsQuery,
        replies={200: schemas.AssessmentSheetsSchema},
        errors=(OutOfReach,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/assessments",
        operation=door.list_standings,
        summary="考核汇总（含未考核） How everybody stands, also who has no sheet",
        roles=OVERSEERS,
        query=schemas.StandingsQuery,
        replies={200: schemas.AssessedPageSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
