"""Who checks whom, how many, how often: dated data of a place (C-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.periods import PeriodKind
from registry.domain.profiles import DutyKind, OrganisationKind
from registry.domain.workers import Meant

MOST_DRAWN: Final = 500


@dataclass(frozen=True, kw_only=True)
class CheckRule:
    """A check: `places` are the kinds of units whose visits are drawn from.

    `checkers` check visits of the `checked`, of these `kinds` (none named: of any). So
    many are drawn, or so many per cent where those are more. `apart`: nobody checks
    those with whom they went themselves in the period.
    """

    code: str
    title: str
    places: frozenset[OrganisationKind]
    checkers: Meant
    checked: Meant
    period: PeriodKind
    sample: int
    basis: str
    percent: int = 0
    due_days: int = 15
    kinds: frozenset[str] = frozenset()
    apart: bool = True

    def size(self, population: int) -> int:
        """Return how many of so many visits are drawn."""
        share = -(-population * self.percent // 100)
        return min(population, max(self.sample, share), MOST_DRAWN)


@dataclass(frozen=True, kw_only=True)
class CheckPolicy:
    """The checks of a place at a moment."""

    rules: Sequence[CheckRule] = ()

    def rule(self, code: str) -> CheckRule:
        """Return a rule by its code, or raise Invalid on `rule`."""
        for each in self.rules:
            if each.code == code:
                return each
        raise Invalid(fields={"rule": "unknown-rule"})


STREET: Final = frozenset({OrganisationKind.STREET})
COMMUNITY: Final = frozenset({OrganisationKind.COMMUNITY})
SECTION: Final = frozenset({OrganisationKind.SECTION})
LEADERS: Final = frozenset({Role.SUPERVISOR})

USUAL_CHECKS: Final = CheckPolicy(
    rules=(
        CheckRule(
            code="head-of-cadres",
            title="主要领导抽查区管干部",
            places=STREET,
            checkers=Meant(units=STREET, roles=LEADERS),
            checked=Meant(units=STREET, duties=frozenset({DutyKind.LEADER})),
            period=PeriodKind.QUARTER,
            sample=5,
            basis="C-15，份数 [M]",
        ),
        CheckRule(
            code="leader-of-sections",
            title="季末分管领导抽查科室",
            places=STREET,
            checkers=Meant(units=STREET, duties=frozenset({DutyKind.LEADER})),
            checked=Meant(units=SECTION),
            period=PeriodKind.QUARTER,
            sample=5,
            basis="C-15，份数 [M]",
        ),
        CheckRule(
            code="community-of-workers",
            title="社区主要领导核实社工走访",
            places=COMMUNITY,
            checkers=Meant(units=COMMUNITY, roles=LEADERS),
            checked=Meant(units=COMMUNITY, duties=frozenset({DutyKind.SOCIAL_WORKER})),
            period=PeriodKind.QUARTER,
            sample=5,
            percent=10,
            apart=False,
            basis="C-15，份数 [M]",
        ),
        CheckRule(
            code="section-of-workers",
            title="社会事务科抽查社工走访",
            places=COMMUNITY,
            checkers=Meant(units=SECTION),
            checked=Meant(units=COMMUNITY, duties=frozenset({DutyKind.SOCIAL_WORKER})),
            period=PeriodKind.QUARTER,
            sample=5,
            basis="C-15，份数 [M]",
        ),
    )
)
"""No statute sets them: the four checks that the row names."""
