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
from routing.domain.jurisdiction import Undecided
from routing.domain.rule import Matter, Rule, RuleEntry
from routing.entrypoints.schemas import (
    CompetenceQuerySchema,
    CompetenceSchema,
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
            path="/v1/competence",
            operation=desk.say_who,
            summary="会派给谁 Who would answer for such a matter by today's rules",
            description=(
                "只说今天的规则会派给谁，什么都不保存。Keeps nothing; `why_not` says "
                "why nobody would."
            ),
            roles=READERS,
            query=CompetenceQuerySchema,
            replies={200: CompetenceSchema},
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
        _set(desk, path),
    ]


class RuleDesk:
    """Decodes, hands over, answers."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._reader = parts.reader
        self._directories = parts.directories
        self._clock = parts.clock

    def say_who(self, request: Request) -> Reply:
        """Answer with who would answer for a matter that is no case yet."""
        query = request.query
        matter = Matter(
            category=query["category"],
            division_code=query["division"],
            organisation_id=query.get("organisation"),
        )
        found = self._directories.current().decide(matter, at=self._clock.now())
        if isinstance(found, Undecided):
            return Reply({"organisation_id": None, "why_not": found.reason})
        told = {"organisation_id": found.organisation_id, "why": found.why}
        return Reply({**told, "within_days": found.within.days})

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


def _set(desk: RuleDesk, path: str) -> Route:
    return Route(
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
    )
