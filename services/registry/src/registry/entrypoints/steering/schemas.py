"""The shapes of campaigns, indicators and regulations."""

from marshmallow import Schema, fields, validate

from registry.domain.steering.campaign import Theme
from registry.domain.steering.indicator import (
    LONGEST_SOURCE,
    LONGEST_UNIT,
    LONGEST_WORDS,
    Direction,
    Qualifier,
)
from registry.domain.steering.regulation import LARGEST_FILE, LONGEST_TITLE, SHA256
from registry.domain.values import LARGEST
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.words import day_field, id_field, name_field

KIND = validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z", error="bad-short-code")
MOST_KINDS = 50


class CampaignBody(Schema):
    """What a campaign is; where it names no kinds, every visit of its days counts."""

    name = name_field(required=True)
    theme = fields.Enum(Theme, by_value=True, required=True)
    organisation_id = id_field(required=True)
    since = day_field(required=True)
    until = day_field(required=True)
    visit_kinds = fields.List(
        fields.String(validate=KIND),
        load_default=list,
        validate=validate.Length(max=MOST_KINDS),
    )


class CampaignSchema(Schema):
    """A campaign; `petitions`: how many it groups."""

    campaign_id = fields.UUID(required=True)
    name = fields.String(required=True)
    theme = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    visit_kinds = fields.List(fields.String(), required=True)
    petitions = fields.Integer(required=True)
    revision = fields.Integer(required=True)


class CampaignsSchema(Schema):
    """Campaigns, the latest first; 500 at most."""

    items = fields.List(fields.Nested(CampaignSchema), required=True)


class CampaignsQuery(CommunityQuery):
    """Of which place and below, going on on which day; without it all ever."""

    on = day_field(load_default=None)


class SteeringDayQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class IndicatorsQuery(CommunityQuery):
    """Of which place and below, on which day; without it today."""

    on = day_field(load_default=None)


class CampaignTotalsSchema(Schema):
    """Counted from rows, now: visits (场次), who came (人次), each named one once.

    `untold` visits do not say how many came; petitions by where they stand.
    """

    campaign = fields.Nested(CampaignSchema, required=True)
    on = fields.Date(required=True)
    visits = fields.Integer(required=True)
    attendance = fields.Integer(required=True)
    untold = fields.Integer(required=True)
    visitors = fields.Integer(required=True)
    households = fields.Integer(required=True)
    firms = fields.Integer(required=True)
    petitions = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True
    )


class IndicatorBody(Schema):
    """What an indicator is: its target until a day."""

    name = name_field(required=True)
    unit = fields.String(required=True, validate=validate.Length(1, LONGEST_UNIT))
    organisation_id = id_field(required=True)
    target = fields.Decimal(required=True)
    target_on = day_field(required=True)
    direction = fields.Enum(Direction, by_value=True, load_default=Direction.AT_LEAST)


def _count() -> fields.Integer:
    return fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(0, LARGEST),
    )


class ValueBody(Schema):
    """What was measured: a value, or both numbers of a share (`part` of `whole`).

    `said` is how the source has it, word for word: “60多条” (C-17).
    """

    on = day_field(required=True)
    source = fields.String(required=True, validate=validate.Length(1, LONGEST_SOURCE))
    value = fields.Decimal(load_default=None, allow_none=True)
    qualifier = fields.Enum(Qualifier, by_value=True, load_default=Qualifier.EXACT)
    part = _count()
    whole = _count()
    said = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_WORDS)
    )


class IndicatorValueSchema(Schema):
    """A value that was told, how exactly, from where, by whom."""

    on = fields.Date(required=True)
    value = fields.String(required=True)
    qualifier = fields.String(required=True)
    part = fields.Integer(required=True, allow_none=True)
    whole = fields.Integer(required=True, allow_none=True)
    said = fields.String(required=True, allow_none=True)
    source = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.DateTime(required=True)


class IndicatorSchema(Schema):
    """An indicator as it stood on a day.

    `state` is reached, on-the-way, missed or no-value; `approximate`: by a rough
    number. Of several values of one day the last holds.
    """

    indicator_id = fields.UUID(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    organisation_id = fields.String(required=True)
    target = fields.String(required=True)
    target_on = fields.Date(required=True)
    direction = fields.String(required=True)
    state = fields.String(required=True)
    approximate = fields.Boolean(required=True)
    told = fields.List(fields.Nested(IndicatorValueSchema), required=True)
    revision = fields.Integer(required=True)


class IndicatorsSchema(Schema):
    """Indicators, the first due first; 500 at most."""

    on = fields.Date(required=True)
    items = fields.List(fields.Nested(IndicatorSchema), required=True)


class FileReferenceSchema(Schema):
    """Which file it is: its name, content hash (SHA-256), size."""

    name = fields.String(required=True, validate=validate.Length(1, LONGEST_TITLE))
    sha256 = fields.String(
        required=True, validate=validate.Regexp(SHA256, error="bad-hash")
    )
    size = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, LARGEST_FILE)
    )


class RegulationBody(Schema):
    """What a regulation is; `until` is the first day on which it holds no more."""

    title = fields.String(required=True, validate=validate.Length(1, LONGEST_TITLE))
    number = name_field(required=True)
    organisation_id = id_field(required=True)
    since = day_field(required=True)
    until = day_field(load_default=None, allow_none=True)
    file = fields.Nested(FileReferenceSchema, required=True)
    supersedes = fields.UUID(load_default=None, allow_none=True)


class RegulationSchema(Schema):
    """A regulation, and by which it was superseded.

    `file_kept`: the file itself can be fetched here; who sent it and when, where it was
    written down.
    """

    regulation_id = fields.UUID(required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    file = fields.Nested(FileReferenceSchema, required=True)
    supersedes = fields.UUID(required=True, allow_none=True)
    superseded_by = fields.UUID(required=True, allow_none=True)
    file_kept = fields.Boolean(required=True)
    sent_by = fields.String(required=True, allow_none=True)
    sent_at = fields.DateTime(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class RegulationsQuery(CommunityQuery):
    """Of which place and above it, in force on which day; without it all ever."""

    on = day_field(load_default=None)


class RegulationsSchema(Schema):
    """Regulations, the latest first; 500 at most."""

    items = fields.List(fields.Nested(RegulationSchema), required=True)
