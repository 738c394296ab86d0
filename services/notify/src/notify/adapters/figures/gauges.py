"""What operations see of the figures."""

from minqing_chassis.database import Database
from minqing_chassis.observability.metrics import Metrics

UNFOLDED = "select count(*) as n from figure_changes"


class FigureProbe:
    """Asks how many changes of facts are not folded into the sums yet."""

    def __init__(self, metrics: Metrics, database: Database) -> None:
        self._database = database
        self._unfolded = metrics.gauge(
            "figure_changes", "Changes of facts that are not in the sums yet"
        )

    def __call__(self) -> None:
        """Refresh the gauge."""
        self._unfolded.set(self._database.rows(UNFOLDED)[0]["n"])
