"""How many cases each list of a desk holds: counted as far as people read, no further.

One statement for all lists. Each is walked along the index that its worklist uses, and
never beyond `most` rows of it, so that a number costs the same in the tenth year. What
differs by its dates alone is read once, the nearest first.
"""

from collections.abc import Mapping
from dataclasses import replace

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.adapters.worklist import conditions_of, rows_of
from routing.application.views import Wanted

SO_FAR = " limit :most"
NEAREST_SO_FAR = " order by due_at limit 4 * :most"
WITHIN = "count(*) filter (where due_at >= :{0}_from and due_at < :{0}_to)"


def tally_of(
    lists: Mapping[str, Wanted], dated: Mapping[str, Wanted]
) -> tuple[str, dict[str, object]]:
    """Return the statement, which also takes `now` and `most`, and its values.

    Those of `dated` begin and end on days, and are alike in everything else.
    """
    counts: list[str] = []
    values: dict[str, object] = {}
    for name, wanted in lists.items():
        held = conditions_of(wanted, mark=f"_{name}")
        rows = rows_of(wanted, held, "1", SO_FAR)
        counts.append(f'(select count(*) from ({rows}) as so_far) as "{name}"')
        values |= held.values
    days, own = _by_date(dated)
    return f"select {', '.join(counts)}, {days}", values | own


def _by_date(dated: Mapping[str, Wanted]) -> tuple[str, dict[str, object]]:
    widest = replace(
        next(iter(dated.values())),
        due_from=min(each.due_from for each in dated.values() if each.due_from),
        due_to=max(each.due_to for each in dated.values() if each.due_to),
    )
    held = conditions_of(widest, mark="_dated")
    rows = rows_of(widest, held, "due_at", NEAREST_SO_FAR)
    counts = ", ".join(
        f'least(:most, {WITHIN.format(name)}) as "{name}"' for name in dated
    )
    ends = {f"{name}_from": each.due_from for name, each in dated.items()}
    ends |= {f"{name}_to": each.due_to for name, each in dated.items()}
    return f"d.* from (select {counts} from ({rows}) as dated) as d", {
        **held.values,
        **ends,
    }


class SqlTallies:
    """Counts outside any unit of work; `clock` says what is late."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def count(
        self, lists: Mapping[str, Wanted], dated: Mapping[str, Wanted], most: int
    ) -> dict[str, int]:
        """Return how many each list holds; `most` where there are so many or more.

        All must be of the same units, for the same asker.
        """
        sql, values = tally_of(lists, dated)
        now = self._clock.now()
        [row] = self._database.rows(sql, now=now, most=most, **values)
        return {str(name): int(n) for name, n in row.items()}
