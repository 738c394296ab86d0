"""Who went where (C-17): times (人次) and units (单位数) are two numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class UnitVisited:
    """An organisation that was gone to, or whose people, firms or places were."""

    organisation_id: str
    kind: str
    name: str
    times: int
    visits: int


@dataclass(frozen=True, kw_only=True)
class Tours:
    """Who went where: `times` (人次) is no number of units (单位数), which count once.

    A visit of two units counts in each of them, and once in `times`.
    """

    organisation_id: str
    since: date
    until: date
    times: int
    visits: int
    items: Sequence[UnitVisited]

    @property
    def units(self) -> Mapping[str, int]:
        """Return how many units of each kind were gone to, each once."""
        return Counter(each.kind for each in self.items)
