"""The ports of obligations in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import NotFound
from minqing_kernel.messages import Role
from registry.application.obligations.judging import Judge
from registry.application.obligations.ports import AsOf, Named, Ower, Scope
from registry.application.rules import Rules
from registry.bootstrap.handling import timed
from registry.domain.obligations.counting import Credit, Fact
from registry.domain.obligations.forms import InformerForm
from registry.domain.obligations.periods import Period
from registry.domain.obligations.rules import (
    ObligationPolicy,
    Rule,
    Target,
)
from services.registry.tests.builders import COMMUNITY, LATER, NOON
from services.registry.tests.fakes import InMemoryWork, Shelf, Store
from services.registry.tests.obligation_builders import CALENDAR


def an_ower(bearer_id: str = "wang-li", **changes: Any) -> Ower:
    said: dict[str, Any] = {
        "bearer_id": bearer_id,
        "name": bearer_id,
        "organisation_id": COMMUNITY,
        "seat": COMMUNITY,
        "credits": (Credit(staff_id=bearer_id),),
    }
    return Ower(**(said | changes))


@dataclass
class Obligations:
    """Who owes and what was done, as a test says it."""

    everybody: list[Ower] = field(default_factory=list)
    done: list[Fact] = field(default_factory=list)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    sorry: frozenset[str] = frozenset()
    buildings: dict[str, str] = field(default_factory=dict)
    asked: list[AsOf] = field(default_factory=list)

    def owers(
        self, rule: Rule, period: Period, at: AsOf, scope: Scope
    ) -> Sequence[Ower]:
        self.asked.append(at)
        return [e for e in self.everybody if scope.bearer_id in {None, e.bearer_id}]

    def facts(
        self, rule: Rule, span: Period, owers: Sequence[Ower], targets: Collection[str]
    ) -> Sequence[Fact]:
        kinds = rule.counts.kinds
        return [e for e in self.done if e.day in span and e.code in kinds]

    def owed(
        self, rule: Rule, at: AsOf, owers: Sequence[Ower]
    ) -> Mapping[str, frozenset[str]]:
        return self.sets

    def tagged(self, tag: str, organisation_id: str, **_: Any) -> Sequence[object]:
        return []

    def excused(self, code: str, day: date) -> frozenset[str]:
        return self.sorry

    def named(
        self, kind: Target, ids: Sequence[str], role: Role, today: date
    ) -> Sequence[Named]:
        return [
            Named(
                id=each,
                kind=kind,
                organisation_id=COMMUNITY,
                name="白**",
                building_id=self.buildings.get(each),
            )
            for each in ids
        ]


def a_judge(reader: Obligations, *rules: Rule) -> Judge:
    policy = ObligationPolicy(rules=rules)
    return Judge(reader=reader, policy_at=lambda _: policy, calendar=CALENDAR)


@dataclass
class Kept:
    """What is lasting of tags and excuses."""

    taggings: dict[Any, Any] = field(default_factory=dict)
    excuses: dict[Any, Any] = field(default_factory=dict)
    forms: dict[Any, Any] = field(default_factory=dict)


@dataclass
class Forms:
    """Forms by enterprise and month; the first that is heard of stays."""

    kept: dict[Any, Any]

    def hear(self, form: InformerForm) -> None:
        self.kept.setdefault((form.enterprise_id, form.month), form)


class ObligationWork(InMemoryWork):
    """The unit of work in memory, with tags and excuses."""

    def __init__(self, store: Store, kept: Kept) -> None:
        super().__init__(store)
        self.taggings = Shelf(kept.taggings, "tagging_id", NotFound)
        self.excuses = Shelf(kept.excuses, "excuse_id", NotFound)
        self.informer_forms = Forms(kept.forms)

    def _shelves(self) -> list[Shelf]:
        return [*super()._shelves(), self.taggings, self.excuses]


def a_bus_with_obligations(
    store: Store, kept: Kept, *rules: Rule
) -> CommandBus[ObligationWork]:
    policy = ObligationPolicy(rules=rules)
    now = Rules(obligations_at=lambda _: policy, calendar=CALENDAR)
    handlers = timed(FrozenClock(NOON), FrozenClock(LATER), now)
    return CommandBus(partial(ObligationWork, store, kept), handlers)
