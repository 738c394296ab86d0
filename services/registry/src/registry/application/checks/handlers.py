"""Spot checks: drawn once a rule, place and period; recorded by another hand (C-15)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import known_lineage
from registry.application.checks.commands import DrawChecks, RecordFinding
from registry.application.checks.ports import ChecksWork
from registry.application.rules import Rules
from registry.domain.authority import check_govern
from registry.domain.checks.check import Check, check_id, frozen
from registry.domain.checks.draw import CheckDraw, draw
from registry.domain.checks.errors import NotAChecker
from registry.domain.checks.lots import checker_of
from registry.domain.checks.rules import CheckRule
from registry.domain.errors import Taken
from registry.domain.periods import Period, period_from
from registry.domain.values import civil_day

MOST_VISITS = 50_000
"""Of more nobody could draw the lots again by hand; draw of a smaller place."""


def draw_checks(
    command: DrawChecks, work: ChecksWork, *, clock: Clock, rules: Rules
) -> None:
    """Draw lots of a period that is over; the same draw again changes nothing.

    Raises DrawnAlready (the database decides), OutOfReach, Invalid.
    """
    known = work.draws.find(command.draw_id)
    if known is not None:
        if known.asked != command.asked:
            raise Taken
        return
    now, asked = clock.now(), command.asked
    rule = rules.checks_at(now).rule(asked.rule)
    able = _able(rule, asked.organisation_id, work, civil_day(now))
    if command.actor.id not in able:
        check_govern(command.actor, work.organisations.lineage(asked.organisation_id))
    period = period_from(rule.period, asked.since)
    made = draw(
        command.draw_id,
        asked,
        rule,
        period,
        _population(asked.organisation_id, rule, period, work),
        nonce=command.nonce,
        by=command.actor.id,
        at=now,
    )
    work.draws.add(made)
    checks = _frozen_checks(made, work)
    went = {name for each in checks for name in each.visitors}
    barring = _barring(went, rule, period, work)
    for check in checks:
        barred = _barred(check.visitors, barring)
        check.checker_id = checker_of(made.seed, check.visit_id, sorted(able - barred))
        work.checks.add(check)


def record_finding(
    command: RecordFinding, work: ChecksWork, *, clock: Clock, rules: Rules
) -> None:
    """Record what a check found; raises NotAChecker, CheckedAlready, CheckUnknown."""
    made = work.draws.get(command.draw_id)
    check = work.checks.get(check_id(command.draw_id, command.visit_id))
    rule, now = rules.checks_at(made.drawn_at).rule(made.asked.rule), clock.now()
    able = _able(rule, made.asked.organisation_id, work, civil_day(now))
    named = work.lots.ever_named([check.visit_id])[check.visit_id]
    went = named.union(check.visitors)
    barred = _barred(went, _barring(went, rule, made.period, work))
    _must_be(command.actor, able - barred)
    drawn_on = civil_day(made.drawn_at)
    check.find(command.finding, drawn_on=drawn_on, by=command.actor.id, at=now)


def _must_be(actor: Actor, able: Collection[str]) -> None:
    if actor.id not in able:
        raise NotAChecker


def _able(
    rule: CheckRule, organisation_id: str, work: ChecksWork, day: date
) -> frozenset[str]:
    """Return whom a rule lets check the visits of a place on a day."""
    lineage = known_lineage(work.organisations, organisation_id, "organisation_id")
    if work.lots.kind_of(organisation_id) not in rule.places:
        raise Invalid(fields={"organisation_id": "bad-place"})
    found = work.lots.workers(lineage, day)
    may = [each for each in found if rule.checkers.means(each) and not each.is_bound]
    return frozenset(each.staff_id for each in may)


def _population(
    organisation_id: str, rule: CheckRule, period: Period, work: ChecksWork
) -> Sequence[UUID]:
    found = work.lots.population(organisation_id, rule, period, MOST_VISITS + 1)
    if len(found) > MOST_VISITS:
        raise Invalid(fields={"organisation_id": "too-many-visits"})
    return found


def _frozen_checks(made: CheckDraw, work: ChecksWork) -> list[Check]:
    """Return the checks of a draw: each visit is held while its facts are kept."""
    visits = work.visits.get_many(made.sample)
    named: Mapping[UUID, frozenset[str]] = work.lots.ever_named(made.sample)
    return [
        frozen(made.draw_id, rank, visits[key], sorted(named[key]))
        for rank, key in enumerate(made.sample, 1)
    ]


def _barring(
    went: Collection[str], rule: CheckRule, period: Period, work: ChecksWork
) -> Mapping[str, frozenset[str]]:
    """Return whom each who went bars: themselves, by whatever account of theirs.

    Where the rule asks it also with whom they went in the period, likewise.
    """
    own = work.staff.alike(went)
    if not rule.apart:
        return own
    near = work.lots.companions(frozenset().union(*own.values()), period)
    others = work.staff.alike(frozenset().union(*near.values()))
    return {
        each: mine.union(*(others[key] for account in mine for key in near[account]))
        for each, mine in own.items()
    }


def _barred(
    went: Collection[str], barring: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Return whom those who went bar, together."""
    return frozenset().union(*(barring[each] for each in went))
