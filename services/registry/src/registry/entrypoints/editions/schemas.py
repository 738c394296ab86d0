"""The shapes of the history of organisations."""

from marshmallow import Schema, fields, validate

from registry.domain.editions.succession import MOST_SUCCESSORS
from registry.entrypoints.schemas import OrganisationSchema, PageQuery
from registry.entrypoints.words import address_field, day_field, id_field


class EditionSchema(Schema):
    """An organisation from a day on; `until` is the first day of its next edition."""

    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    division_code = fields.String(required=True)
    desk_address = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    area_m2 = fields.Integer(required=True, allow_none=True)
    population = fields.Integer(required=True, allow_none=True)


class SuccessionSchema(Schema):
    """Who continues an organisation, from when, by which decision."""

    organisation_id = fields.String(required=True)
    successors = fields.List(fields.String(), required=True)
    since = fields.Date(required=True)
    ground = fields.String(required=True)


class HistorySchema(Schema):
    """Every edition of an organisation, oldest first, and who continues it."""

    items = fields.List(fields.Nested(EditionSchema), required=True)
    succession = fields.Nested(SuccessionSchema, required=True, allow_none=True)


class TreePageSchema(Schema):
    """Some of the tree; `next` is where the following page begins."""

    items = fields.List(fields.Nested(EditionSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class TreeQuery(PageQuery):
    """Of which day, and below which organisation."""

    as_of = day_field(required=True)
    root = id_field(load_default=None)


class SuccessionBody(Schema):
    """Who continues it; the first answers for what was left open."""

    successors = fields.List(
        id_field(), required=True, validate=validate.Length(min=1, max=MOST_SUCCESSORS)
    )
    ground = address_field(required=True)
    since = day_field(load_default=None, allow_none=True)


class HeirsSchema(Schema):
    """The active organisations that continue one."""

    items = fields.List(fields.Nested(OrganisationSchema), required=True)
