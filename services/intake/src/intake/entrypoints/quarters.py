"""The quarter's report: 件、次、人次 (B-31), and what its zeros rest on (B-32)."""

from typing import Any

from marshmallow import Schema, fields, validate

from intake.adapters.quarters import Span
from intake.bootstrap import Parts
from intake.domain.errors import OutsideScope
from intake.domain.nature import Flag
from intake.domain.quarter import PATTERN, Quarter
from intake.entrypoints.finding import below, line_of
from intake.entrypoints.settling import one_of, organisation_id
from intake.entrypoints.worklist_schemas import LARGEST_PAGE
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role

TAG = "统计 Reports"
READERS = frozenset({Role.CLERK, Role.SUPERVISOR})
NONE = {"matters": 0, "visits": 0, "persons": 0}
FLAGS = {
    Flag.COLLECTIVE: "集体访",
    Flag.LEAPFROG: "越级（非正常上访）",
    Flag.PROVINCIAL: "赴省",
    Flag.CAPITAL: "进京",
}


class QuarterQuerySchema(Schema):
    """Which quarter (2026Q4), and whose: the caller's own organisation and below."""

    quarter = fields.String(required=True, validate=validate.Regexp(PATTERN))
    organisation = fields.String(validate=organisation_id())


class QuarterRowsQuerySchema(QuarterQuerySchema):
    """Which of them; `after` is the last id of the page before."""

    flag = fields.String(validate=one_of(Flag))
    after = fields.UUID()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class FiguresSchema(Schema):
    """件 `matters`, 次 `visits`, 人次 `persons`."""

    matters = fields.Integer(required=True)
    visits = fields.Integer(required=True)
    persons = fields.Integer(required=True)


class FlagFiguresSchema(FiguresSchema):
    """The figures of one flag; `zero`: not one of all `total` bears it."""

    flag = fields.String(required=True)
    name = fields.String(required=True)
    zero = fields.Boolean(required=True)


class QuarterSchema(Schema):
    """A quarter's figures, counted from the petitions that came in it."""

    quarter = fields.String(required=True)
    since = fields.AwareDateTime(required=True)
    until = fields.AwareDateTime(required=True)
    total = fields.Nested(FiguresSchema, required=True)
    flags = fields.List(fields.Nested(FlagFiguresSchema), required=True)


class QuarterRowSchema(Schema):
    """One petition behind the figures."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    title = fields.String(required=True)
    channel = fields.String(required=True)
    state = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True)
    visit = fields.Integer(required=True)
    persons = fields.Integer(required=True)
    flags = fields.List(fields.String(), required=True)


class QuarterRowsSchema(Schema):
    """A page of them; `next_after` opens the next, null at the end."""

    petitions = fields.List(fields.Nested(QuarterRowSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class QuarterDoor:
    """Counts what came in a quarter, and shows the rows behind each figure."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/reports/quarter",
                operation=self.report_quarter,
                summary="季度统计 件、次、人次与四类标记 A quarter's figures, by flag",
                description=(
                    "零也由数据得出：total 为所查全部诉求，逐行可查。"
                    "A zero is counted, not claimed: of all petitions in `total`."
                ),
                roles=READERS,
                query=QuarterQuerySchema,
                replies={200: QuarterSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/reports/quarter/petitions",
                operation=self.list_quarter,
                summary="季度统计明细 The petitions behind the figures",
                roles=READERS,
                query=QuarterRowsQuerySchema,
                replies={200: QuarterRowsSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
        ]

    def report_quarter(self, request: Request) -> Reply:
        """Answer with the figures."""
        span = self._span(request)
        counted = self._parts.quarters.counts(span)
        figures = {flag: dict(counted.get(flag, NONE)) for flag in ("", *FLAGS)}
        told = [
            {**figures[flag], "flag": flag, "name": name, "zero": flag not in counted}
            for flag, name in FLAGS.items()
        ]
        body: dict[str, Any] = {
            "quarter": request.query["quarter"],
            "since": span.since,
            "until": span.until,
            "total": {name: figures[""][name] for name in NONE},
            "flags": told,
        }
        return Reply(body)

    def list_quarter(self, request: Request) -> Reply:
        """Answer with a page of the rows."""
        query = request.query
        limit = query["limit"]
        found = self._parts.quarters.rows(
            self._span(request), query.get("flag"), query.get("after"), limit + 1
        )
        shown = [dict(row) for row in found[:limit]]
        after = shown[-1]["petition_id"] if len(found) > limit else None
        return Reply({"petitions": shown, "next_after": after})

    def _span(self, request: Request) -> Span:
        quarter, zone = (
            Quarter.of(request.query["quarter"]),
            self._parts.settings.time_zone,
        )
        wanted = request.query.get("organisation")
        mine = below(self._parts, request.actor, wanted)
        top = self._parts.reference.tree().get(
            wanted or request.actor.organisation_id or ""
        )
        return Span(
            since=quarter.begins(zone),
            until=quarter.ends(zone),
            organisations=mine,
            unowned=top is not None and top.parent_id is None,
            line=line_of(self._parts, request.actor),
        )
