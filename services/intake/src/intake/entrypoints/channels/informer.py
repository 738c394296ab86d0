"""The informer's three questions a month (劳动信息员, D-22)."""

from intake.application.informer_lists import (
    KEEPERS,
    RecordEnterprise,
)
from intake.application.informing import (
    TakeReport,
)
from intake.bootstrap import Parts
from intake.domain.errors import (
    BrokenPetition,
    MonthClosed,
    MonthNotBegun,
    NotTheInformer,
    OutsideScope,
    ReportedBefore,
    ReportMoved,
    UnknownEnterprise,
    UnknownReference,
)
from intake.domain.informing import MONTH, Enterprise, InformerReport
from intake.entrypoints import informer_schemas as schemas
from intake.entrypoints.channels.once import receipt
from intake.entrypoints.finding import below
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.text import Unreadable

TAG = "劳动信息 Informers"
REPORT = "/v1/informer-reports/{enterprise}/{month}"
REFUSALS = (
    UnknownEnterprise,
    OutsideScope,
    NotTheInformer,
    UnknownReference,
    BrokenPetition,
    Unreadable,
    MonthNotBegun,
)

ANEW = (
    "每次更改都留下原来的；新出现的异常再报，更正的撤回。What alarms anew is another "
    "alert, what is corrected takes its alert back."
)


class InformerDoor:
    """What informers report, and who has not."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this channel's rows of the table."""
        return [*self._listed(), *self._reported()]

    def _listed(self) -> list[Route]:
        return [
            Route(
                method="PUT",
                path="/v1/enterprises/{enterprise}",
                operation=self.put_enterprise,
                summary="登记企业 An enterprise to report on",
                roles=KEEPERS,
                body=schemas.EnterpriseFormSchema,
                replies={200: schemas.MissingReportSchema},
                errors=(OutsideScope, UnknownReference, BrokenPetition),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/informer-reports/missing",
                operation=self.list_missing,
                summary="未报企业 Of whom nobody reported",
                roles=STAFF,
                query=schemas.MonthQuerySchema,
                replies={200: schemas.MissingReportsSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
        ]

    def _reported(self) -> list[Route]:
        return [
            Route(
                method="POST",
                path="/v1/informer-reports",
                operation=self.take_report,
                summary="每月三问 Three questions a month",
                description="答案异常即成紧急件。An alarming answer is an alert.",
                roles=STAFF,
                body=schemas.ReportFormSchema,
                replies={201: schemas.ReportedSchema},
                errors=(*REFUSALS, ReportedBefore),
                tag=TAG,
            ),
            Route(
                method="PUT",
                path=REPORT,
                operation=self.put_report,
                summary="报送或更改 Report, or answer anew until the month is closed",
                description=ANEW,
                roles=STAFF,
                body=schemas.RevisionFormSchema,
                replies={200: schemas.ReportedSchema},
                errors=(*REFUSALS, MonthClosed, ReportMoved),
                tag=TAG,
            ),
        ]

    def put_enterprise(self, request: Request) -> Reply:
        """Keep an enterprise."""
        enterprise_id = request.params["enterprise"]
        if not schemas.ENTERPRISE_ID.fullmatch(enterprise_id):
            raise BrokenPetition(fields={"enterprise": "pattern"})
        enterprise = Enterprise(enterprise_id=enterprise_id, **request.body)
        command = RecordEnterprise(enterprise=enterprise, actor=request.actor)
        self._parts.bus.handle(command, request.cause)
        told = {**vars(enterprise)}
        return Reply(
            {name: told[name] for name in schemas.MissingReportSchema().fields}
        )

    def take_report(self, request: Request) -> Reply:
        """Take a month's first answers."""
        return Reply(self._taken(request, request.body, None), status=201)

    def put_report(self, request: Request) -> Reply:
        """Take a month's answers, first or anew; the same ones twice are one."""
        body = dict(request.body)
        seen = body.pop("revision")
        about = {
            "enterprise_id": request.params["enterprise"],
            "month": month_in(request),
        }
        return Reply(self._taken(request, body | about, seen))

    def _taken(
        self, request: Request, said: dict[str, object], seen: int | None
    ) -> dict[str, object]:
        report = InformerReport(
            **said,  # type: ignore[arg-type]
            reported_at=self._parts.clock.now(),
            reported_by=request.actor.id,
        )
        command = TakeReport(report=report, actor=request.actor, seen=seen)
        alert = self._parts.bus.handle(command, request.cause)
        return {
            "enterprise_id": report.enterprise_id,
            "month": report.month,
            "alert": receipt(self._parts, alert) if alert else None,
        }

    def list_missing(self, request: Request) -> Reply:
        """Answer with the enterprises of which nobody reported."""
        mine = below(self._parts, request.actor, request.query.get("organisation"))
        rows = self._parts.informers.missing(request.query["month"], mine)
        return Reply({"missing": [dict(row) for row in rows]})


def month_in(request: Request) -> str:
    """Return the path's month; raise BrokenPetition for what is none."""
    month: str = request.params["month"]
    if not MONTH.fullmatch(month):
        raise BrokenPetition(fields={"month": "pattern"})
    return month
