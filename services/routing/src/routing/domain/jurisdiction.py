"""Who is competent: rules as data, and the one that decides.

The most specific rule wins: the higher priority, then the longer division prefix, then
the longer category pattern (a whole code before a prefix), then the lower rule code.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Self

from minqing_kernel.aggregate import Aggregate
from routing.domain.events import RuleSet
from routing.domain.organisation import OrganisationTree

ANYTHING = "*"
NAMED = "named"
BY_HAND = "by-hand"


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a petition is about and where, and the unit that it names, if any."""

    category: str
    division_code: str
    organisation_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of competence.

    `category` is `*`, a code, or a beginning of codes ending in `*`; `division_prefix`
    is the beginning of a division code, empty for everywhere; `valid_to` is excluded.
    """

    code: str
    category: str
    division_prefix: str
    organisation_id: str
    handle_within_days: int = 60
    priority: int = 0
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    note: str = ""

    def covers(self, category: str) -> bool:
        """Say whether the rule speaks of that category."""
        if self.category.endswith(ANYTHING):
            return category.startswith(self.category[:-1])
        return category == self.category

    def is_in_force(self, at: datetime) -> bool:
        """Say whether the rule holds at that moment."""
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_to is None or at < self.valid_to)

    def rank(self) -> tuple[int, int, int, bool, str]:
        """Return the sort key: the lowest is the most specific."""
        pattern = self.category.rstrip(ANYTHING)
        begins = self.category != pattern
        return (
            -self.priority,
            -len(self.division_prefix),
            -len(pattern),
            begins,
            self.code,
        )

    def in_words(self) -> str:
        """Say in words why the rule decides."""
        kind = "所有类别" if self.category == ANYTHING else f"类别 {self.category}"
        place = f"区划 {self.division_prefix}" if self.division_prefix else "所有地点"
        return f"规则 {self.code}：{kind}、{place}" + (self.note and f"（{self.note}）")


@dataclass(eq=False, kw_only=True)
class RuleEntry(Aggregate):
    """A rule as it is kept: its present wording, and how many there were."""

    code: str
    rule: Rule | None = None
    revision: int = 0

    def set(self, rule: Rule, *, at: datetime) -> bool:
        """Let it read thus from now on; the same wording again changes nothing."""
        if rule == self.rule:
            return False
        self.rule, self.revision = rule, self.revision + 1
        self.record(
            RuleSet(
                code=self.code,
                revision=self.revision,
                organisation_id=rule.organisation_id,
                at=at,
            )
        )
        return True


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who answers, by which rule, why, and how many days from acceptance it has."""

    organisation_id: str
    rule: str
    why: str
    within: timedelta


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """Nobody is competent; `reason` is a stable word."""

    reason: str


class Rulebook:
    """All rules, found by place; it never changes, a newer one is made from it."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = {rule.code: rule for rule in rules}
        self._by_place: dict[str, list[Rule]] = defaultdict(list)
        for rule in self._rules.values():
            self._by_place[rule.division_prefix].append(rule)
        self.candidates = lru_cache(maxsize=4096)(self._candidates)

    def with_rule(self, rule: Rule) -> Self:
        """Return the book in which `rule` reads thus."""
        return type(self)((self._rules | {rule.code: rule}).values())

    def _candidates(self, category: str, division_code: str) -> tuple[Rule, ...]:
        """Return the rules that speak of a matter, the most specific first."""
        places = (division_code[:end] for end in range(len(division_code) + 1))
        found = (
            rule
            for place in places
            for rule in self._by_place.get(place, ())
            if rule.covers(category)
        )
        return tuple(sorted(found, key=Rule.rank))


@dataclass(frozen=True, kw_only=True)
class Directory:
    """All that decides competence; `edition` counts its changes."""

    edition: int
    units: OrganisationTree
    rules: Rulebook
    within: timedelta = timedelta(days=60)

    def decide(self, matter: Matter, *, at: datetime) -> Decision | Undecided:
        """Say who answers for a matter at that moment.

        A rule whose unit is unknown or no longer serves is passed over. Where no rule
        speaks, the unit that the petition names answers, if it serves here.
        """
        rules = [
            rule
            for rule in self.rules.candidates(matter.category, matter.division_code)
            if rule.is_in_force(at)
        ]
        for rule in rules:
            if self.units.is_active(rule.organisation_id):
                return _by_rule(rule)
        if matter.organisation_id and self.units.is_active(matter.organisation_id):
            return self._as_named(matter.organisation_id)
        return Undecided(reason="unit-not-active" if rules else "no-rule")

    def _as_named(self, organisation_id: str) -> Decision:
        return Decision(
            organisation_id=organisation_id,
            rule=NAMED,
            why="没有适用的规则，由来件指明的单位办理",
            within=self.within,
        )


def _by_rule(rule: Rule) -> Decision:
    return Decision(
        organisation_id=rule.organisation_id,
        rule=rule.code,
        why=rule.in_words(),
        within=timedelta(days=rule.handle_within_days),
    )
