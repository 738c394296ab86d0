"""The forms of units."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import fields, validate

from portal.entrypoints.web.admin.forms import LONGEST_NAME, an_id
from portal.entrypoints.web.desk.rooms import day
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional

KINDS: Final = (
    *("district", "street", "community", "cooperative", "village"),
    *("station", "agent-point", "section", "department"),
)
"""What a unit may be: registry's own list; its words are `admin.kind.<kind>`."""


class UnitForm(StaffForm):
    """What a unit is from a day on."""

    name = needed("admin-name", LONGEST_NAME)
    kind = one_of(KINDS, "fault.unit-kind")
    parent = fields.String(
        load_default="",
        validate=validate.Regexp(r"[A-Za-z0-9-]{0,32}\Z", error="fault.unit.empty"),
    )
    division = fields.String(
        required=True,
        validate=validate.Regexp(r"[0-9]{2,12}\Z", error="fault.division-code"),
        error_messages={"required": "fault.division-code"},
    )
    desk = optional(200)
    telephone = optional(40)
    since = day()


class NewUnitForm(UnitForm):
    """The same of a new unit, with its id."""

    unit_id = an_id("fault.staff-id")


class EndingForm(StaffForm):
    """From which day on a unit is no more, who continues it, by which decision."""

    since = day()
    heir = an_id("fault.heir")
    second_heir = optional(32)
    ground = needed("ground-of-ending", 200)


def unit_body(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what registry is told of a unit."""
    return {
        "name": told["name"],
        "kind": told["kind"],
        "parent_id": told["parent"] or None,
        "division_code": told["division"],
        "desk_address": told["desk"] or None,
        "desk_telephone": told["telephone"] or "",
        "since": told["since"].isoformat(),
    }
