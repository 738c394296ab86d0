"""Which case a request means, and whether the caller may see it."""

from uuid import UUID, uuid5

from minqing_chassis.http.route import Request
from minqing_kernel.identity import new_id
from routing.bootstrap import Parts
from routing.domain.authority import may_see
from routing.domain.errors import NotYours
from routing.entrypoints.scope import line_of

NAMESPACE = UUID("5b0b8a0e-7f0c-5c7e-9c55-5a3f3b0d2c11")


def case_shown(parts: Parts, request: Request) -> UUID:
    """Return the petition's id of a case that the caller may see.

    Nobody who serves in an accused unit, or below one, is among them (条例第30条).
    Raises CaseNotFound, NotYours.
    """
    petition_id = parts.reader.find(request.params["case"])
    sheet = parts.reader.sheet(petition_id)
    units = parts.directories.current().units
    accused = not set(sheet.accused).isdisjoint(line_of(request.actor, units))
    if accused or not may_see(request.actor, sheet.organisation_id, units):
        raise NotYours
    return petition_id


def id_for(request: Request, what: str) -> UUID:
    """Return the id of what a request makes: the same for the same key and asker."""
    if request.idempotency_key is None:
        return new_id()
    by = request.actor
    asked = (by.role, by.id, by.organisation_id or "", what, request.idempotency_key)
    return uuid5(NAMESPACE, "\n".join(asked))
