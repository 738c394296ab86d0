"""The sums counted anew from the facts: to compare them, or to put them in place."""

from typing import Final

from minqing_chassis.database import Database
from notify.adapters.figures.repository import SPREAD
from notify.adapters.figures.tables import DAYS
from notify.domain.figures.measures import MEASURES

_KEYS = "basis, dimension, grain, start, organisation_id, value, aside"
_NAMES = ", ".join(MEASURES)
_TOTALS = ", ".join(f"sum({name}) as {name}" for name in MEASURES)
_FACTS = "(select 1 as sign, f.* from figure_facts f) as f"

DIFFERENCES: Final = f"""
with kept as (
    select {_KEYS}, {_TOTALS} from (
        {SPREAD.format(source="figure_changes", condition="")}
        union all select {_KEYS}, {_NAMES} from figure_cells
    ) as both_kept group by {_KEYS}
), counted as ({SPREAD.format(source=_FACTS, condition="")})
select count(*) as n from (
    select * from kept where ({_NAMES}) <> ({", ".join("0" for _ in MEASURES)})
    except select * from counted
    union all (select * from counted except
        select * from kept)
) as different
"""

REFILL: Final = f"""
insert into figure_cells ({_KEYS}, {_NAMES})
{SPREAD.format(source=_FACTS, condition="and basis = :basis")}
order by {_KEYS}
"""


class Rebuilding:
    """An operator's check and cure."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def differences(self) -> int:
        """Return how many sums are not what a full recount of the facts gives."""
        return int(self._database.rows(DIFFERENCES)[0]["n"])

    def rebuild(self) -> None:
        """Count every sum anew; who changes facts meanwhile waits.

        Everybody locks the changes before the cells, so that nobody waits in a circle.
        """
        with self._database.engine.begin() as connection:
            connection.exec_driver_sql("lock table figure_facts in share mode")
            connection.exec_driver_sql("truncate figure_changes, figure_cells")
            for basis in DAYS:
                script = REFILL.replace(":basis", f"'{basis}'")
                connection.exec_driver_sql(script)
