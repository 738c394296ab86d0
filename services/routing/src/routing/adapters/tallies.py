"""How many cases each list of a desk holds: counted as far as people read, no further.

One statement for all lists. Each is walked along the index that its worklist uses, and
never beyond `most` rows of it, so that a number costs the same in the tenth year.
"""

from collections.abc import Mapping

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.adapters.worklist import conditions_of, rows_of
from routing.application.views import Wanted

SO_FAR = " limit :most"


def tally_of(lists: Mapping[str, Wanted]) -> tuple[str, dict[str, object]]:
    """Return the statement, which also takes `now` and `most`, and its values."""
    counts: list[str] = []
    values: dict[str, object] = {}
    for name, wanted in lists.items():
        held = conditions_of(wanted, mark=f"_{name}")
        rows = rows_of(wanted, held, "1", SO_FAR)
        counts.append(f'(select count(*) from ({rows}) as so_far) as "{name}"')
        values |= held.values
    return f"select {', '.join(counts)}", values


class SqlTallies:
    """Counts outside any unit of work; `clock` says what is late."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def count(self, lists: Mapping[str, Wanted], most: int) -> dict[str, int]:
        """Return how many each list holds; `most` where there are so many or more.

        The lists must be of the same units, for the same asker.
        """
        sql, values = tally_of(lists)
        now = self._clock.now()
        [row] = self._database.rows(sql, now=now, most=most, **values)
        return {str(name): int(n) for name, n in row.items()}
