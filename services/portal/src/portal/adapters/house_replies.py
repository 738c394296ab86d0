"""What registry answers about homes and duties, as the desk reads it."""

from marshmallow import fields

from portal.adapters.replies import Reply


def maybe() -> fields.String:
    """Return a text that may be missing."""
    return fields.String(load_default=None, allow_none=True)


class ResidentReply(Reply):
    """Somebody, masked, or whole for a purpose."""

    resident_id = fields.UUID(required=True)
    household_id = fields.UUID(load_default=None, allow_none=True)
    organisation_id = fields.String(load_default="")
    state = fields.String(load_default="")
    name = fields.String(required=True)
    identity_number = maybe()
    telephone = maybe()
    registered_address = maybe()
    home_address = maybe()


class FoundReply(Reply):
    """Who was found."""

    items = fields.List(fields.Nested(ResidentReply), required=True)
    more = fields.Boolean(load_default=False)


class FieldReply(Reply):
    """One field of a section; `masked`: it is not the whole of it."""

    code = fields.String(load_default="")
    title = fields.String(required=True)
    type = fields.String(load_default="")
    value = fields.Raw(load_default=None, allow_none=True)
    masked = fields.Boolean(load_default=False)


class SectionReply(Reply):
    """One section of a file."""

    section = fields.String(required=True)
    title = fields.String(required=True)
    revision = fields.Integer(load_default=0)
    at = fields.AwareDateTime(required=True)
    by = fields.String(load_default="")
    erased = fields.Boolean(load_default=False)
    rows = fields.List(fields.Nested(FieldReply), data_key="fields", required=True)


class FiledReply(Reply):
    """A petition that stands in a file."""

    receipt = fields.String(required=True)
    state = fields.String(required=True)


class MemberReply(Reply):
    """One member with their sections."""

    resident = fields.Nested(ResidentReply, required=True)
    sections = fields.List(fields.Nested(SectionReply), load_default=list)
    petitions = fields.List(fields.Nested(FiledReply), load_default=list)
    closed = fields.List(fields.String(), load_default=list)


class HomeReply(Reply):
    """A household."""

    household_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    grid_id = maybe()
    building_id = maybe()
    address = fields.String(required=True)


class MarkReply(Reply):
    """Who had it shown whole, when, and what for."""

    by = fields.String(required=True)
    work_name = maybe()
    at = fields.AwareDateTime(required=True)
    purpose = fields.String(required=True)


class FileReply(Reply):
    """A household's file."""

    household = fields.Nested(HomeReply, required=True)
    sections = fields.List(fields.Nested(SectionReply), load_default=list)
    members = fields.List(fields.Nested(MemberReply), load_default=list)
    closed = fields.List(fields.String(), load_default=list)
    watermark = fields.Nested(MarkReply, load_default=None, allow_none=True)


class AskedReply(Reply):
    """One field as a section asks it."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    type = fields.String(required=True)
    kind = fields.String(load_default="plain")
    required = fields.Boolean(load_default=False)
    options = fields.List(fields.String(), load_default=list)
    longest = fields.Integer(load_default=200)


class EditionReply(Reply):
    """One edition of a section: what it asks, and who may write into it."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    subject = fields.String(required=True)
    valid_from = fields.Date(required=True)
    writers = fields.List(fields.String(), load_default=list)
    rows = fields.List(fields.Nested(AskedReply), data_key="fields", required=True)


class EditionsReply(Reply):
    """Some editions, the newest of each section or all of one."""

    items = fields.List(fields.Nested(EditionReply), required=True)


class StandingReply(Reply):
    """Where somebody stands with a duty."""

    rule = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(load_default="")
    bearer = fields.String(load_default="")
    bearer_id = fields.String(required=True)
    name = fields.String(load_default="")
    organisation_id = fields.String(load_default="")
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    planned = fields.Date(required=True)
    due = fields.Date(required=True)
    moved = fields.Boolean(load_default=False)
    provisional = fields.Boolean(load_default=False)
    done = fields.Integer(required=True)
    required = fields.Integer(required=True)
    missing = fields.Integer(load_default=0)
    percent = fields.String(load_default="")
    projected = fields.Integer(load_default=0)
    shortfall = fields.Integer(load_default=0)
    state = fields.String(required=True)


class StandingsReply(Reply):
    """Some standings, the worst first."""

    items = fields.List(fields.Nested(StandingReply), required=True)
    next = maybe()


class NamedReply(Reply):
    """Who is missing, masked."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    organisation_id = maybe()
    name = maybe()


class MissingReply(Reply):
    """Who is missing for somebody by a rule."""

    standing = fields.Nested(StandingReply, required=True)
    number = fields.Integer(required=True)
    items = fields.List(fields.Nested(NamedReply), required=True)
    next = maybe()


class PeriodReply(Reply):
    """A period of a rule that ended."""

    rule = fields.String(required=True)
    title = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    owing = fields.Integer(required=True)
    met = fields.Integer(required=True)
    done = fields.Integer(required=True)
    required = fields.Integer(required=True)
    percent = fields.String(load_default="")


class HistoryReply(Reply):
    """Periods, the latest first."""

    items = fields.List(fields.Nested(PeriodReply), required=True)


class RuleReply(Reply):
    """A rule in a line."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(load_default="")
    says = fields.String(load_default="")


class RulesReply(Reply):
    """The rules in force."""

    items = fields.List(fields.Nested(RuleReply), required=True)
