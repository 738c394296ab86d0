"""The shapes of a grid's three pages."""

from marshmallow import Schema, fields, validate

from registry.domain.premises.kinds import PremisesKind
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE

FIRMS = ("enterprise", "shop", "small-venue", "stationed-unit")
LONGEST_KEY = 80


class GridListQuery(Schema):
    """Which rows of a page: what comes after one, and how many."""

    after = fields.String(load_default="", validate=validate.Length(max=LONGEST_KEY))
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class GridThingsQuery(GridListQuery):
    """Which things."""

    kind = fields.String(
        load_default=None, validate=validate.OneOf([*PremisesKind, *FIRMS])
    )


class GridPeopleQuery(GridListQuery):
    """Which people."""

    kind = fields.String(
        load_default=None, validate=validate.OneOf(["household", "resident", "staff"])
    )


class GridMattersQuery(GridListQuery):
    """Which matters; `open`: those alone that are not done, or that are."""

    kind = fields.String(
        load_default=None,
        validate=validate.OneOf(["visit", "finding", "ledger-item", "petition"]),
    )
    open = fields.Boolean(load_default=None, allow_none=True)


class GridCountSchema(Schema):
    """How many there are of a kind; of matters, how many are not done."""

    kind = fields.String(required=True)
    count = fields.Integer(required=True)
    open = fields.Integer(required=True, allow_none=True)


class GridSheetSchema(Schema):
    """A grid, and what its three pages count: 物, 人, 事."""

    grid_id = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    organisation_id = fields.String(required=True)
    head_id = fields.String(required=True, allow_none=True)
    things = fields.List(fields.Nested(GridCountSchema), required=True)
    people = fields.List(fields.Nested(GridCountSchema), required=True)
    matters = fields.List(fields.Nested(GridCountSchema), required=True)


class GridThingSchema(Schema):
    """Premises, a fixture (部件) or a firm; `within` are the premises round it."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    name = fields.String(required=True)
    within = fields.String(required=True, allow_none=True)


class GridPersonSchema(Schema):
    """A household (by its address), a resident or a member of staff, masked."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    name = fields.String(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    telephone = fields.String(required=True, allow_none=True)
    duties = fields.List(fields.String(), required=True)


class GridMatterSchema(Schema):
    """A visit, a finding, an item of a ledger or a petition, without its words."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    what = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    open = fields.Boolean(required=True)
    since = fields.Date(required=True, allow_none=True)
    organisation_id = fields.String(required=True, allow_none=True)
    about_id = fields.String(required=True, allow_none=True)


class GridThingsSchema(Schema):
    """Some of what stands in a grid; `next` is where the following page begins."""

    items = fields.List(fields.Nested(GridThingSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class GridPeopleSchema(Schema):
    """Some of who is in a grid; `next` is where the following page begins."""

    items = fields.List(fields.Nested(GridPersonSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class GridMattersSchema(Schema):
    """Some of what goes on in a grid; `next` is where the following page begins."""

    items = fields.List(fields.Nested(GridMatterSchema), required=True)
    next = fields.String(required=True, allow_none=True)
