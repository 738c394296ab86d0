"""The file of a household and of its members, as it is read."""

from marshmallow import Schema, fields, validate

from registry.domain.archive.section import (
    SECTION_CODE,
)
from registry.entrypoints.archive.own_schemas import OwnRequestSchema, OwnRoomsSchema
from registry.entrypoints.archive.schemas import (
    SectionViewSchema,
)
from registry.entrypoints.people_schemas import (
    HouseholdSchema,
    ResidentSchema,
)


class FiledBody(Schema):
    """Under which section a petition stands in a file."""

    section = fields.String(
        required=True, validate=validate.Regexp(SECTION_CODE, error="bad-code")
    )


class FiledPetitionSchema(Schema):
    """A petition in a file: where it stands now, and how it was answered."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    section = fields.String(required=True)
    state = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    answered_at = fields.DateTime(required=True, allow_none=True)


class FiledPetitionsSchema(Schema):
    """The petitions in a file that the caller may know of."""

    items = fields.List(fields.Nested(FiledPetitionSchema), required=True)


class MemberFileSchema(Schema):
    """One member of a household with the sections of their file."""

    resident = fields.Nested(ResidentSchema, required=True)
    sections = fields.List(fields.Nested(SectionViewSchema), required=True)
    petitions = fields.List(fields.Nested(FiledPetitionSchema), required=True)
    closed = fields.List(fields.String())


class WatermarkSchema(Schema):
    """Who had a copy made, when, and what for."""

    by = fields.String(required=True)
    work_name = fields.String(required=True, allow_none=True)
    organisation_id = fields.String(required=True, allow_none=True)
    at = fields.DateTime(required=True)
    purpose = fields.String(required=True)


class OwnFileSchema(MemberFileSchema):
    """A copy of one's own file, whole."""

    requests = fields.List(fields.Nested(OwnRequestSchema), required=True)
    rooms = fields.Nested(OwnRoomsSchema, required=True)
    watermark = fields.Nested(WatermarkSchema, required=True)


class HouseholdFileSchema(Schema):
    """A household, its own sections, and its members with theirs."""

    household = fields.Nested(HouseholdSchema, required=True)
    sections = fields.List(fields.Nested(SectionViewSchema), required=True)
    members = fields.List(fields.Nested(MemberFileSchema), required=True)
    watermark = fields.Nested(WatermarkSchema, required=True, allow_none=True)
    closed = fields.List(fields.String())
