"""The informer's three questions a month (劳动信息员, D-22)."""

from intake.application.channel_commands import RecordEnterprise, TakeReport
from intake.bootstrap import Parts
from intake.domain.errors import (
    BrokenPetition,
    OutsideScope,
    ReportedBefore,
    UnknownEnterprise,
    UnknownReference,
)
from intake.domain.informing import Enterprise, InformerReport
from intake.entrypoints import channel_schemas as schemas
from intake.entrypoints.channels.once import receipt
from intake.entrypoints.finding import below
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable

TAG = "劳动信息 Informers"
KEEPERS = frozenset({Role.SUPERVISOR, Role.CLERK, Role.OPS})


class InformerDoor:
    """What informers report, and who has not."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this channel's rows of the table."""
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
                method="POST",
                path="/v1/informer-reports",
                operation=self.take_report,
                summary="每月三问 Three questions a month",
                description="答案异常即成紧急件。An alarming answer is an alert.",
                roles=STAFF,
                body=schemas.ReportFormSchema,
                replies={201: schemas.ReportedSchema},
                errors=(
                    UnknownEnterprise,
                    OutsideScope,
                    UnknownReference,
                    BrokenPetition,
                    Unreadable,
                    ReportedBefore,
                ),
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
        """Take a month's answers."""
        report = InformerReport(
            **request.body,
            reported_at=self._parts.clock.now(),
            reported_by=request.actor.id,
        )
        command = TakeReport(report=report, actor=request.actor)
        alert = self._parts.bus.handle(command, request.cause)
        told = {
            "enterprise_id": report.enterprise_id,
            "month": report.month,
            "alert": receipt(self._parts, alert) if alert else None,
        }
        return Reply(told, status=201)

    def list_missing(self, request: Request) -> Reply:
        """Answer with the enterprises of which nobody reported."""
        mine = below(self._parts, request.actor, request.query.get("organisation"))
        rows = self._parts.channel_reader.missing_reports(request.query["month"], mine)
        return Reply({"missing": [dict(row) for row in rows]})
