"""Categories, and how other lists call them, on the wire."""

from marshmallow import Schema, fields, validate

from intake.entrypoints.spans import DayOrMoment


def _at_most(longest: int, least: int = 0) -> validate.Length:
    return validate.Length(min=least, max=longest)


def code() -> validate.Regexp:
    """Return what a category's code looks like."""
    return validate.Regexp(r"^[a-z0-9-]{1,64}\Z")


class NamesSchema(Schema):
    """A name in each language."""

    zh_cn = fields.String(required=True, data_key="zh-CN", validate=_at_most(100, 1))
    zh_tw = fields.String(required=True, data_key="zh-TW", validate=_at_most(100, 1))
    en = fields.String(required=True, validate=_at_most(100, 1))


class CategoryFormSchema(Schema):
    """A category, good from `valid_from` until the day before `valid_to`."""

    names = fields.Nested(NamesSchema, required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(allow_none=True)


class CategorySchema(CategoryFormSchema):
    """A category of the list."""

    code = fields.String(required=True)


class CategoriesSchema(Schema):
    """The list, by code."""

    categories = fields.List(fields.Nested(CategorySchema), required=True)


class CategoriesQuerySchema(Schema):
    """The day on which petitions are to carry them; without it, all ever."""

    on = fields.Date()


class MappingFormSchema(Schema):
    """How the other list calls our category."""

    their_code = fields.String(required=True, validate=code())


class MappingSchema(MappingFormSchema):
    """One category of ours in another list (C-19)."""

    list = fields.String(required=True)
    code = fields.String(required=True)
    changed_at = fields.AwareDateTime()
    changed_by = fields.String()


class MappingsSchema(Schema):
    """A whole list's names for our categories."""

    mappings = fields.List(fields.Nested(MappingSchema), required=True)


class ListPeriodQuerySchema(Schema):
    """Which days (`until` is excluded), in the words of which list, whose petitions."""

    list = fields.String(required=True, validate=code())
    since = DayOrMoment(required=True)
    until = DayOrMoment(required=True)
    organisation = fields.String(validate=validate.Regexp(r"^[A-Za-z0-9-]{2,32}\Z"))


class CategoryCountSchema(Schema):
    """How many petitions stand under one of the list's categories; "" is none."""

    code = fields.String(required=True)
    petitions = fields.Integer(required=True)


class CategoryCountsSchema(Schema):
    """All of them."""

    categories = fields.List(fields.Nested(CategoryCountSchema), required=True)
