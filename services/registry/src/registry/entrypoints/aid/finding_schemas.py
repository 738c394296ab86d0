"""The shapes of benefits, of who may have them, and of jobs."""

from marshmallow import Schema, fields, validate

from registry.domain.aid.entitlement import Finding, Outcome
from registry.domain.aid.jobs import MOST_POSTS, PlacementKind, PlacementStep
from registry.entrypoints.aid.schemas import PlaceQuery, amount_field
from registry.entrypoints.plans.schemas import BatchQuery, page_size
from registry.entrypoints.visits.schemas import FIRST, KIND
from registry.entrypoints.words import day_field, name_field


class RulesQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class BenefitRuleSchema(Schema):
    """A rule of a benefit: its edition, the facts that it asks for, its basis."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    edition = fields.String(required=True)
    facts = fields.List(fields.String(), required=True)
    basis = fields.String(required=True)


class ProgrammeViewSchema(Schema):
    """A programme of subsidies, and when it runs."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    basis = fields.String(required=True)


class BenefitRulesSchema(Schema):
    """The rules in force, and the programmes."""

    items = fields.List(fields.Nested(BenefitRuleSchema), required=True)
    programmes = fields.List(fields.Nested(ProgrammeViewSchema), required=True)


class EntitledQuery(BatchQuery):
    """By which rule; `standing`: who meets it, or of whom too little is known.

    Without it both are listed. With it the look goes on past those who are not listed,
    up to 12,000 people. The counts of a page tell of all who were looked at.
    """

    rule = fields.String(required=True, validate=KIND)
    standing = fields.Enum(
        Finding,
        by_value=True,
        load_default=None,
        validate=validate.OneOf([Finding.ENTITLED, Finding.UNKNOWN]),
    )


class PossibleClaimSchema(Schema):
    """Somebody who may have it: `facts` that decided, masked; what is `missing`."""

    resident_id = fields.UUID(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    finding = fields.String(required=True)
    facts = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    missing = fields.List(fields.String(), required=True)


class EntitledPageSchema(Schema):
    """A page of a look: how many came to what, and who is entitled or not known."""

    edition = fields.String(required=True)
    looked_at = fields.Integer(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    items = fields.List(fields.Nested(PossibleClaimSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class OutcomeBody(Schema):
    """What became of somebody, under the edition that was looked at."""

    edition = fields.String(required=True, validate=validate.Length(3, 64))
    outcome = fields.Enum(Outcome, by_value=True, required=True)


class OutcomeSchema(Schema):
    """What became of somebody."""

    outcome = fields.String(required=True)


class OfferBody(Schema):
    """What a firm offers; the wage in yuan a month."""

    firm_id = fields.UUID(required=True)
    post = name_field(required=True)
    posts = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, MOST_POSTS)
    )
    wage = amount_field()
    until = day_field(required=True)


class OfferSchema(Schema):
    """An offer; `hired` of its posts are taken."""

    offer_id = fields.UUID(required=True)
    firm_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    post = fields.String(required=True)
    posts = fields.Integer(required=True)
    hired = fields.Integer(required=True)
    wage = fields.String(required=True)
    until = fields.Date(required=True)
    revision = fields.Integer(required=True)


class OffersQuery(PlaceQuery):
    """With posts left on which day; without it all."""

    on = day_field(load_default=None)
    after = fields.UUID(load_default=FIRST)
    limit = page_size()


class OfferPageSchema(Schema):
    """Some offers."""

    items = fields.List(fields.Nested(OfferSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class PlacementBody(Schema):
    """Who is introduced to which offer, or helped to a trade (`startup`)."""

    kind = fields.Enum(PlacementKind, by_value=True, required=True)
    resident_id = fields.UUID(required=True)
    offer_id = fields.UUID(load_default=None, allow_none=True)
    on = day_field(required=True)


class PlacementOutcomeBody(Schema):
    """What came of it, and when."""

    step = fields.Enum(PlacementStep, by_value=True, required=True)
    on = day_field(required=True)


class PlacementIdSchema(Schema):
    """Which introduction it is."""

    placement_id = fields.UUID(required=True)


class PlacementCountsQuery(PlaceQuery):
    """From which day to which."""

    since = day_field(required=True)
    until = day_field(required=True)


class PlacementCountsSchema(Schema):
    """How many came to work and to a trade; how many are still to hear, or failed."""

    organisation_id = fields.String(required=True)
    jobs = fields.Integer(required=True)
    startups = fields.Integer(required=True)
    introduced = fields.Integer(required=True)
    failed = fields.Integer(required=True)
