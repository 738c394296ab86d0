"""Who may decide what: locally, or by a superior that is competent (B-39, A-24).

A table says which kinds of units do not decide certain matters themselves. Such a
matter is raised to the nearest superior that may; the local unit keeps the follow-up.
"""

from dataclasses import dataclass
from typing import Self

from routing.domain.dossier import Severity
from routing.domain.organisation import Organisation, OrganisationTree
from routing.domain.policy import RoutingPolicy
from routing.domain.rule import ANYTHING, Matter

LOWEST = frozenset({"grid", "community", "station"})


@dataclass(frozen=True, kw_only=True)
class Limit:
    """Units of these kinds do not decide matters of this category and gravity.

    `category` is `*`, a code, or a beginning of codes ending in `*`.
    """

    code: str
    kinds: frozenset[str]
    severities: frozenset[Severity]
    category: str = ANYTHING

    def bars(self, unit: Organisation, matter: Matter, severity: Severity) -> bool:
        """Say whether that unit has to leave the matter to a superior."""
        covered = (
            matter.category.startswith(self.category[:-1])
            if self.category.endswith(ANYTHING)
            else matter.category == self.category
        )
        return covered and unit.kind in self.kinds and severity in self.severities


GRAVE_GOES_UP = Limit(
    code="grave-goes-up",
    kinds=LOWEST,
    severities=frozenset({Severity.MAJOR, Severity.URGENT}),
)
"""重大事项领导到位: no grid and no community decides a grave matter alone (B-13)."""


@dataclass(frozen=True, kw_only=True)
class Competent:
    """Who decides: the unit itself, or `organisation_id` above it; by which limit."""

    local: bool
    organisation_id: str | None
    rule: str | None


@dataclass(frozen=True, kw_only=True)
class Competence:
    """The table."""

    limits: tuple[Limit, ...] = (GRAVE_GOES_UP,)

    @classmethod
    def under(cls, policy: RoutingPolicy) -> Self:
        """Return the table that a place's policy makes; the usual one if it says none.

        `lowest_level` says of a severity which level decides at least.
        """
        limits = tuple(
            Limit(
                code=f"{policy.code}:{severity}",
                kinds=frozenset(policy.levels[: policy.levels.index(level)]),
                severities=frozenset({Severity(severity)}),
            )
            for severity, level in policy.lowest_level.items()
        )
        return cls(limits=limits) if limits else cls()

    def decide(
        self,
        owner_id: str,
        matter: Matter,
        severity: Severity,
        units: OrganisationTree,
    ) -> Competent:
        """Say whether a unit decides a matter itself, or who above it."""
        owner = units.find(owner_id)
        barred = owner and self._bar(owner, matter, severity)
        if not barred:
            return Competent(local=True, organisation_id=owner_id, rule=None)
        above = self.above(owner_id, matter, severity, units)
        return Competent(local=False, organisation_id=above, rule=barred)

    def above(
        self,
        owner_id: str,
        matter: Matter,
        severity: Severity,
        units: OrganisationTree,
    ) -> str | None:
        """Return the nearest superior that may decide, None where there is none."""
        return next(
            (
                unit.organisation_id
                for unit in units.superiors(owner_id)
                if self._bar(unit, matter, severity) is None
            ),
            None,
        )

    def _bar(
        self, unit: Organisation, matter: Matter, severity: Severity
    ) -> str | None:
        found = (each for each in self.limits if each.bars(unit, matter, severity))
        return next((each.code for each in found), None)
