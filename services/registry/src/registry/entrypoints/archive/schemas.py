"""The shapes of what the archive's doors take and give."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from minqing_kernel.messages import Role
from registry.domain.access import FULL_PURPOSES
from registry.domain.archive.fields import (
    FIELD_CODE,
    LONGEST,
    MOST_OPTIONS,
    FieldSpec,
    FieldType,
)
from registry.domain.archive.section import (
    MOST_FIELDS,
    SectionSpec,
    SubjectKind,
)
from registry.domain.sensitivity import Sensitivity, WordKind
from registry.entrypoints.schemas import (
    STAFF_ROLE_NAMES,
)
from registry.entrypoints.words import day_field, name_field

LONGEST_WHY = 200
REVISION = r'^"?[0-9]{1,9}"?$'


class FieldSchema(Schema):
    """One field of a section."""

    code = fields.String(
        required=True, validate=validate.Regexp(FIELD_CODE, error="bad-code")
    )
    title = name_field(required=True)
    type = fields.Enum(FieldType, by_value=True, load_default=FieldType.TEXT)
    sensitivity = fields.Integer(load_default=2, validate=validate.Range(min=0, max=3))
    kind = fields.Enum(WordKind, by_value=True, load_default=WordKind.PLAIN)
    required = fields.Boolean(load_default=False)
    options = fields.List(
        name_field(), load_default=list, validate=validate.Length(max=MOST_OPTIONS)
    )
    longest = fields.Integer(
        load_default=200, validate=validate.Range(min=1, max=LONGEST)
    )


class SectionBody(Schema):
    """What a section asks from a day on, and who may read and write the answers."""

    title = name_field(required=True)
    subject = fields.Enum(SubjectKind, by_value=True, required=True)
    valid_from = day_field(required=True)
    fields_ = fields.List(
        fields.Nested(FieldSchema),
        data_key="fields",
        required=True,
        validate=validate.Length(min=1, max=MOST_FIELDS),
    )
    readers = fields.List(
        fields.String(validate=validate.OneOf(STAFF_ROLE_NAMES)),
        required=True,
        validate=validate.Length(min=1, max=len(STAFF_ROLE_NAMES)),
    )
    writers = fields.List(
        fields.String(validate=validate.OneOf(STAFF_ROLE_NAMES)),
        required=True,
        validate=validate.Length(max=len(STAFF_ROLE_NAMES)),
    )
    holds_petitions = fields.Boolean(load_default=False)
    told_to_subject = fields.Boolean(load_default=True)


class SaidSectionBody(SectionBody):
    """The same, and why it is said."""

    reason = fields.String(load_default="", validate=validate.Length(max=LONGEST_WHY))


class DaySectionsQuery(Schema):
    """The edition of which day; of none, the newest, be it in force yet or not."""

    on = day_field(load_default=None)


class SectionSchema(SectionBody):
    """One edition of a section: said when, by whom, why."""

    code = fields.String(required=True)
    number = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True, allow_none=True)
    by = fields.String(required=True)
    reason = fields.String(required=True)


class UseSchema(Schema):
    """How many files have something in a section, of how many households."""

    section = fields.String(required=True)
    files = fields.Integer(required=True)
    households = fields.Integer(required=True)


class UsesSchema(Schema):
    """The sections that any file has something in, by code."""

    items = fields.List(fields.Nested(UseSchema), required=True)


class SectionsSchema(Schema):
    """Editions of sections, by code and number."""

    items = fields.List(fields.Nested(SectionSchema), required=True)


class ChangesBody(Schema):
    """What is written into a section: a value of null empties a field."""

    values = fields.Dict(
        keys=fields.String(),
        values=fields.Raw(allow_none=True),
        required=True,
        validate=validate.Length(min=1, max=MOST_FIELDS),
    )
    visit_id = fields.UUID(load_default=None, allow_none=True)


class SeenHeader(Schema):
    """Which revision the writer saw; 0 where nothing was written yet."""

    revision = fields.String(
        data_key="If-Match", validate=validate.Regexp(REVISION, error="pattern")
    )

    @post_load
    def as_number(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Return the revision as a number."""
        said = data.get("revision")
        return {"seen": None if said is None else int(said.strip('"'))}


class WrittenSchema(Schema):
    """A section was written: its revision now."""

    section = fields.String(required=True)
    revision = fields.Integer(required=True)


class FieldViewSchema(Schema):
    """One field as shown; `masked` tells that it is not the whole of it."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    type = fields.String(required=True)
    sensitivity = fields.Integer(required=True)
    value = fields.Raw(required=True)
    masked = fields.Boolean(required=True)


class SectionViewSchema(Schema):
    """One section of one file, under the edition that it was written under."""

    section = fields.String(required=True)
    title = fields.String(required=True)
    version = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)
    role = fields.String(required=True)
    visit_id = fields.UUID(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    fields_ = fields.List(
        fields.Nested(FieldViewSchema), data_key="fields", required=True
    )


class SectionViewsSchema(Schema):
    """The sections of one file that the caller may read."""

    items = fields.List(fields.Nested(SectionViewSchema), required=True)


class EditSchema(Schema):
    """One edit: who, when, after which visit; which fields, and not what."""

    revision = fields.Integer(required=True)
    version = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)
    role = fields.String(required=True)
    visit_id = fields.UUID(required=True, allow_none=True)
    request_id = fields.UUID(required=True, allow_none=True)
    changed = fields.List(fields.String(), required=True)


class EditsSchema(Schema):
    """All edits of one section, the oldest first."""

    items = fields.List(fields.Nested(EditSchema), required=True)


class OnQuery(Schema):
    """As the file stood at the end of a day (A-06); without it, as it stands."""

    on = day_field(load_default=None)


class SheetQuery(Schema):
    """What a sheet is for: then it is printed in full and written down; else masked."""

    purpose = fields.String(
        load_default=None,
        validate=validate.OneOf([each.value for each in FULL_PURPOSES]),
    )


class FullSectionQuery(OnQuery):
    """What a full view is for; it is written down."""

    purpose = fields.String(
        required=True, validate=validate.OneOf([each.value for each in FULL_PURPOSES])
    )


def spec_of(said: dict[str, Any]) -> SectionSpec:
    """Return an edition of what a body or a file says."""
    return SectionSpec(
        title=said["title"],
        subject=said["subject"],
        valid_from=said["valid_from"],
        readers=frozenset(Role(role) for role in said["readers"]),
        writers=frozenset(Role(role) for role in said["writers"]),
        holds_petitions=said["holds_petitions"],
        told_to_subject=said["told_to_subject"],
        fields=tuple(_field_of(each) for each in said["fields_"]),
    )


def _field_of(said: dict[str, Any]) -> FieldSpec:
    return FieldSpec(
        **{
            **said,
            "sensitivity": Sensitivity(said["sensitivity"]),
            "options": tuple(said["options"]),
        }
    )
