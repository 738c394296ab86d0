"""What operations sees of the register itself."""

from minqing_chassis.database import Database
from minqing_chassis.observability.metrics import Metrics

ORGANISATIONS = """
select kind, count(*) as number from organisations where active group by kind
"""
RESIDENTS = "select state, count(*) as number from residents group by state"
HEADLESS = """
select count(*) as number from grids g
where g.active and not exists (
    select from duties d
    where d.duty = 'grid-head' and d.scope_id = g.grid_id and d.until is null
)
"""


class RegisterProbe:
    """Fills registry's own series."""

    def __init__(self, metrics: Metrics, database: Database) -> None:
        self._rows = database.rows
        self._organisations = metrics.gauge(
            "registry_organisations", "Active organisations by kind", ("kind",)
        )
        self._residents = metrics.gauge(
            "registry_residents", "Residents on file by state", ("state",)
        )
        self._headless = metrics.gauge(
            "registry_grids_without_head", "Active grids without a present head"
        )

    def __call__(self) -> None:
        """Ask once."""
        self._organisations.replace(
            ((row["kind"],), row["number"]) for row in self._rows(ORGANISATIONS)
        )
        self._residents.replace(
            ((row["state"],), row["number"]) for row in self._rows(RESIDENTS)
        )
        self._headless.set(self._rows(HEADLESS)[0]["number"])
