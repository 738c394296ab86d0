"""The routing section of a policy file (minqing_chassis.policies), strictly read."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from minqing_chassis.policies import PolicyBook, read_policies
from routing.adapters.policy_shapes import RoutingSchema, reminder_of, term_of
from routing.domain.policy import (
    STATUTE,
    Exclusion,
    Gathering,
    RoutingPolicy,
    Term,
    TermKind,
)
from routing.domain.rule import ANYTHING


def load_policies(path: Path | None = None) -> PolicyBook[RoutingPolicy]:
    """Return the place's rules of routing; without a file the statute's.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    return read_policies(path, "routing", RoutingSchema(), _policy, STATUTE)


def describe(policy: RoutingPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, a term with its basis."""
    yield f"policy: {policy.code}"
    for term in _holding(policy):
        when = " ".join(f"{name}={said}" for name, said in term.when.asked.items())
        rolls = " (rolls to a working day)" if term.span.rolls else ""
        of = f"term {term.kind} {when}".rstrip()
        yield f"{of}: {term.span.amount} {term.span.unit}{rolls} — {term.basis}"
    yield f"escalation: after {policy.grace.days} days, then every {policy.step.days}"
    yield f"levels: {' → '.join(policy.levels)}"
    for severity, level in policy.lowest_level.items():
        yield f"lowest level for {severity}: {level}"
    for each in policy.reminders:
        side = "after" if each.after else "before"
        yield f"reminder: {each.span.amount} {each.span.unit} {side} {each.kind}"
    for name in (
        "returns_need_approval",
        "extensions",
        "legacy_review_months",
        "no_news_days",
        "first_receiver_supervises",
        "urgent_tells_leader_at_once",
        "upward_needs_approval",
        "completion_photo",
    ):
        yield f"{name}: {getattr(policy, name)}"
    yield from _of_rooms(policy)
    yield f"excluded from rates: {', '.join(sorted(policy.excluded)) or 'nothing'}"


def _of_rooms(policy: RoutingPolicy) -> Iterator[str]:
    for kind, units in policy.hazards.items():
        yield f"hazard {kind}: {', '.join(units)}"
    gathered = policy.gathered
    within = f" within {gathered.within_days} days" if gathered.within_days else ""
    of = "" if gathered.category == ANYTHING else f" of {gathered.category}"
    yield f"gathered: {gathered.count} cases{of}{within}"


def _holding(policy: RoutingPolicy) -> list[Term]:
    """Return the terms that some case can have, by what they are for."""
    order = list(TermKind)
    held = [term for term in policy.terms if policy.term(term.kind, term.when) is term]
    return sorted(held, key=lambda term: order.index(term.kind))


def _policy(code: str, said: Mapping[str, Any]) -> RoutingPolicy:
    rules: dict[str, Any] = dict(said) | {"code": code}
    own = tuple(term_of(each) for each in said.get("terms", ()))
    rules["terms"] = STATUTE.terms + own
    escalation = rules.pop("escalation", {})
    for name in ("grace", "step"):
        if f"{name}_days" in escalation:
            rules[name] = timedelta(days=escalation[f"{name}_days"])
    rules["reminders"] = tuple(reminder_of(each) for each in said.get("reminders", ()))
    rules["levels"] = tuple(said.get("levels", STATUTE.levels))
    rules["lowest_level"] = MappingProxyType(dict(said.get("lowest_level", {})))
    excluded = (Exclusion(each) for each in said.get("excluded", ()))
    rules["excluded"] = frozenset(excluded)
    desks = {kind: tuple(units) for kind, units in said.get("hazards", {}).items()}
    rules["hazards"] = MappingProxyType(desks)
    rules["gathered"] = Gathering(**said.get("gathered", {}))
    return RoutingPolicy(**rules)
