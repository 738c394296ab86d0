"""The shapes of finding people."""

from marshmallow import Schema, fields, validate

from registry.domain.searching.words import LONGEST_QUERY
from registry.entrypoints.schemas import ResidentSchema


class SearchBody(Schema):
    """What somebody typed: a name, a part of it, pinyin, initials, part of an address.

    It stands in the body, so that no address of a page and no log ever holds it.
    """

    text = fields.String(
        required=True, validate=validate.Length(min=1, max=LONGEST_QUERY)
    )


class FoundSchema(Schema):
    """Who was found, masked; `more` when there are others."""

    items = fields.List(fields.Nested(ResidentSchema), required=True)
    more = fields.Boolean(required=True)
