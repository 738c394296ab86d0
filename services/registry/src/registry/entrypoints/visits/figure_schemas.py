"""The shapes of what is counted of visits, and of who is missing."""

from datetime import date

from marshmallow import Schema, fields, validate

from registry.domain.profiles import DutyKind
from registry.domain.visits.coverage import Covered
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.visits.schemas import FIRST, KIND, page_field
from registry.entrypoints.words import day_field

MONTH = r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])\Z"


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


class ToursQuery(CommunityQuery):
    """Of which place, from which day to which; only of those on a `duty`: leader."""

    since = day_field(required=True)
    until = day_field(required=True)
    duty = fields.Enum(DutyKind, by_value=True, load_default=None)


class UnitVisitedSchema(Schema):
    """An organisation that was gone to, or whose people, firms or places were."""

    organisation_id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    times = fields.Integer(required=True)
    visits = fields.Integer(required=True)


class ToursSchema(Schema):
    """`times` (人次): visitors of visits; `units`: organisations by kind, each once."""

    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    times = fields.Integer(required=True)
    visits = fields.Integer(required=True)
    units = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    items = fields.List(fields.Nested(UnitVisitedSchema), required=True)


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
    limit = page_field()


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
