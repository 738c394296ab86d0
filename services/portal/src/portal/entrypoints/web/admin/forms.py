"""The forms of who administers."""

from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates_schema

from portal.entrypoints.web.admin.reach import ROLES
from portal.entrypoints.web.desk.rooms import day, yes
from portal.entrypoints.web.desk.schemas import StaffForm, needed, optional

LONGEST_NAME: Final = 100
LONGEST_REASON: Final = 200
ID: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])\Z"


def an_id(fault: str) -> fields.String:
    """Return a field for an id as registry has them."""
    return fields.String(
        required=True,
        validate=validate.Regexp(ID, error=fault),
        error_messages={"required": fault},
    )


class MemberForm(StaffForm):
    """Where and in which roles somebody serves, and why that is said now."""

    name = needed("admin-name", LONGEST_NAME)
    unit = an_id("fault.unit.empty")
    role_clerk = yes()
    role_handler = yes()
    role_supervisor = yes()
    role_ops = yes()
    reason = needed("why", LONGEST_REASON)

    @validates_schema
    def _some(self, said: dict[str, Any], **_: object) -> None:
        if not roles_of(said):
            raise ValidationError("fault.roles.empty", "roles")


class NewMemberForm(MemberForm):
    """The same of somebody new, with their id and by what the person is told."""

    staff_id = an_id("fault.staff-id")
    person_number = optional(64)


class LeavingForm(StaffForm):
    """Why somebody leaves, and who has their duties from then on, if anybody."""

    reason = needed("why", LONGEST_REASON)
    to = fields.String(
        load_default="", validate=validate.Regexp(rf"\Z|{ID}", error="fault.taker")
    )


class EndDutyForm(StaffForm):
    """From which day on a duty holds no more."""

    until = day()


class AccountForm(StaffForm):
    """Which account, and why something is done to it."""

    account = fields.String(
        required=True,
        validate=validate.Regexp(r"[^\s]{2,64}\Z", error="fault.account"),
        error_messages={"required": "fault.account"},
    )
    reason = needed("why", LONGEST_REASON)


def roles_of(said: dict[str, Any]) -> list[str]:
    """Return the roles that were ticked."""
    return [each.value for each in ROLES if said.get(f"role_{each.value}")]
