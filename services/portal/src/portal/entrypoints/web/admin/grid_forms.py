"""The forms of grids."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import fields, validate

from portal.entrypoints.web.admin.forms import (
    ID,
    LONGEST_NAME,
    LONGEST_REASON,
    an_id,
)
from portal.entrypoints.web.desk.rooms import day
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of

LEVELS: Final = ("1", "2", "3")
MOST_PLACES: Final = 2_000


class GridForm(StaffForm):
    """What a grid is from a day on, and why; what it covers comes beside it."""

    name = needed("admin-name", LONGEST_NAME)
    level = one_of(LEVELS, "fault.grid-level")
    parent = fields.String(
        load_default="", validate=validate.Regexp(rf"\Z|{ID}", error="fault.grid")
    )
    since = day()
    reason = needed("why", LONGEST_REASON)


class NewGridForm(GridForm):
    """The same of a new grid, with its number and whose it is."""

    grid_id = an_id("fault.staff-id")
    unit = an_id("fault.unit.empty")


class EndGridForm(StaffForm):
    """From which day on a grid is no more, and why."""

    since = day()
    reason = needed("why", LONGEST_REASON)


class HeadForm(StaffForm):
    """Who heads a grid from a day on."""

    head = an_id("fault.head")
    head_since = day()


def grid_body(
    told: Mapping[str, Any], unit_id: str, places: Sequence[str]
) -> dict[str, Any]:
    """Return what registry is asked and told of a grid."""
    return {
        "name": told["name"],
        "level": int(told["level"]),
        "parent_id": told["parent"] or None,
        "organisation_id": unit_id,
        "premises_ids": list(places),
    }


def why_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return from which day on, and why."""
    return {"since": told["since"].isoformat(), "reason": told["reason"]}
