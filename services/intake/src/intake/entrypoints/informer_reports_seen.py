"""How each month of the enterprises stands (D-22), by HTTP."""

from datetime import date
from typing import Any, Final

from sqlalchemy import RowMapping

from intake.application.informer_desk import months_to_report, months_until, stands
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.errors import (
    BrokenPetition,
    OutsideScope,
    UnknownEnterprise,
)
from intake.domain.informing import closes_on, month_of
from intake.entrypoints import informer_schemas as schemas
from intake.entrypoints.channels.informer import REPORT, TAG, month_in
from intake.entrypoints.finding import below, line_of
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role

REVISION: Final = tuple(schemas.RevisionSchema().fields)
ANSWERS: Final = ("production_normal", "wages_paid", "hazard", "text", "revision")


class InformerReportDoor:
    """What was reported, and what is missing, month by month."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/informer-reports",
                operation=self.show_board,
                summary="企业月报一览 Enterprises and months, missing and adverse",
                roles=STAFF,
                query=schemas.BoardQuerySchema,
                replies={200: schemas.BoardSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/informer-reports/mine",
                operation=self.show_own,
                summary="我要报的企业 The asker's own enterprises, this month and last",
                roles=STAFF,
                replies={200: schemas.OwnReportsSchema},
                tag=TAG,
            ),
            Route(
                method="GET",
                path=REPORT,
                operation=self.show_report,
                summary="一家企业的一个月 Every revision of a report",
                roles=STAFF,
                replies={200: schemas.ReportSchema},
                errors=(UnknownEnterprise, OutsideScope, BrokenPetition),
                tag=TAG,
            ),
        ]

    def show_board(self, request: Request) -> Reply:
        """Answer with a page of enterprises, and with all that count."""
        query = request.query
        mine = below(self._parts, request.actor, query.get("organisation"))
        last = query.get("until") or month_of(self._today())
        months = months_until(last, query["months"])
        rows = self._parts.informers.page(
            months,
            mine,
            state=query.get("state"),
            month=last,
            after=query["after"],
            limit=query["limit"] + 1,
        )
        shown = rows[: query["limit"]]
        more = shown[-1]["enterprise_id"] if len(rows) > len(shown) else None
        counts = self._parts.informers.counts(months, mine)
        return Reply(
            {
                "counts": [dict(each) for each in counts],
                "enterprises": [_board_row(each, months) for each in shown],
                "next_after": more,
            }
        )

    def show_own(self, request: Request) -> Reply:
        """Answer with what the asker reports on."""
        today, reader = self._today(), self._parts.informers
        months, asker = months_to_report(today), request.actor.id
        rows = reader.of_informer(asker)
        reports = reader.reports([row["enterprise_id"] for row in rows], months)
        return Reply(
            {
                "months": [
                    {"month": each, **self._closing(each, today)} for each in months
                ],
                "enterprises": [
                    {
                        **named(row),
                        "months": [
                            {
                                "month": month,
                                "report": _own_report(
                                    reports.get((row["enterprise_id"], month)), asker
                                ),
                            }
                            for month in months
                            if not row["reported_from"] or month >= row["reported_from"]
                        ],
                    }
                    for row in rows
                ],
            }
        )

    def show_report(self, request: Request) -> Reply:
        """Answer with a month of an enterprise, for its desk and its informers."""
        month, reader = month_in(request), self._parts.informers
        found = reader.enterprise(request.params["enterprise"])
        if found is None:
            raise UnknownEnterprise
        informers = reader.informers_of(found["enterprise_id"])
        if request.actor.id not in informers:
            require_own(self._parts, request, found["organisation_id"])
        line = line_of(self._parts, request.actor)
        revisions = reader.revisions(found["enterprise_id"], month, line)
        return Reply(
            {
                **named(found),
                "month": month,
                **self._closing(month, self._today()),
                "informers": informers,
                "revisions": [
                    {name: each[name] for name in REVISION} for each in revisions
                ],
            }
        )

    def _today(self) -> date:
        now = self._parts.clock.now()
        return self._parts.policy_at(now).day(now)

    def _closing(self, month: str, today: date) -> dict[str, Any]:
        policy = self._parts.policy_at(self._parts.clock.now())
        closes = closes_on(month, policy.informer_closing_day)
        is_open = month <= month_of(today) and today <= closes
        return {"closes_on": closes, "open": is_open}


def require_own(parts: Parts, request: Request, organisation_id: str) -> None:
    """Refuse (OutsideScope) who does not act for the unit of an enterprise."""
    if request.actor.role is Role.OPS:
        return
    if not acts_for(request.actor, organisation_id, parts.reference.tree()):
        raise OutsideScope


def named(row: RowMapping) -> dict[str, Any]:
    """Return which enterprise it is."""
    return {name: row[name] for name in ("enterprise_id", "name", "organisation_id")}


def _board_row(row: RowMapping, months: list[str]) -> dict[str, Any]:
    told = {m: stands(row["reports"], row["reported_from"], m) for m in months}
    return {**named(row), "informers": row["informers"], "months": told}


def _own_report(row: RowMapping | None, asker: str) -> dict[str, Any] | None:
    if row is None:
        return None
    told = {name: row[name] for name in (*ANSWERS, "reported_at")}
    return {**told, "mine": row["reported_by"] == asker}
