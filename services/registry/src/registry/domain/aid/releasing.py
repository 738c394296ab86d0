"""Sums for everybody grow in steps, so that no two of them tell one household.

Whoever asks again after one more household was paid could tell its amount from the
difference. So a sum changes in public only once what was decided since concerns as many
households as the smallest group that may be told.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DecidedLine:
    """A line of the ledger that counts, or takes one back; when it was decided."""

    household_id: UUID
    cents: int
    decided_at: datetime


@dataclass(frozen=True, kw_only=True)
class Released:
    """How many households got something, and how much in all."""

    households: int
    cents: int


def released(lines: Iterable[DecidedLine], smallest: int) -> Released | None:
    """Return the last sum that may be told; None while there is none."""
    paid: defaultdict[UUID, int] = defaultdict(int)
    changed: set[UUID] = set()
    told = Released(households=0, cents=0)
    ordered = sorted(lines, key=lambda each: each.decided_at)
    for _, batch in groupby(ordered, key=lambda each: each.decided_at):
        for line in batch:
            paid[line.household_id] += line.cents
            changed.add(line.household_id)
        if len(changed) >= smallest:
            told = _sum(paid.values())
            changed.clear()
    return told if told.households >= smallest else None


def _sum(amounts: Iterable[int]) -> Released:
    left = [each for each in amounts if each]
    return Released(households=len(left), cents=sum(left))
