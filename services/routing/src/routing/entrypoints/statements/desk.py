"""What differs between neighbours: for who speaks for the agency, and operators."""

from minqing_chassis.http.route import Reply, Request
from routing.bootstrap import Parts
from routing.entrypoints.handovers.letters import ensure_governs
from routing.entrypoints.scope import line_of


class DifferencesDesk:
    """What people ask of differences."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_differences(self, request: Request) -> Reply:
        """Answer with a page of what differs, or differed."""
        ensure_governs(request, self._parts)
        query = request.query
        found = self._parts.differences.some(
            query["state"],
            query["agency"],
            line=self._line(request),
            after=query.get("after"),
            limit=query["limit"],
        )
        return Reply(found)

    def settle_difference(self, request: Request) -> Reply:
        """Note what was found by a person."""
        ensure_governs(request, self._parts)
        self._parts.differences.settle(
            request.params["difference"],
            request.body["reason"],
            request.actor,
            line=self._line(request),
        )
        return Reply(status=204)

    def _line(self, request: Request) -> frozenset[str] | None:
        return line_of(request.actor, self._parts.directories.current().units)
