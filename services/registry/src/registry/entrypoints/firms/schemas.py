"""The shapes of firms."""

from marshmallow import Schema, fields, validate

from registry.domain.firms.firm import FirmKind
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.words import A_NUMBER, address_field, id_field, name_field


class FirmSchema(Schema):
    """An enterprise, a shop, a small venue or a unit."""

    firm_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)
    address = fields.String(required=True)
    credit_code = fields.String(required=True, allow_none=True)
    premises_id = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class FirmPageSchema(Schema):
    """Some firms; `next` is where the following page begins."""

    items = fields.List(fields.Nested(FirmSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class FirmBody(Schema):
    """What is said of a firm."""

    kind = fields.Enum(FirmKind, by_value=True, required=True)
    name = name_field(required=True)
    organisation_id = id_field(required=True)
    address = address_field(required=True)
    credit_code = fields.String(load_default=None, allow_none=True, validate=A_NUMBER)
    premises_id = id_field(load_default=None, allow_none=True)
    active = fields.Boolean(load_default=True)


class FirmQuery(CommunityQuery):
    """Which firms: of an organisation and those below it, of a kind."""

    kind = fields.Enum(FirmKind, by_value=True, load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class VisitedSchema(Schema):
    """How many there are to visit, by type: household, enterprise, shop ..."""

    organisation_id = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
