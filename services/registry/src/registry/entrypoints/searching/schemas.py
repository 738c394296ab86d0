"""The shapes of finding people."""

from marshmallow import Schema, fields, validate

from registry.domain.searching.words import LONGEST_QUERY
from registry.entrypoints.people_schemas import (
    ResidentSchema,
)


class SearchBody(Schema):
    """What somebody typed: a name, a part of it, pinyin, initials, part of an address.

    It stands in the body, so that no address of a page and no log ever holds it.
    """

    text = fields.String(
        required=True, validate=validate.Length(min=1, max=LONGEST_QUERY)
    )


class FoundResidentSchema(ResidentSchema):
    """Somebody who was found, with where they live now; all of it masked."""

    building_id = fields.String(required=True, allow_none=True)
    home_address = fields.String(required=True, allow_none=True)


class FoundSchema(Schema):
    """Who was found, masked; `more` when there are others."""

    items = fields.List(fields.Nested(FoundResidentSchema), required=True)
    more = fields.Boolean(required=True)
