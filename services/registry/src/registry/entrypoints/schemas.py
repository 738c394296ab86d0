"""The shapes of what registry's HTTP door takes and gives."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from registry.domain.profiles import (
    STAFF_ROLES,
    DutyKind,
    OrganisationKind,
    ScopeKind,
)
from registry.domain.values import ADDRESS_LENGTH
from registry.entrypoints.words import (
    address_field,
    day_field,
    division_field,
    id_field,
    name_field,
    size_field,
)

REVISION: Final = r'^"?[0-9]{1,9}"?\Z'
PAGE = 100
LARGEST_PAGE = 500
NUMBER_LENGTH = validate.Length(min=1, max=64)
STAFF_ROLE_NAMES = sorted(role.value for role in STAFF_ROLES)


class PageQuery(Schema):
    """Which page: what comes after an id, and how many."""

    after = fields.String(load_default="", validate=validate.Length(max=32))
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class OrganisationSchema(Schema):
    """An organisation."""

    organisation_id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    division_code = fields.String(required=True)
    desk_address = fields.String(required=True, allow_none=True)
    desk_telephone = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    area_m2 = fields.Integer(required=True, allow_none=True)
    population = fields.Integer(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class OrganisationPageSchema(Schema):
    """Some organisations; `next` is where the following page begins."""

    items = fields.List(fields.Nested(OrganisationSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class OrganisationBody(Schema):
    """What is said of an organisation, from a day on (today)."""

    name = name_field(required=True)
    kind = fields.Enum(OrganisationKind, by_value=True, required=True)
    parent_id = id_field(load_default=None, allow_none=True)
    division_code = division_field(required=True)
    desk_address = address_field(load_default=None, allow_none=True)
    desk_telephone = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=40),
        metadata={"description": "公开的值班电话; absent: as it is, empty: none"},
    )
    active = fields.Boolean(load_default=True)
    area_m2 = size_field(load_default=None, allow_none=True)
    population = size_field(load_default=None, allow_none=True)
    since = day_field(load_default=None, allow_none=True)


class OrganisationQuery(PageQuery):
    """Which organisations: under a parent, of a kind, whose division begins so."""

    parent = id_field(load_default=None)
    division = fields.String(load_default=None, validate=validate.Length(min=1, max=12))
    kind = fields.Enum(OrganisationKind, by_value=True, load_default=None)


class SeenHeader(Schema):
    """Which revision the caller saw, 0 for what is new; another one is refused."""

    revision = fields.String(
        data_key="If-Match", validate=validate.Regexp(REVISION, error="pattern")
    )

    @post_load
    def as_number(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Return the revision as a number."""
        said = data.get("revision")
        return {"seen": None if said is None else int(said.strip('"'))}


class StaffSchema(Schema):
    """A member of staff."""

    staff_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True)
    person_known = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class StaffPageSchema(Schema):
    """Some members of staff."""

    items = fields.List(fields.Nested(StaffSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class StaffBody(Schema):
    """Where and in which roles somebody serves, and whose account it is.

    The person is told by the identity number, or a number of the place where there is
    none; neither is kept. Without both, the person stays who it was.
    """

    name = name_field(required=True)
    organisation_id = id_field(required=True)
    roles = fields.List(
        fields.String(validate=validate.OneOf(STAFF_ROLE_NAMES)),
        required=True,
        validate=validate.Length(min=1, max=len(STAFF_ROLE_NAMES)),
    )
    active = fields.Boolean(load_default=True)
    reason = fields.String(
        load_default="", validate=validate.Length(max=ADDRESS_LENGTH)
    )
    identity_number = fields.String(load_default=None, validate=NUMBER_LENGTH)
    person_number = fields.String(load_default=None, validate=NUMBER_LENGTH)


class StaffQuery(PageQuery):
    """Which members of staff; `find`: part of the name, or how the id begins."""

    organisation = id_field(load_default=None)
    below = fields.Boolean(load_default=False)
    active = fields.Boolean(load_default=None)
    find = fields.String(load_default=None, validate=validate.Length(min=1, max=64))
    role = fields.String(load_default=None, validate=validate.OneOf(STAFF_ROLE_NAMES))


class StaffEditionSchema(Schema):
    """What was said of a member of staff: when, by whom, and why."""

    staff_id = fields.String(required=True)
    revision = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    organisation_id = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    active = fields.Boolean(required=True)
    reason = fields.String(required=True)


class RoleSpanSchema(Schema):
    """A role at a unit, from when until when; `until` is null while it holds."""

    role = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.AwareDateTime(required=True)
    given_by = fields.String(required=True)
    given_for = fields.String(required=True)
    until = fields.AwareDateTime(required=True, allow_none=True)
    ended_by = fields.String(required=True)
    ended_for = fields.String(required=True)


class StaffHistorySchema(Schema):
    """All that was said of a member, oldest first, and the roles that follow of it."""

    items = fields.List(fields.Nested(StaffEditionSchema), required=True)
    roles = fields.List(fields.Nested(RoleSpanSchema), required=True)


class DutySchema(Schema):
    """A duty; `until` is the first day on which it no longer holds."""

    duty_id = fields.UUID(required=True)
    staff_id = fields.String(required=True)
    duty = fields.String(required=True)
    scope_kind = fields.String(required=True)
    scope_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class DutiesSchema(Schema):
    """All duties of one member of staff, past and present."""

    items = fields.List(fields.Nested(DutySchema), required=True)


class DutyBody(Schema):
    """Who has which duty for what, from when until when."""

    staff_id = id_field(required=True)
    duty = fields.Enum(DutyKind, by_value=True, required=True)
    scope_kind = fields.Enum(ScopeKind, by_value=True, required=True)
    scope_id = name_field(required=True)
    since = day_field(required=True)
    until = day_field(load_default=None, allow_none=True)


class GridSchema(Schema):
    """A grid with its present head; `since` it is as it is."""

    grid_id = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    organisation_id = fields.String(required=True)
    active = fields.Boolean(required=True)
    revision = fields.Integer(required=True)
    head_id = fields.String(required=True, allow_none=True)
    head_since = fields.Date(required=True, allow_none=True)
    since = fields.Date(required=True, allow_none=True)


class GridWithDutiesSchema(GridSchema):
    """A grid with every duty tied to it, its heads among them, past and present."""

    duties = fields.List(fields.Nested(DutySchema), required=True)


class GridPageSchema(Schema):
    """Some grids."""

    items = fields.List(fields.Nested(GridSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class GridBody(Schema):
    """What is said of a grid."""

    name = name_field(required=True)
    level = fields.Integer(required=True, validate=validate.Range(min=1, max=3))
    parent_id = id_field(load_default=None, allow_none=True)
    organisation_id = id_field(required=True)
    active = fields.Boolean(load_default=True)


class GridQuery(PageQuery):
    """Which grids; `headless=true` lists those without a head (B-18)."""

    organisation = id_field(load_default=None)
    parent = id_field(load_default=None)
    headless = fields.Boolean(load_default=None)


class HeadBody(Schema):
    """Who heads a grid from which day on."""

    staff_id = id_field(required=True)
    since = day_field(required=True)
