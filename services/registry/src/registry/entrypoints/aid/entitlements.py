"""Routes for benefits (应享尽享): the rules, who is found, what became of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.aid.commands import CheckEntitled, DecideEntitlement
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.aid.errors import EditionPassed, RuleUnknown
from registry.domain.aid.rules import BenefitRule
from registry.domain.archive.errors import SectionNotYours
from registry.domain.errors import OutOfReach, ResidentClosed, ResidentUnknown, Taken
from registry.domain.values import civil_day, end_of
from registry.entrypoints.aid import finding_schemas as schemas
from registry.entrypoints.structure import WORKERS
from registry.entrypoints.visits.routes import OVERSEERS

TAG = "应享尽享 Benefits"


class EntitlementDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_rules(self, request: Request) -> Reply:
        """Show the rules in force on a day, and the programmes."""
        moment = end_of(request.query["on"]) or self._parts.clock.now()
        policy, day = self._parts.rules.help_at(moment), civil_day(moment)
        begun = {e.code for e in policy.benefits if e.valid_from <= day}
        rules = [_rule(policy.benefit(code, day)) for code in sorted(begun)]
        programmes = [vars(each) for each in policy.programmes]
        return Reply({"items": rules, "programmes": programmes})

    def check(self, request: Request) -> Reply:
        """Find who may have a benefit and has none; each look is written down."""
        asked = dict(request.query)
        command = CheckEntitled(
            actor=request.actor,
            organisation_id=asked.pop("organisation"),
            purpose=Purpose(asked.pop("purpose")),
            **asked,
        )
        return Reply(self._parts.bus.handle(command, request.cause))

    def decide(self, request: Request) -> Reply:
        """Say what became of somebody."""
        command = DecideEntitlement(
            actor=request.actor,
            rule=request.params["rule"],
            resident_id=request.params["resident_id"],
            **request.body,
        )
        return Reply({"outcome": self._parts.bus.handle(command, request.cause)})


def _rule(rule: BenefitRule) -> Mapping[str, Any]:
    facts = {"edition": rule.edition, "facts": sorted(rule.when.names())}
    return {"code": rule.code, "title": rule.title, "basis": rule.basis, **facts}


def entitlement_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of benefits."""
    door = EntitlementDoor(parts)
    yield Route(
        method="GET",
        path="/v1/benefit-rules",
        operation=door.list_rules,
        summary="现行待遇规则与补助项目 The rules in force, and the programmes",
        roles=WORKERS,
        query=schemas.RulesQuery,
        replies={200: schemas.BenefitRulesSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/entitlements",
        operation=door.check,
        summary="应享未享名单（逐人留痕） Who may have a benefit and has none (C-12)",
        roles=OVERSEERS,
        query=schemas.EntitledQuery,
        replies={200: schemas.EntitledPageSchema},
        errors=(RuleUnknown, OutOfReach, SectionNotYours, Invalid),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/entitlements/{rule}/{resident_id:uuid}",
        operation=door.decide,
        summary="核实结果：已确认、不申请、已享受 What became of somebody",
        roles=OVERSEERS,
        body=schemas.OutcomeBody,
        replies={200: schemas.OutcomeSchema},
        errors=(
            RuleUnknown,
            EditionPassed,
            ResidentUnknown,
            ResidentClosed,
            OutOfReach,
            Taken,
        ),
        tag=TAG,
    )
