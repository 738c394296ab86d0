"""The shapes of visits, of what is counted of them, and of who is missing."""

from datetime import datetime
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate

from registry.domain.access import FULL_PURPOSES, Purpose
from registry.domain.visits.checklist import MOST_POINTS, Found
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.photo import (
    LARGEST_PHOTO,
    LONGEST_NAME,
    MOST_PHOTOS,
    SHA256,
)
from registry.domain.visits.visit import (
    MOST_PEOPLE,
    MOST_SUBJECTS,
    MOST_VISITORS,
    Outcome,
)
from registry.domain.visits.words import LONGEST_DIARY, LONGEST_ITEM, LONGEST_TOPIC
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.words import AGE, day_field, id_field

FIRST = UUID(int=0)
KIND = validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z", error="bad-short-code")


def of_our_age(moment: datetime) -> None:
    """Refuse a moment of another age."""
    if moment.year not in AGE:
        raise ValidationError("bad-time")


def page_field() -> fields.Integer:
    """Return the field that says how many are shown."""
    return fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


def words_field(longest: int) -> fields.String:
    """Return a field of so many characters that may be left out."""
    return fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, longest)
    )


class SubjectSchema(Schema):
    """Who was visited; the id is a UUID but of an organisation."""

    kind = fields.Enum(SubjectKind, by_value=True, required=True)
    id = fields.String(required=True, validate=validate.Length(2, 36))


class NamedSubjectSchema(Schema):
    """Who was visited, in words as the reader's role sees them; null out of reach."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class PhotoSchema(Schema):
    """A photograph: name, SHA-256, bytes; the file is sent after the visit."""

    name = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    sha256 = fields.String(
        required=True, validate=validate.Regexp(SHA256, error="bad-hash")
    )
    size = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, LARGEST_PHOTO)
    )


class KeptPhotoSchema(Schema):
    """A photograph that is here by now, by the hash of what was sent."""

    visit_id = fields.UUID(required=True)
    sha256 = fields.String(required=True)


class CheckedSchema(Schema):
    """What was found at one point of the kind's list: 正常、有隐患、不涉及 (D-30)."""

    point = fields.String(required=True, validate=KIND)
    found = fields.Enum(Found, by_value=True, required=True)


class VisitBody(Schema):
    """What is said of a visit; what its kind requires, /v1/visit-kinds tells."""

    kind = fields.String(required=True, validate=KIND)
    held_at = fields.AwareDateTime(required=True, validate=of_our_age)
    visitors = fields.List(
        id_field(), required=True, validate=validate.Length(1, MOST_VISITORS)
    )
    subjects = fields.List(
        fields.Nested(SubjectSchema),
        load_default=list,
        validate=validate.Length(max=MOST_SUBJECTS),
    )
    premises_id = id_field(load_default=None, allow_none=True)
    attendance = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MOST_PEOPLE),
    )
    outcome = fields.Enum(Outcome, by_value=True, load_default=None, allow_none=True)
    topic = words_field(LONGEST_TOPIC)
    diary = words_field(LONGEST_DIARY)
    basics = words_field(LONGEST_ITEM)
    living = words_field(LONGEST_ITEM)
    thinking = words_field(LONGEST_ITEM)
    contact = words_field(LONGEST_ITEM)
    help = words_field(LONGEST_ITEM)
    photos = fields.List(
        fields.Nested(PhotoSchema),
        load_default=list,
        validate=validate.Length(max=MOST_PHOTOS),
    )
    checklist = fields.List(
        fields.Nested(CheckedSchema),
        load_default=list,
        validate=validate.Length(max=MOST_POINTS),
    )


class ToldSchema(Schema):
    """What was said of a visit; words are `***` but in a full look.

    Photographs are told in a full look alone, `thinking` (思想动态) there to who was
    with them and their supervisors.
    """

    kind = fields.String(required=True)
    held_at = fields.DateTime(required=True)
    premises_id = fields.String(required=True, allow_none=True)
    subjects = fields.List(fields.Nested(SubjectSchema), required=True)
    attendance = fields.Integer(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    topic = fields.String(required=True, allow_none=True)
    diary = fields.String(required=True, allow_none=True)
    basics = fields.String(required=True, allow_none=True)
    living = fields.String(required=True, allow_none=True)
    thinking = fields.String(required=True, allow_none=True)
    contact = fields.String(required=True, allow_none=True)
    help = fields.String(required=True, allow_none=True)
    photos = fields.List(fields.Nested(PhotoSchema), required=True)
    checklist = fields.List(fields.Nested(CheckedSchema), required=True)
    revision = fields.Integer(required=True)


class VisitSchema(ToldSchema):
    """A visit; `units`: for which unit each visitor went; open until `closed_at`.

    `named` and `place` say in words who and where, in lists and in a visit by itself.
    """

    visit_id = fields.UUID(required=True)
    recorded_at = fields.DateTime(required=True)
    recorded_by = fields.String(required=True)
    late_days = fields.Integer(required=True)
    closed_at = fields.DateTime(required=True, allow_none=True)
    family = fields.String(required=True, allow_none=True)
    units = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    named = fields.List(fields.Nested(NamedSubjectSchema), required=True)
    place = fields.String(required=True, allow_none=True)


class VisitEditionSchema(ToldSchema):
    """What was said before a correction."""

    said_at = fields.DateTime(required=True)
    visitors = fields.List(fields.String(), required=True)


class VisitPurposeQuery(Schema):
    """What a full look is for."""

    purpose = fields.String(
        required=True, validate=validate.OneOf([str(p) for p in FULL_PURPOSES])
    )


class OwnPurposeQuery(Schema):
    """What a full look is for; who wrote a visit down need not say."""

    purpose = fields.Enum(
        Purpose,
        by_value=True,
        load_default=None,
        validate=validate.OneOf(FULL_PURPOSES),
    )


class MyVisitsQuery(Schema):
    """Which visits: from a day to a day, entered so many days late at least."""

    since = day_field(load_default=None)
    until = day_field(load_default=None)
    late_days = fields.Integer(load_default=0, validate=validate.Range(0, 36500))
    after = fields.UUID(load_default=FIRST)
    limit = page_field()


class VisitsQuery(MyVisitsQuery):
    """Whose visits: of the units of a place and below it, or of one of their staff."""

    organisation = id_field(required=True)
    staff = id_field(load_default=None)


class VisitPageSchema(Schema):
    """Some visits."""

    items = fields.List(fields.Nested(VisitSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class KindsQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class CheckPointSchema(Schema):
    """One point of a kind's list."""

    code = fields.String(required=True)
    title = fields.String(required=True)


class VisitKindSchema(Schema):
    """A kind: whom it may name, what must be told, whether who is named was visited."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    subjects = fields.List(fields.String(), required=True)
    requires = fields.List(fields.String(), required=True)
    covers = fields.Boolean(required=True)
    closes_with = fields.List(fields.String(), required=True)
    door = fields.String(required=True)
    checklist = fields.List(fields.Nested(CheckPointSchema), required=True)
    basis = fields.String(required=True)


class VisitedClassSchema(Schema):
    """Of whom all five items are told before a visit is closed (C-08)."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(required=True)


class VisitKindsSchema(Schema):
    """The kinds in force, and after how many days an entry is late."""

    classes = fields.List(fields.Nested(VisitedClassSchema), required=True)
    open_days = fields.Integer(required=True)
    items = fields.List(fields.Nested(VisitKindSchema), required=True)
    late_after_days = fields.Integer(required=True)
