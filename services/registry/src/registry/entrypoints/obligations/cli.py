"""Operator commands: `cli obligations check|standing`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from minqing_kernel.working_time import end_of
from registry.adapters.obligations.policies import say_obligation
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked, standings
from registry.application.obligations.views import standing_view
from registry.bootstrap import Parts
from registry.domain.obligations.rules import Rule, Source
from registry.domain.values import civil_day

PartsOf = Callable[[], Parts]


def add_obligations(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    """Add the subparsers."""
    parser = commands.add_parser("obligations", help="what is owed, and by whom")
    acts = parser.add_subparsers(required=True, metavar="check|standing")
    check = acts.add_parser("check", help="every rule in force; what it cannot count")
    check.set_defaults(run=lambda _: _check(parts()))
    standing = acts.add_parser("standing", help="who stands where, the worst first")
    standing.add_argument("organisation", help="of its units and all below it")
    standing.add_argument("--on", type=date.fromisoformat, help="as of a day")
    standing.add_argument("--rule", help="of one rule alone")
    standing.set_defaults(run=lambda told: _standing(told, parts()))


def _check(parts: Parts) -> None:
    """Say every rule; end with 1 where one counts visits of a kind that is none."""
    today = civil_day(parts.clock.now())
    wrong = 0
    for rule in parts.judge.policy_at(today).on(today):
        sys.stdout.write(say_obligation(rule) + "\n")
        for kind in _unknown_kinds(parts, rule, today):
            wrong += 1
            sys.stdout.write(f"{rule.code}: there is no kind of visits {kind}\n")
    sys.exit(1 if wrong else 0)


def _unknown_kinds(parts: Parts, rule: Rule, day: date) -> Iterator[str]:
    if rule.counts.source is Source.VISITS:
        moment = end_of(day)
        known = {each.code for each in parts.rules.visits_at(moment).kinds}
        yield from sorted(rule.counts.kinds - known)


def _standing(arguments: argparse.Namespace, parts: Parts) -> None:
    today = civil_day(parts.clock.now())
    asked = Asked(on=arguments.on or today, today=today, rule=arguments.rule)
    for each in standings(parts.judge, Scope(place=arguments.organisation), asked):
        told = standing_view(each)
        sys.stdout.write(
            f"{told.state:8} {told.done}/{told.required} {told.percent}%"
            f" {told.rule} {told.bearer_id} due {told.due}"
            f" shortfall {told.shortfall}\n"
        )
