"""Registry's doors to help that is owed: who may have it, who lacks a plan."""

from typing import Any, Final

from marshmallow import fields

from portal.adapters.desk_doors import ROWS, Asker, StaffDoor
from portal.adapters.replies import Reply

UNKNOWN: Final = "unknown"
PURPOSE: Final = "benefit-check"
"""What these lists are read for; registry writes it down for everybody looked at."""


FINDS: Final = 500
"""So many at a time are listed of those who may have a benefit: all, as a rule."""
SEEKING_SECONDS: Final = 15.0
"""Looking for them opens the files of a whole place: people wait for it."""


class NamedReply(Reply):
    """A rule, or a class of households: what it is called, and its basis."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(load_default="")


class NamedsReply(Reply):
    """Those in force."""

    items = fields.List(fields.Nested(NamedReply), required=True)


class ClaimReply(Reply):
    """Somebody who may have a benefit: what decided, masked, and what is not known."""

    resident_id = fields.String(required=True)
    household_id = fields.String(load_default=None, allow_none=True)
    finding = fields.String(required=True)
    facts = fields.Dict(keys=fields.String(), values=fields.Raw(), load_default=dict)
    missing = fields.List(fields.String(), load_default=list)


class _Looked(Reply):
    """How many were looked at, and how many came to what."""

    looked_at = fields.Integer(required=True)
    counts = fields.Dict(
        keys=fields.String(), values=fields.Integer(), load_default=dict
    )
    next = fields.String(load_default=None, allow_none=True)


class ClaimsReply(_Looked):
    """A page of a look at people."""

    items = fields.List(fields.Nested(ClaimReply), required=True)


class HomeReply(Reply):
    """A household without a plan: of which classes it is, and may be."""

    household_id = fields.String(required=True)
    classes = fields.List(fields.String(), load_default=list)
    not_known = fields.List(fields.String(), load_default=list)


class HomesReply(_Looked):
    """A page of a look at households."""

    items = fields.List(fields.Nested(HomeReply), required=True)


class BenefitDoor:
    """应享尽享 and 一户一策, for the asker's own unit and below."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def rules(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the rules of benefits in force."""
        return self._named("/v1/benefit-rules", asker)

    def classes(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the classes of households that must have a plan."""
        return self._named("/v1/plan-classes", asker)

    def claims(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return who may have a benefit; each look is written down there."""
        most = ROWS if query["standing"] == UNKNOWN else FINDS
        wanted = _wanted(asker, query) | {"limit": most}
        path = "/v1/entitlements"
        return self._door.read(path, asker, ClaimsReply, wanted, SEEKING_SECONDS)

    def homes(self, asker: Asker, **query: str) -> dict[str, Any]:
        """Return which households lack a plan; each look is written down there."""
        wanted = _wanted(asker, query)
        return self._door.read("/v1/missing-plans", asker, HomesReply, wanted)

    def _named(self, path: str, asker: Asker) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._door.read(path, asker, NamedsReply)["items"]
        return found


def _wanted(asker: Asker, query: dict[str, str]) -> dict[str, str | int]:
    place = asker.who.organisation_id
    return {"organisation": place, "purpose": PURPOSE, "limit": ROWS, **query}
