"""What operations see of objections: those that wait for somebody."""

from minqing_chassis.database import Database
from minqing_chassis.observability.metrics import Metrics

WAITING = (
    "select state, count(*) as n from objections where state <> 'settled' group by 1"
)


class ObjectionProbe:
    """Asks for what is not settled."""

    def __init__(self, metrics: Metrics, database: Database) -> None:
        self._database = database
        self._objections = metrics.gauge(
            "objections", "Objections that are not settled, by state", ("state",)
        )

    def __call__(self) -> None:
        """Refresh the gauge."""
        rows = self._database.rows(WAITING)
        self._objections.replace(((row["state"],), row["n"]) for row in rows)
