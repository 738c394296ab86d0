"""The operations on indicators (D-27)."""

from minqing_chassis.http.route import Reply, Request
from registry.application.authority import known_lineage, must_see_place
from registry.application.steering.commands import RecordIndicator, RecordValue
from registry.application.steering.views import indicator_view
from registry.bootstrap import Parts
from registry.domain.steering.indicator import IndicatorProfile, measured
from registry.domain.values import civil_day


class IndicatorDoor:
    """Decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_indicator(self, request: Request) -> Reply:
        """Say what an indicator is."""
        command = RecordIndicator(
            actor=request.actor,
            indicator_id=request.params["indicator_id"],
            profile=IndicatorProfile(**request.body),
        )
        found = self._parts.bus.handle(command, request.cause)
        return Reply(indicator_view(found, civil_day(self._parts.clock.now())))

    def add_value(self, request: Request) -> Reply:
        """Say what was measured."""
        command = RecordValue(
            actor=request.actor,
            indicator_id=request.params["indicator_id"],
            measured=measured(**request.body),
        )
        found = self._parts.bus.handle(command, request.cause)
        return Reply(indicator_view(found, civil_day(self._parts.clock.now())))

    def list_indicators(self, request: Request) -> Reply:
        """Show how every indicator of a place and below stands on a day."""
        place = request.query["organisation"]
        known_lineage(self._parts.reader, place, "organisation")
        must_see_place(request.actor, self._parts.reader, place)
        on = request.query["on"] or civil_day(self._parts.clock.now())
        found = self._parts.oversight.steering.indicators(place)
        return Reply({"on": on, "items": [indicator_view(each, on) for each in found]})
