"""Who is competent: rules as data, and the one that decides.

The most specific rule wins: the higher priority, then the longer division prefix, then
the longer category pattern (a whole code before a prefix), then the lower rule code.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Self

from routing.domain.accused import kept_out, nearest_outside
from routing.domain.organisation import Organisation, OrganisationTree
from routing.domain.rule import NAMED, Matter, Rule

LEADS = "联办件，由受理时确定的主办单位办理"
BOUNCES = "bounces-back"
"""Why a matter that was sent up waits for a person: the rules point down again."""
AVOIDED = "；涉及被检举控告单位，由其上级办理（条例第30条）"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who answers, by which rule, why, and how many days from acceptance it has.

    `days_by` is the rule whose days they are; empty: the house's.
    """

    organisation_id: str
    rule: str
    why: str
    within: timedelta
    days_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """Nobody is competent; `reason` is a stable word."""

    reason: str


class Rulebook:
    """All rules, found by place; it never changes, a newer one takes its place."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._by_place: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            self._by_place[rule.division_prefix].append(rule)
        self.candidates = lru_cache(maxsize=4096)(self._candidates)

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
    barred: frozenset[str] = frozenset()
    """Units that answer for nothing here: whoever sent it up."""

    def barring(self, units: Iterable[str]) -> Self:
        """Return the directory in which these units answer for nothing."""
        return replace(self, barred=frozenset(units))

    def with_unit(self, unit: Organisation) -> Self:
        """Return the directory in which a unit is as told."""
        return replace(self, units=self.units.with_unit(unit))

    def decide(
        self, matter: Matter, *, at: datetime, lead_id: str | None = None
    ) -> Decision | Undecided:
        """Say who answers for a matter at that moment: its lead, if it has one (B-03).

        A lead that does not serve decides nothing; the days are the rule's. In an
        accused lead's place its nearest superior outside answers (条例第30条).
        """
        found = self._by_the_rules(matter, at=at)
        if lead_id is None or not self.units.is_active(lead_id):
            return found
        out = kept_out(matter.accused, self.units)
        unit = nearest_outside(lead_id, out, self.units)
        if unit is None:
            return found
        within = found.within if isinstance(found, Decision) else self.within
        avoided = "" if unit == lead_id else AVOIDED
        return Decision(
            organisation_id=unit,
            rule=NAMED,
            why=LEADS + avoided,
            within=within,
            days_by=found.days_by if isinstance(found, Decision) else "",
        )

    def _by_the_rules(self, matter: Matter, *, at: datetime) -> Decision | Undecided:
        """Say who answers by the rules alone.

        A rule whose unit is unknown or no longer serves is passed over. Where no rule
        speaks, the unit that the petition names answers, if it serves here. In place of
        a unit that the petition accuses its nearest superior outside answers
        (条例第30条).
        """
        reason, out = "no-rule", kept_out(matter.accused, self.units)
        for rule in self.rules.candidates(matter.category, matter.division_code):
            if not rule.is_in_force(at):
                continue
            if not self.units.is_active(rule.organisation_id):
                reason = "unit-not-active"
                continue
            if rule.organisation_id in self.barred:
                reason = BOUNCES
                continue
            unit = nearest_outside(rule.organisation_id, out, self.units)
            if unit is not None:
                return _by_rule(rule, unit)
            reason = "accused"
        named = self._named(matter, out)
        return self._as_named(named) if named else Undecided(reason=reason)

    def _named(self, matter: Matter, out: frozenset[str]) -> str | None:
        named = matter.organisation_id
        if named is None or not self.units.is_active(named) or named in self.barred:
            return None
        return nearest_outside(named, out, self.units)

    def _as_named(self, organisation_id: str) -> Decision:
        return Decision(
            organisation_id=organisation_id,
            rule=NAMED,
            why="没有适用的规则，由来件指明的单位办理",
            within=self.within,
        )


def _by_rule(rule: Rule, unit: str) -> Decision:
    avoided = "" if unit == rule.organisation_id else AVOIDED
    return Decision(
        organisation_id=unit,
        rule=rule.code,
        why=rule.in_words() + avoided,
        within=timedelta(days=rule.handle_within_days),
        days_by=rule.code,
    )
