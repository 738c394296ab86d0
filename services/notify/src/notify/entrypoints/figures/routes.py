"""Figures by HTTP: rates, the petitions behind them, and reports in three forms."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role
from notify.application.figures.asking import Compare
from notify.application.figures.views import Cut
from notify.application.reports.composing import Wanted
from notify.application.reports.sheets import Report, in_words
from notify.bootstrap import Parts
from notify.domain.errors import (
    NoOrganisation,
    OutOfScope,
    ReportUnknown,
)
from notify.domain.figures.measures import Basis, Dimension
from notify.domain.figures.period import Period
from notify.entrypoints.figures import schemas
from notify.entrypoints.figures.presenting import present, present_row, present_times

TAG: Final = "统计 Figures"
READERS: Final = STAFF | {Role.OPS}
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF: Final = "application/pdf"
FIRST_DAY: Final = date(1949, 10, 1)
LAST_DAY: Final = date(2199, 12, 31)
REFUSED: Final = (NoOrganisation, OutOfScope)
REPORT_REFUSED: Final = (ReportUnknown, NoOrganisation, OutOfScope)
REPORTS: Final = "/v1/reports/{name}"
WHICH: Final = (
    "weekly 社区例会通报, monthly 月报, quarterly 季报, yearly 年度报告（条例第41条）,"
    " headline 累计数据；三种格式出自同一查询。 The same query in all three forms."
)


class FigureDoor:
    """The operations on figures and reports."""

    def __init__(self, parts: Parts) -> None:
        self._asking = parts.counting.figures
        self._reporting = parts.counting.reporting
        self._naming = parts.counting.naming
        self._workbook = parts.counting.workbook
        self._paper = parts.counting.paper

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._figures(), self._rows(), self._times(), *self._reports()]

    def _figures(self) -> Route:
        return Route(
            method="GET",
            path="/v1/figures",
            operation=self.read_figures,
            summary="三率与各项统计 Rates and counts",
            description=(
                "每个百分比都带分子分母；按受理日或办结日归期。"
                "Every percentage shows both its numbers. Two of grid, category,"
                " channel, source and kind at once are counted from the rows, slowly."
            ),
            roles=READERS,
            query=schemas.FiguresQuerySchema,
            replies={200: schemas.FiguresSchema},
            errors=REFUSED,
            tag=TAG,
        )

    def _rows(self) -> Route:
        return Route(
            method="GET",
            path="/v1/figures/rows",
            operation=self.list_figure_rows,
            summary="统计明细 The petitions that a figure counts",
            roles=READERS,
            query=schemas.FigureRowsQuerySchema,
            replies={200: schemas.FigureRowsSchema},
            errors=REFUSED,
            tag=TAG,
        )

    def _times(self) -> Route:
        return Route(
            method="GET",
            path="/v1/figures/reply-times",
            operation=self.read_reply_times,
            summary="答复时长 How long petitioners waited for the first answer",
            roles=READERS,
            query=schemas.CutQuerySchema,
            replies={200: schemas.ReplyTimesSchema},
            errors=REFUSED,
            tag=TAG,
        )

    def _reports(self) -> list[Route]:
        common: dict[str, Any] = {
            "method": "GET",
            "description": WHICH,
            "roles": READERS,
            "query": schemas.ReportQuerySchema,
            "errors": REPORT_REFUSED,
            "tag": TAG,
        }
        return [
            Route(
                path=REPORTS,
                operation=self.read_report,
                summary="报表 A report",
                replies={200: schemas.ReportSchema},
                **common,
            ),
            Route(
                path=f"{REPORTS}/xlsx",
                operation=self.download_workbook,
                summary="报表（xlsx） A report as a workbook",
                media_type=XLSX,
                **common,
            ),
            Route(
                path=f"{REPORTS}/pdf",
                operation=self.download_paper,
                summary="报表（PDF） A report for print",
                media_type=PDF,
                **common,
            ),
        ]

    def read_figures(self, request: Request) -> Reply:
        """Answer with the figures of what the caller may count."""
        query = request.query
        by = query.get("by")
        own = by == "organisation"
        cut = self._cut(
            request,
            by=Dimension(by) if by and not own else Dimension.ALL,
            by_organisation=own,
        )
        compare = query.get("compare")
        sheet = self._asking.sheet(cut, Compare(compare) if compare else None)
        units = self._asking.names(line.key for line in sheet.lines) if own else {}
        told = partial(self._name, query["language"], units, by or "")
        return Reply(present(sheet, told))

    def list_figure_rows(self, request: Request) -> Reply:
        """Answer with a page of the petitions behind a figure."""
        query = request.query
        rows = self._asking.reader.rows(
            self._cut(request),
            query["measure"],
            aside=query.get("aside"),
            after=query.get("after"),
            limit=query["limit"],
        )
        last = rows[-1].petition_id if len(rows) == query["limit"] else None
        units = self._asking.names(row.organisation_id for row in rows)
        told = partial(self._name, query["language"], units)
        shown = [present_row(row, told) for row in rows]
        return Reply({"rows": shown, "next_after": last})

    def read_reply_times(self, request: Request) -> Reply:
        """Answer with the waiting times of what the caller may count."""
        return Reply(present_times(self._asking.reader.reply_times(self._cut(request))))

    def read_report(self, request: Request) -> Reply:
        """Answer with a report."""
        return Reply(in_words(self._report(request)))

    def download_workbook(self, request: Request) -> Reply:
        """Answer with a report as a workbook."""
        return self._file(request, self._workbook(self._report(request)), "xlsx")

    def download_paper(self, request: Request) -> Reply:
        """Answer with a report as PDF."""
        return self._file(request, self._paper.print(self._report(request)), "pdf")

    def _name(
        self, language: str, units: Mapping[str, str], what: str, code: str | None
    ) -> str:
        if what == "organisation":
            return units.get(code or "", code or "")
        return self._naming.of(what, code, language)

    def _report(self, request: Request) -> Report:
        query = request.query
        wanted = Wanted(
            actor=request.actor,
            on=_near(query["on"]),
            organisation_id=query.get("organisation"),
        )
        return self._reporting.compose(request.params["name"], wanted)

    def _file(self, request: Request, content: bytes, ending: str) -> Reply:
        name = f"{request.params['name']}-{request.query['on']}.{ending}"
        told = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Reply(content, headers=told)

    def _cut(self, request: Request, **apart: Any) -> Cut:  # noqa: ANN401
        query = request.query
        reach = self._asking.reach(
            request.actor, query.get("organisation"), alone=query["alone"]
        )
        return Cut(
            basis=Basis(query["cohort"]),
            period=_period(query),
            organisations=reach,
            where=_where(query),
            **apart,
        )


def _where(query: Mapping[str, Any]) -> tuple[tuple[Dimension, str], ...]:
    return tuple((each, query[each.value]) for each in Dimension if each.value in query)


def _period(query: Mapping[str, Any]) -> Period:
    """Return the days between two; raises BadPeriod where they are named reversed."""
    return Period(first=_near(query["since"]), last=_near(query["until"]))


def _near(day: date) -> date:
    """Return a day, or the nearest that can be counted."""
    return min(max(day, FIRST_DAY), LAST_DAY)
