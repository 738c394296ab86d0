"""Letters that were not obeyed, and what was told of whom: for who governs."""

from minqing_chassis.http.route import Reply, Request
from minqing_kernel.messages import Role
from routing.application.handovers.speaking import ensure_speaker
from routing.bootstrap import Parts
from routing.domain.handover.errors import StandsAlone
from routing.entrypoints.scope import line_of


class LettersDesk:
    """What operators and who speaks for the agency ask of letters."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_letters(self, request: Request) -> Reply:
        """Answer with a page of the quarantine."""
        ensure_governs(request, self._parts)
        query = request.query
        found = self._parts.handovers.quarantine(
            query["state"],
            query["agency"],
            after=query.get("after"),
            limit=query["limit"],
        )
        return Reply(found)

    def list_disclosures(self, request: Request) -> Reply:
        """Answer with a page of what was told of whom."""
        ensure_governs(request, self._parts)
        query, units = request.query, self._parts.directories.current().units
        found = self._parts.handovers.disclosures(
            query["receipt"],
            after=query.get("after"),
            limit=query["limit"],
            line=line_of(request.actor, units),
        )
        return Reply(found)

    def admit_letter(self, request: Request) -> Reply:
        """Look at a letter again, by the directory of today."""
        ensure_governs(request, self._parts)
        if self._parts.agencies is None:
            raise StandsAlone
        letter_id = request.params["letter"]
        self._parts.agencies.desk.admit(letter_id, request.actor)
        return Reply(status=204)

    def dismiss_letter(self, request: Request) -> Reply:
        """Leave a letter for good."""
        ensure_governs(request, self._parts)
        if self._parts.agencies is None:
            raise StandsAlone
        self._parts.agencies.desk.dismiss(
            request.params["letter"], request.body["reason"], request.actor
        )
        return Reply(status=204)


def ensure_governs(request: Request, parts: Parts) -> None:
    """Let operators and who speaks for the agency pass; raise NotYours, Forbidden."""
    if request.actor.role is not Role.OPS:
        units, desks = parts.directories.current().units, parts.settings.agency_desks
        ensure_speaker(request.actor, units, desks)
