"""Shares with both their numbers, rounded by one rule: half to even, one decimal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType
from typing import Final

from notify.domain.errors import ChangeImpossible
from notify.domain.figures.measures import Aside, Measures, Tally, total
from notify.domain.figures.policy import RatesPolicy, Rating

TENTH: Final = Decimal("0.1")
LEAST_CHANGE: Final = Decimal(-100)
"""Nothing can fall by more than all there was (B-38)."""


def percent(n: Decimal | int, of: Decimal | int) -> Decimal | None:
    """Return n of N in per cent with one decimal, half to even; None of nothing."""
    if not of:
        return None
    return (Decimal(n) * 100 / Decimal(of)).quantize(TENTH, ROUND_HALF_EVEN)


def change(this: int, last: int) -> Decimal | None:
    """Return the change against another period in per cent; None where that had none.

    Raises ChangeImpossible for a fall by more than all there was: 80 to 16 is
    -80.0 %, and never -400 %.
    """
    if not last:
        return None
    told = percent(this - last, last)
    return None if told is None else checked_change(told)


def checked_change(told: Decimal) -> Decimal:
    """Return a change that was told, or raise ChangeImpossible."""
    if told < LEAST_CHANGE:
        raise ChangeImpossible(fields={"change": "below-minus-100"})
    return told


@dataclass(frozen=True, kw_only=True)
class Rate:
    """`n` of `of`; `left_out` says why others count in neither, and how many."""

    n: Decimal
    of: int
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent, with one decimal; None where there is nothing."""
        return percent(self.n, self.of)


SHARES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "response": ("contacted_in_time", "dispatched"),
        "completion": ("done", "cases"),
        "punctuality": ("in_time", "done"),
        "return": ("returned", "dispatched"),
        "visit": ("visited", "done"),
        "settlement": ("resolved", "cases"),
    }
)
"""响应率、办结率、按期办结率、退单率、回访率、办成率: which measure of which."""


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """Petitions that the rates leave out: why, by which rule, how many."""

    reason: str
    basis: str
    cases: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All figures of some petitions: `counts` of all, `rates` without `excluded`."""

    counts: Measures
    rates: Mapping[str, Rate]
    excluded: tuple[Excluded, ...]


def figures_of(tally: Tally, policy: RatesPolicy) -> Figures:
    """Return the figures of a tally by the rules of a place."""
    left = {word: n for word, n in tally.items() if word in policy.exclusions}
    whole = total(tally)
    kept = whole
    if left:
        kept = total({word: n for word, n in tally.items() if word not in left})
    return Figures(
        counts=whole,
        rates=_rates(kept, policy),
        excluded=tuple(
            Excluded(
                reason=word, basis=policy.exclusions[Aside(word)], cases=counts.cases
            )
            for word, counts in sorted(left.items())
        ),
    )


def _rates(kept: Measures, policy: RatesPolicy) -> dict[str, Rate]:
    rates = {
        name: Rate(n=Decimal(getattr(kept, n)), of=getattr(kept, of))
        for name, (n, of) in SHARES.items()
    }
    said = kept.solved_yes + kept.solved_no
    rates["solution"] = Rate(
        n=Decimal(kept.solved_yes),
        of=said,
        left_out=_not_zero(unreached=kept.unreached, unclear=kept.visited - said),
    )
    rates["satisfaction"] = _satisfaction(kept, policy)
    return rates


def _satisfaction(kept: Measures, policy: RatesPolicy) -> Rate:
    """Weigh every answer; one that has no weight is left out, and told so."""
    unclear = kept.visited - kept.satisfied - kept.dissatisfied
    said = {
        Rating.SATISFIED: kept.satisfied,
        Rating.UNCLEAR: unclear,
        Rating.DISSATISFIED: kept.dissatisfied,
    }
    weighed = {
        rating: (n, weight)
        for rating, n in said.items()
        if (weight := policy.weights[rating]) is not None
    }
    mute = {each.value: n for each, n in said.items() if each not in weighed}
    return Rate(
        n=sum((n * weight for n, weight in weighed.values()), Decimal(0)),
        of=sum(n for n, _ in weighed.values()),
        left_out=_not_zero(unreached=kept.unreached, **mute),
    )


def _not_zero(**counts: int) -> dict[str, int]:
    return {why: n for why, n in counts.items() if n}
