"""Jurisdiction rules over HTTP: competence is data."""

from dataclasses import asdict

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.commands import SetRule
from routing.application.views import RuleRow
from routing.bootstrap import Parts
from routing.domain.errors import (
    BadCursor,
    BadRule,
    NotYours,
    RuleNotFound,
    RuleSetMeanwhile,
    RuleTooWide,
    UnknownUnit,
)
from routing.domain.rule import Rule, RuleEntry
from routing.entrypoints.schemas import (
    PageQuerySchema,
    RuleBodySchema,
    RulePageSchema,
    RuleSchema,
)

TAG = "派单目录 Jurisdiction"
READERS = STAFF | {Role.OPS}


def rule_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of rules."""
    desk = RuleDesk(parts)
    path = "/v1/jurisdiction-rules/{code}"
    return [
        Route(
            method="GET",
            path="/v1/jurisdiction-rules",
            operation=desk.list_rules,
            summary="派单规则清单 All rules, by code",
            roles=READERS,
            query=PageQuerySchema,
            replies={200: RulePageSchema},
            errors=(BadCursor,),
            tag=TAG,
        ),
        Route(
            method="GET",
            path=path,
            operation=desk.show_rule,
            summary="派单规则 One rule as it reads now",
            roles=READERS,
            replies={200: RuleSchema},
            errors=(RuleNotFound,),
            tag=TAG,
        ),
        Route(
            method="PUT",
            path=path,
            operation=desk.set_rule,
            summary="设定派单规则 Let a rule read thus from now on",
            roles=frozenset({Role.SUPERVISOR, Role.OPS}),
            body=RuleBodySchema,
            replies={200: RuleSchema},
            errors=(
                BadRule,
                UnknownUnit,
                NotYours,
                RuleTooWide,
                Forbidden,
                RuleSetMeanwhile,
            ),
            tag=TAG,
        ),
    ]


class RuleDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader

    def list_rules(self, request: Request) -> Reply:
        """Answer with a page of all rules."""
        query = request.query
        return Reply(self._reader.rules(query.get("after"), query["limit"]))

    def show_rule(self, request: Request) -> Reply:
        """Answer with one rule."""
        return Reply(self._reader.rule(request.params["code"]))

    def set_rule(self, request: Request) -> Reply:
        """Let a rule read thus, and answer with how it reads."""
        rule = Rule(code=request.params["code"], **request.body)
        command = SetRule(actor=request.actor, rule=rule)
        entry: RuleEntry = self._bus.handle(command, request.cause)
        return Reply(RuleRow(revision=entry.revision, **asdict(rule)))
