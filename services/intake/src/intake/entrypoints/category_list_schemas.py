"""Lists of categories on the wire."""

from marshmallow import Schema, fields


class ListsQuerySchema(Schema):
    """In force on which day; without it, all ever."""

    on = fields.Date()


class ListEntrySchema(Schema):
    """One category, and what the list calls it."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class CategoryListSchema(Schema):
    """A list, good from `valid_from` until the day before `valid_to`."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)
    entries = fields.List(fields.Nested(ListEntrySchema), required=True)
    basis = fields.String(required=True)


class ListMappingSchema(Schema):
    """What the categories of one list are in another; `unmapped`: no word for it."""

    source = fields.String(required=True)
    target = fields.String(required=True)
    pairs = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    unmapped = fields.List(fields.String(), required=True)
    basis = fields.String(required=True)


class CategoryListsSchema(Schema):
    """The place's lists, and how they are told in each other."""

    lists = fields.List(fields.Nested(CategoryListSchema), required=True)
    mappings = fields.List(fields.Nested(ListMappingSchema), required=True)


class ListCountSchema(Schema):
    """How many stand under a category; `given`: by the one that they were given."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    petitions = fields.Integer(required=True)
    given = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class ListFiguresSchema(Schema):
    """Petitions in the words of a list; "" was given no category at all."""

    list = fields.Nested(CategoryListSchema, required=True)
    total = fields.Integer(required=True)
    categories = fields.List(fields.Nested(ListCountSchema), required=True)
    unmapped = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
