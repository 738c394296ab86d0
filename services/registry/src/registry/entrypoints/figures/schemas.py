"""The shapes of figures, and of the rows behind them."""

from marshmallow import Schema, fields, validate

from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.visits.schemas import KIND, page_field
from registry.entrypoints.words import day_field

YEAR = r"(?:19|20|21)[0-9]{2}\Z"
GROUP = validate.Regexp(r"[a-z-]{2,20}\Z", error="bad-code")
OF = validate.Regexp(r"[A-Za-z0-9@-]{2,65}\Z", error="bad-code")
KEY = validate.Regexp(r"[A-Za-z0-9/-]{1,70}\Z", error="bad-key")


class FigureQuery(CommunityQuery):
    """Of which place, from a day to a day (or until it): without them, this month.

    `year` is of subsidies, `kind` of visits.
    """

    since = day_field(load_default=None)
    until = day_field(load_default=None)
    year = fields.String(
        load_default=None, validate=validate.Regexp(YEAR, error="bad-year")
    )
    kind = fields.String(load_default=None, validate=KIND)


class FigureFileQuery(FigureQuery):
    """The same, and what it is taken for."""

    purpose = fields.String(required=True, validate=validate.Length(min=2, max=100))


class FigureRowsQuery(FigureQuery):
    """Behind which number: `by`, `of` and `part` as the figure tells them."""

    by = fields.String(required=True, validate=GROUP)
    of = fields.String(load_default=None, validate=OF)
    part = fields.String(required=True, validate=GROUP)
    after = fields.String(load_default="", validate=KEY)
    limit = page_field()


class FigurePartSchema(Schema):
    """One number, and of how many rows it is the sum; `/rows` lists just them."""

    by = fields.String(required=True)
    of = fields.String(required=True, allow_none=True)
    part = fields.String(required=True)
    number = fields.Integer(required=True)
    rows = fields.Integer(required=True)


class FigureSchema(Schema):
    """A figure of a place; numbers that are nothing are not listed."""

    figure = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    items = fields.List(fields.Nested(FigurePartSchema), required=True)


class FigureRowSchema(Schema):
    """A row: what it is, by its id, and how much it adds (cents for money)."""

    key = fields.String(required=True)
    what = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)
    number = fields.Integer(required=True)


class FigureRowsSchema(Schema):
    """Some of the rows behind a number; of a full page, after which key it goes on."""

    items = fields.List(fields.Nested(FigureRowSchema), required=True)
    next = fields.String(required=True, allow_none=True)
