"""How a grid was cut (划分), each time: from which day on, by whom, and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate

from minqing_kernel.errors import Invalid
from registry.domain.profiles import GridProfile
from registry.domain.values import ADDRESS_LENGTH, checked_text


@dataclass(frozen=True, kw_only=True)
class GridCut:
    """A grid as it is from a day on.

    `premises_ids` is None where nothing was said of what it covers: as before. `reason`
    is empty where nobody gave one, as in files that were loaded.
    """

    grid_id: str
    revision: int
    since: date
    at: datetime
    by: str
    profile: GridProfile
    premises_ids: tuple[str, ...] | None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.reason:
            said = checked_text(self.reason, "reason", ADDRESS_LENGTH)
            object.__setattr__(self, "reason", said)

    def after(self, before: "GridCut") -> "GridCut":
        """Return the same with what it covers, where it said nothing of that."""
        if self.premises_ids is not None:
            return self
        return replace(self, premises_ids=before.premises_ids)


def whole_cuts(cuts: list[GridCut]) -> list[GridCut]:
    """Return one grid's cuts, oldest first, each with all that it covers."""
    return list(accumulate(cuts, lambda before, now: now.after(before)))


def check_follows(since: date, latest: date | None) -> None:
    """Refuse a cut that would begin before the newest one; raises Invalid."""
    if latest is not None and since < latest:
        raise Invalid(fields={"since": "before-newest"})
