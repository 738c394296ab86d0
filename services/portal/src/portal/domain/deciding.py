"""The queue of a head: what waits for a yes or a no, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

KINDS: Final = ("extension", "return", "objection", "publication")
"""More time, 退单, 不满意件 that may be closed, 晒账: what is owed soonest first."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing to decide; `ident` is a receipt, or the id of an objection or draft."""

    kind: str
    ident: str
    due: datetime | None = None

    @property
    def key(self) -> str:
        """What names it in an address: it tells nothing of anybody."""
        return f"{self.kind}:{self.ident}"


@dataclass(frozen=True)
class Waits:
    """How many wait of each kind; None of a kind whose owner does not answer now."""

    counts: Mapping[str, int | None]

    @property
    def total(self) -> int:
        """How many wait, as far as the owners told."""
        return sum(n for n in self.counts.values() if n)

    @property
    def away(self) -> list[str]:
        """The kinds of which nothing can be told now."""
        return [kind for kind, n in self.counts.items() if n is None]


@dataclass(frozen=True)
class Queue:
    """What waits by kind; None of a kind whose owner does not answer now."""

    told: Mapping[str, Sequence[Waiting] | None]

    @property
    def waits(self) -> Waits:
        """How many wait of each kind."""
        return Waits(
            {
                kind: None if found is None else len(found)
                for kind, found in self.told.items()
            }
        )

    def of(self, kind: str = "") -> list[Waiting]:
        """Return what waits, of one kind or of all, each kind what is due first first.

        What has no date comes after what has one.
        """
        kinds = [kind] if kind else list(KINDS)
        return [each for name in kinds for each in _in_order(self.told.get(name))]

    def at(self, key: str, kind: str = "") -> Waiting | None:
        """Return what is named so; else the first, if anything waits."""
        found = self.of(kind)
        named = [each for each in found if each.key == key]
        return next(iter([*named, *found]), None)

    def after(self, item: Waiting, kind: str = "") -> Waiting | None:
        """Return what comes next, from the end the first again; None for no other."""
        found = self.of(kind)
        place = found.index(item)
        rest = [*found[place + 1 :], *found[:place]]
        return rest[0] if rest else None

    def place(self, item: Waiting, kind: str = "") -> int:
        """Return the how manieth it is, from 1."""
        return self.of(kind).index(item) + 1


def _in_order(found: Sequence[Waiting] | None) -> list[Waiting]:
    dated = [(each.due, each) for each in found or () if each.due is not None]
    undated = [each for each in found or () if each.due is None]
    return [each for _, each in sorted(dated, key=lambda pair: pair[0])] + undated
