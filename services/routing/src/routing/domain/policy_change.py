"""A term as somebody would have it from a day on, and whom it would concern."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from minqing_kernel.working_time import CHINA, Due, Span
from routing.domain.errors import (
    ChangeNotAhead,
    ChangeNotLast,
    NothingChanges,
    TermTooLong,
)
from routing.domain.policy import RoutingPolicy, Term, TermKind, exceeds_statute

DueOf = Callable[[datetime, Span], Due]


@dataclass(frozen=True, kw_only=True)
class Running:
    """How many open cases accepted on one day have a clock by the term that changes."""

    accepted_on: date
    cases: int


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change would do, and would not.

    `running` cases have a clock by the present term, and keep its date; `earlier` and
    `later` are what new ones like them would have: of those, by their own day. Of other
    clocks than for handling that is not known. `exact`: they all have it by that term;
    else at most so many, for others of the same source are among them.
    """

    running: int
    exact: bool
    earlier: int | None
    later: int | None


def require_ahead(valid_from: date, today: date, begun: Iterable[date]) -> None:
    """Refuse what would reach back, or begin before an edition that is written.

    Raises ChangeNotAhead or ChangeNotLast: a rule never reaches back, and an edition
    holds whole, so that what is added between two would be lost at the second.
    """
    if valid_from <= today:
        raise ChangeNotAhead(fields={"valid_from": "out-of-range"})
    if any(day >= valid_from for day in begun):
        raise ChangeNotLast(fields={"valid_from": "out-of-range"})


def present_term(policy: RoutingPolicy, new: Term) -> Term | None:
    """Return the term that holds where a new one would; None: no such clock.

    Raises NothingChanges for the same, TermTooLong for one beyond the statute.
    """
    found = policy.term(new.kind, new.when)
    if found == new:
        raise NothingChanges
    if exceeds_statute(new) is not None:
        raise TermTooLong(fields={"amount": "out-of-range"})
    return found


def is_exact(policy: RoutingPolicy, old: Term | None, new: Term) -> bool:
    """Say whether just those have a clock from a term's source whom a new one meets."""
    if old is None:
        return True
    alike = [t for t in policy.terms if (t.kind, t.basis) == (old.kind, old.basis)]
    return old.when == new.when and all(each.when == old.when for each in alike)


def effect_of(
    old: Term | None,
    new: Term,
    running: Iterable[Running],
    due: DueOf,
    *,
    exact: bool = True,
) -> Effect:
    """Return whom the change concerns, day by day of acceptance."""
    days = list(running)
    total = sum(each.cases for each in days)
    if old is None or new.kind is not TermKind.HANDLING:
        return Effect(running=total, exact=exact, earlier=None, later=None)
    earlier = later = 0
    for each in days:
        noon = datetime.combine(each.accepted_on, time(12), CHINA)
        was, will = due(noon, old.span).at, due(noon, new.span).at
        earlier += each.cases if will < was else 0
        later += each.cases if will > was else 0
    return Effect(running=total, exact=exact, earlier=earlier, later=later)
