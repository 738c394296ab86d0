"""What operations see of the portal."""

from minqing_chassis.observability.metrics import Metrics
from portal.adapters.lag import ProjectionLag
from portal.adapters.machine import BACKUP, CERTIFICATE, DISK, Machine
from portal.adapters.repositories import KeptReader


class PortalProbe:
    """Asks how far behind the pages are, what waits for intake, how the machine is."""

    def __init__(
        self, metrics: Metrics, kept: KeptReader, lag: ProjectionLag, machine: Machine
    ) -> None:
        self._machine = machine
        self._of_machine = {
            DISK: metrics.gauge(DISK, "Room that is left on the disk, in per cent"),
            BACKUP: metrics.gauge(BACKUP, "Age of the last backup; +Inf: none known"),
            CERTIFICATE: metrics.gauge(
                CERTIFICATE, "Days until a certificate ends", ["file"]
            ),
        }
        self._kept = kept
        self._look = lag.look
        self._lag = metrics.gauge(
            "portal_projection_lag_seconds", "How far the read model is behind"
        )
        self._waiting = metrics.gauge(
            "portal_kept_matters", "Matters that wait for intake"
        )
        self._oldest = metrics.gauge(
            "portal_kept_oldest_seconds", "Age of the oldest matter that waits"
        )

    def __call__(self) -> None:
        """Refresh the gauges."""
        self._lag.set(self._look())
        waiting, oldest = self._kept.waiting()
        self._waiting.set(waiting)
        self._oldest.set(oldest)
        for each in self._machine.look():
            labels = (each.about,) if each.about else ()
            self._of_machine[each.series].set(each.number, *labels)
