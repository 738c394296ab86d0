"""Who is behind among 金科苑's captains, as the registry tells it (A-10, A-18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rich.table import Table

from minqing_demo.cast import A_STREET_LEADER
from minqing_demo.places import JINKEYUAN
from minqing_demo.stage import Stage

RULE: Final = "a10-captain-homes"
LAST_DAY: Final = date(2026, 3, 31)
SHOWN: Final = 10
HEADINGS: Final = ("楼栋长 captain", "已走访 done", "应走访 owed", "完成率 %")
MET: Final = "met"


@dataclass(frozen=True, kw_only=True)
class Standings:
    """Where every captain stood on the quarter's last day, the worst first."""

    everybody: Sequence[Mapping[str, Any]]

    @property
    def behind(self) -> Sequence[Mapping[str, Any]]:
        """Those who did not see every home."""
        return [each for each in self.everybody if each["state"] != MET]


def standings(stage: Stage) -> Standings | None:
    """Return where the captains stood; None where the place asks nothing of them."""
    query = {
        "organisation": JINKEYUAN,
        "on": LAST_DAY.isoformat(),
        "rule": RULE,
        "limit": 100,
    }
    path = "/v1/obligations/standings"
    answer = stage.send("registry", "GET", path, by=A_STREET_LEADER, query=query)
    if answer.status != 200 or not answer.body["items"]:
        return None
    return Standings(everybody=answer.body["items"])


def table(told: Standings) -> Table:
    """Return a table of the captains who are furthest behind."""
    shown = Table(
        title="楼栋长一季度走访 (who is behind among the captains)",
        caption=f"{len(told.everybody)} captains; {len(told.behind)} behind",
    )
    for heading in HEADINGS:
        shown.add_column(heading)
    for each in told.behind[:SHOWN]:
        numbers = (str(each["done"]), str(each["required"]), each["percent"])
        shown.add_row(each["name"], *numbers)
    return shown
