"""The shapes of premises."""

from marshmallow import Schema, fields, validate

from registry.domain.premises.kinds import PremisesKind
from registry.entrypoints.schemas import PageQuery
from registry.entrypoints.words import address_field, id_field, name_field


class PremisesSchema(Schema):
    """An estate, a courtyard, a building, a unit, a door or a fixture (部件)."""

    premises_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    kind = fields.String(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    active = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class PremisesPageSchema(Schema):
    """Some premises; `next` is where the following page begins."""

    items = fields.List(fields.Nested(PremisesSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class PremisesBody(Schema):
    """What is said of premises."""

    kind = fields.Enum(PremisesKind, by_value=True, required=True)
    name = name_field(required=True)
    parent_id = id_field(load_default=None, allow_none=True)
    organisation_id = id_field(required=True)
    active = fields.Boolean(load_default=True)


class PremisesQuery(PageQuery):
    """Which premises."""

    organisation = id_field(load_default=None)
    parent = id_field(load_default=None)
    kind = fields.Enum(PremisesKind, by_value=True, load_default=None)


class PlaceQuery(Schema):
    """Part of a place's name, or initials, and numbers: jky 9d 2dy, 金科 9栋."""

    text = fields.String(required=True, validate=validate.Length(1, 60))


class PlaceFoundSchema(Schema):
    """One place with what it stands in, as it is written in an address."""

    premises_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)


class PlacesFoundSchema(Schema):
    """The places that are meant, at most nine."""

    items = fields.List(fields.Nested(PlaceFoundSchema), required=True)


class AddressBody(Schema):
    """An address as somebody wrote it, and in which community to look."""

    organisation_id = id_field(required=True)
    address = address_field(required=True)


class StepSchema(Schema):
    """One step on the way to a door."""

    premises_id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)


class LocatedSchema(Schema):
    """How far an address was found; `missing` is what came next, null at a door."""

    path = fields.List(fields.Nested(StepSchema), required=True)
    missing = fields.String(required=True, allow_none=True)


class CommunityQuery(Schema):
    """Of which organisation and those below it."""

    organisation = id_field(required=True)


class HangingSchema(Schema):
    """How many households hang on a door, and the first hundred that do not (A-22)."""

    organisation_id = fields.String(required=True)
    premises = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    households = fields.Integer(required=True)
    orphans = fields.Integer(required=True)
    orphan_ids = fields.List(fields.UUID(), required=True)
