"""Informers by HTTP: who they are, what they see, how the months stand (D-22)."""

from datetime import date
from typing import Any, Final

from sqlalchemy import RowMapping

from intake.application.informer_desk import months_to_report, months_until, stands
from intake.application.informing import (
    KEEPERS,
    GiveEnterprise,
    RecordInformer,
    RemindInformers,
    TakeEnterprise,
)
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.errors import (
    BrokenPetition,
    MonthNotBegun,
    OutsideScope,
    UnknownEnterprise,
    UnknownInformer,
    UnknownReference,
)
from intake.domain.informing import closes_on, month_of
from intake.entrypoints import informer_schemas as schemas
from intake.entrypoints.channels.informer import REPORT, TAG, month_in
from intake.entrypoints.channels.once import contact_of
from intake.entrypoints.finding import below, line_of
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role

INFORMER: Final = "/v1/informers/{informer}"
ENTERPRISE: Final = INFORMER + "/enterprises/{enterprise}"
REVISION: Final = tuple(schemas.RevisionSchema().fields)
ANSWERS: Final = ("production_normal", "wages_paid", "hazard", "text", "revision")


class InformerListDoor:
    """Who reports on which enterprises, and how each month stands."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [*self._informers(), *self._reports()]

    def _informers(self) -> list[Route]:
        return [
            Route(
                method="PUT",
                path=INFORMER,
                operation=self.put_informer,
                summary="登记信息员 Of which enterprises somebody reports",
                roles=KEEPERS,
                body=schemas.InformerFormSchema,
                replies={200: schemas.InformerSchema},
                errors=(
                    OutsideScope,
                    UnknownReference,
                    UnknownEnterprise,
                    BrokenPetition,
                ),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=INFORMER,
                operation=self.get_informer,
                summary="查看信息员 An informer, without the telephone",
                roles=KEEPERS,
                replies={200: schemas.InformerSchema},
                errors=(UnknownInformer, OutsideScope),
                tag=TAG,
            ),
            *self._ones(),
            Route(
                method="POST",
                path="/v1/informer-reports/reminders",
                operation=self.remind,
                summary="催报 Remind who is behind, once a day",
                roles=KEEPERS,
                body=schemas.MonthQuerySchema,
                replies={200: schemas.RemindedSchema},
                errors=(OutsideScope, MonthNotBegun),
                tag=TAG,
            ),
        ]

    def _ones(self) -> list[Route]:
        return [
            Route(
                method="PUT",
                path=ENTERPRISE,
                operation=self.give,
                summary="交一家企业 Let an informer report on one more enterprise",
                roles=KEEPERS,
                body=schemas.OneEnterpriseFormSchema,
                replies={200: schemas.InformerSchema},
                errors=(
                    OutsideScope,
                    UnknownReference,
                    UnknownEnterprise,
                    BrokenPetition,
                ),
                tag=TAG,
            ),
            Route(
                method="DELETE",
                path=ENTERPRISE,
                operation=self.take,
                summary="收回一家企业 Let an informer report on one no more",
                roles=KEEPERS,
                replies={200: schemas.InformerSchema},
                errors=(UnknownInformer, OutsideScope, UnknownEnterprise),
                tag=TAG,
            ),
        ]

    def _reports(self) -> list[Route]:
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

    def give(self, request: Request) -> Reply:
        """Let an informer report on one more enterprise."""
        command = GiveEnterprise(
            informer_id=_informer_in(request),
            enterprise_id=request.params["enterprise"],
            organisation_id=request.body["organisation_id"],
            contact=contact_of(request.body.get("contact")),
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_informer(request)

    def take(self, request: Request) -> Reply:
        """Let an informer report on one enterprise no more."""
        command = TakeEnterprise(
            informer_id=request.params["informer"],
            enterprise_id=request.params["enterprise"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_informer(request)

    def put_informer(self, request: Request) -> Reply:
        """Keep an informer."""
        command = RecordInformer(
            informer_id=_informer_in(request),
            organisation_id=request.body["organisation_id"],
            enterprises=frozenset(request.body["enterprises"]),
            contact=contact_of(request.body.get("contact")),
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_informer(request)

    def get_informer(self, request: Request) -> Reply:
        """Show an informer's enterprises, and whether a reminder would arrive."""
        informer_id = request.params["informer"]
        found = self._parts.informers.informer(informer_id)
        if found is None:
            raise UnknownInformer
        self._require_own(request, found["organisation_id"])
        rows = self._parts.informers.of_informer(informer_id)
        told = [_named(row) for row in rows]
        return Reply(dict(found) | {"enterprises": told})

    def remind(self, request: Request) -> Reply:
        """Remind, and say how many are behind."""
        own = request.actor.organisation_id
        command = RemindInformers(
            month=request.body["month"],
            organisation_id=request.body.get("organisation") or own or "",
            actor=request.actor,
        )
        behind = self._parts.bus.handle(command, request.cause)
        told = [each for each in behind if each.reachable]
        before = sum(each.reminded for each in told)
        return Reply(
            {
                "reminded": len(told) - before,
                "before": before,
                "unreachable": [e.informer_id for e in behind if not e.reachable],
            }
        )

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
                        **_named(row),
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
            self._require_own(request, found["organisation_id"])
        line = line_of(self._parts, request.actor)
        revisions = reader.revisions(found["enterprise_id"], month, line)
        return Reply(
            {
                **_named(found),
                "month": month,
                **self._closing(month, self._today()),
                "informers": informers,
                "revisions": [
                    {name: each[name] for name in REVISION} for each in revisions
                ],
            }
        )

    def _require_own(self, request: Request, organisation_id: str) -> None:
        if request.actor.role is Role.OPS:
            return
        tree = self._parts.reference.tree()
        if not acts_for(request.actor, organisation_id, tree):
            raise OutsideScope

    def _today(self) -> date:
        now = self._parts.clock.now()
        return self._parts.policy_at(now).day(now)

    def _closing(self, month: str, today: date) -> dict[str, Any]:
        policy = self._parts.policy_at(self._parts.clock.now())
        closes = closes_on(month, policy.informer_closing_day)
        is_open = month <= month_of(today) and today <= closes
        return {"closes_on": closes, "open": is_open}


def _named(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in ("enterprise_id", "name", "organisation_id")}


def _board_row(row: RowMapping, months: list[str]) -> dict[str, Any]:
    told = {m: stands(row["reports"], row["reported_from"], m) for m in months}
    return {**_named(row), "informers": row["informers"], "months": told}


def _own_report(row: RowMapping | None, asker: str) -> dict[str, Any] | None:
    if row is None:
        return None
    told = {name: row[name] for name in (*ANSWERS, "reported_at")}
    return {**told, "mine": row["reported_by"] == asker}


def _informer_in(request: Request) -> str:
    informer_id: str = request.params["informer"]
    if not schemas.INFORMER_ID.fullmatch(informer_id):
        raise BrokenPetition(fields={"informer": "pattern"})
    return informer_id
