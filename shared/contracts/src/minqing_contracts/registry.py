"""Events that registry owns: who is there to answer. No names of people, no numbers."""

from dataclasses import dataclass

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published


class OrganisationRecordedV1Schema(EventSchema):
    """Wire form of registry.organisation.recorded.v1."""

    organisation_id = fields.String(required=True)
    revision = fields.Integer(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    division_code = fields.String(required=True)
    desk_address = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)


@published("registry.organisation.recorded", 1, OrganisationRecordedV1Schema)
@dataclass(frozen=True, kw_only=True)
class OrganisationRecordedV1(Event):
    """An organisation is now as told; a lower revision than one already known is old.

    `desk_address` is the public work address of its desk (an e-mail address), never a
    person's own.
    """

    organisation_id: str
    revision: int
    name: str
    kind: str
    parent_id: str | None
    division_code: str
    desk_address: str | None
    active: bool

    def subject(self) -> str:
        """Return the organisation's id."""
        return self.organisation_id


class StaffRecordedV1Schema(EventSchema):
    """Wire form of registry.staff.recorded.v1."""

    staff_id = fields.String(required=True)
    revision = fields.Integer(required=True)
    organisation_id = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True)
    person = fields.String(load_default=None, allow_none=True)


@published("registry.staff.recorded", 1, StaffRecordedV1Schema)
@dataclass(frozen=True, kw_only=True)
class StaffRecordedV1(Event):
    """A member of staff now serves as told.

    `person` is equal for accounts of one person, and tells nothing else of them; None
    where nobody said whose account it is.
    """

    staff_id: str
    revision: int
    organisation_id: str
    roles: list[str]
    active: bool
    person: str | None = None

    def subject(self) -> str:
        """Return the member's staff id."""
        return self.staff_id
