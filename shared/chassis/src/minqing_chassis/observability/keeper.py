"""Keeps the gauges fresh while a nameko service runs."""

from collections.abc import Callable

from nameko.extensions import DependencyProvider

from minqing_chassis.observability.gauges import GaugeRefresher


class GaugeKeeper(DependencyProvider):
    """Starts `find()`, the service's refresher, with the container and stops it."""

    def __init__(self, find: Callable[[], GaugeRefresher]) -> None:
        self._find = find
        self._refresher: GaugeRefresher | None = None

    def start(self) -> None:
        """Begin to refresh."""
        self._refresher = self._find()
        self._refresher.start()

    def stop(self) -> None:
        """Finish the round at hand and end."""
        if self._refresher is not None:
            self._refresher.stop()
