"""The shapes of what is asked about pictures, and of the answers."""

from marshmallow import Schema, fields

from registry.domain.pictures.picture import PictureKind
from registry.entrypoints.words import id_field


class KeepPictureQuery(Schema):
    """Of which project it is, what it shows, and who keeps it."""

    project = fields.UUID(required=True)
    kind = fields.Enum(PictureKind, by_value=True, required=True)
    organisation = id_field(required=True)


class PicturesQuery(Schema):
    """Of which project."""

    project = fields.UUID(required=True)


class PictureSchema(Schema):
    """A picture of a project; `digest` is the SHA-256 of the file as it is kept."""

    picture_id = fields.UUID(required=True)
    project_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    organisation_id = fields.String(required=True)
    digest = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    kept_by = fields.String(required=True)
    kept_at = fields.AwareDateTime(required=True)


class PicturesSchema(Schema):
    """The pictures of a project that the caller sees."""

    items = fields.List(fields.Nested(PictureSchema), required=True)
