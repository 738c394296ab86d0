"""Whose a device's drafts are: a mark that tells nobody who it is."""

from typing import Final

from flask import Response

from minqing_chassis.sealing import Sealer

FIELD: Final = "mq-field"
"""Scripts read it: whose visits may be shown while nobody can be asked."""
DAYS: Final = 3 * 24 * 3600
"""A long weekend without a signal; then the person signs in again first."""


def owner_of(sealer: Sealer, staff_id: str) -> str:
    """Return the mark of somebody: the same on every device, and no name."""
    return sealer.blind_index(staff_id, "portal.field")[:32]


def mark(response: Response, owner: str, *, secure: bool) -> Response:
    """Let this browser show the person's own visits until they sign out."""
    response.set_cookie(FIELD, owner, max_age=DAYS, secure=secure, samesite="Lax")
    return response
