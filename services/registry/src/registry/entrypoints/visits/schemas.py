"""The shapes of visits, of what is counted of them, and of who is missing."""

from datetime import date, datetime
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate

from registry.domain.access import FULL_PURPOSES
from registry.domain.visits.coverage import Covered
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import (
    LONGEST_DIARY,
    LONGEST_TOPIC,
    MOST_PEOPLE,
    MOST_SUBJECTS,
    MOST_VISITORS,
    Outcome,
)
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
from registry.entrypoints.words import AGE, day_field, id_field

FIRST = UUID(int=0)
MONTH = r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])\Z"
KIND = validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z", error="bad-code")


def _of_our_age(moment: datetime) -> None:
    if moment.year not in AGE:
        raise ValidationError("bad-time")


def _page() -> fields.Integer:
    return fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class SubjectSchema(Schema):
    """Who was visited; the id is a UUID but of an organisation."""

    kind = fields.Enum(SubjectKind, by_value=True, required=True)
    id = fields.String(required=True, validate=validate.Length(2, 36))


class VisitBody(Schema):
    """What is said of a visit; what its kind requires, /v1/visit-kinds tells."""

    kind = fields.String(required=True, validate=KIND)
    held_at = fields.AwareDateTime(required=True, validate=_of_our_age)
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
    topic = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_TOPIC)
    )
    diary = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_DIARY)
    )


class ToldSchema(Schema):
    """What was said of a visit; topic and diary are `***` but in a full look."""

    kind = fields.String(required=True)
    held_at = fields.DateTime(required=True)
    premises_id = fields.String(required=True, allow_none=True)
    subjects = fields.List(fields.Nested(SubjectSchema), required=True)
    attendance = fields.Integer(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    topic = fields.String(required=True, allow_none=True)
    diary = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class VisitSchema(ToldSchema):
    """A visit; `units`: for which unit each visitor went; `late_days` after it."""

    visit_id = fields.UUID(required=True)
    recorded_at = fields.DateTime(required=True)
    recorded_by = fields.String(required=True)
    late_days = fields.Integer(required=True)
    units = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class VisitEditionSchema(ToldSchema):
    """What was said before a correction."""

    said_at = fields.DateTime(required=True)
    visitors = fields.List(fields.String(), required=True)


class FullVisitSchema(Schema):
    """A visit with its words, and all that was said of it before."""

    visit = fields.Nested(VisitSchema, required=True)
    before = fields.List(fields.Nested(VisitEditionSchema), required=True)


class VisitPurposeQuery(Schema):
    """What a full look is for."""

    purpose = fields.String(
        required=True, validate=validate.OneOf([str(p) for p in FULL_PURPOSES])
    )


class MyVisitsQuery(Schema):
    """Which visits: from a day to a day, entered so many days late at least."""

    since = day_field(load_default=None)
    until = day_field(load_default=None)
    late_days = fields.Integer(load_default=0, validate=validate.Range(0, 36500))
    after = fields.UUID(load_default=FIRST)
    limit = _page()


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


class VisitKindSchema(Schema):
    """A kind: whom it may name, what must be told, whether who is named was visited."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    subjects = fields.List(fields.String(), required=True)
    requires = fields.List(fields.String(), required=True)
    covers = fields.Boolean(required=True)
    basis = fields.String(required=True)


class VisitKindsSchema(Schema):
    """The kinds in force, and after how many days an entry is late."""

    items = fields.List(fields.Nested(VisitKindSchema), required=True)
    late_after_days = fields.Integer(required=True)


class VisitCountsQuery(CommunityQuery):
    """Of which place, in which month, of which kind."""

    month = fields.String(
        required=True, validate=validate.Regexp(MONTH, error="bad-month")
    )
    kind = fields.String(load_default=None, validate=KIND)


class TallySchema(Schema):
    """How often (场次), how many came (人次); `untold` visits do not say how many."""

    of = fields.String(required=True, allow_none=True)
    visits = fields.Integer(required=True)
    attendance = fields.Integer(required=True)
    untold = fields.Integer(required=True)


class VisitCountsSchema(Schema):
    """A month: each visit once in `total`; a joint one with each visitor and unit."""

    organisation_id = fields.String(required=True)
    first = fields.Date(required=True)
    late = fields.Integer(required=True)
    total = fields.Nested(TallySchema, required=True)
    by_courtyard = fields.List(fields.Nested(TallySchema), required=True)
    by_cadre = fields.List(fields.Nested(TallySchema), required=True)
    by_unit = fields.List(fields.Nested(TallySchema), required=True)


class VisitCoverageQuery(CommunityQuery):
    """Of which place, by which day; without it today."""

    on = day_field(load_default=None)


class CoveredKindSchema(Schema):
    """How many were visited of how many; `percent`: two decimals, half to even.

    While one is missing it is never 100; of nothing it is null.
    """

    kind = fields.String(required=True)
    visited = fields.Integer(required=True)
    registered = fields.Integer(required=True)
    percent = fields.String(required=True, allow_none=True)


class VisitCoverageSchema(Schema):
    """The coverage of a place by a day."""

    organisation_id = fields.String(required=True)
    on = fields.Date(required=True)
    items = fields.List(fields.Nested(CoveredKindSchema), required=True)


class UnvisitedQuery(VisitCoverageQuery):
    """Who is missing of a kind."""

    kind = fields.Enum(Covered, by_value=True, required=True)
    after = fields.UUID(load_default=FIRST)
    limit = _page()


class UnvisitedSchema(Schema):
    """Somebody whom nobody visited; a household is told by its id alone."""

    id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class UnvisitedPageSchema(Schema):
    """Some of those whom nobody visited."""

    items = fields.List(fields.Nested(UnvisitedSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


def first_day(month: str) -> date:
    """Return the first day of a month such as 2026-03."""
    return date.fromisoformat(f"{month}-01")
