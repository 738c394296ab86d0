"""What registry answers about homes, visits and duties, as the desk reads it."""

from marshmallow import fields

from portal.adapters.replies import Reply


def _maybe() -> fields.String:
    return fields.String(load_default=None, allow_none=True)


class ResidentReply(Reply):
    """Somebody, masked, or whole for a purpose."""

    resident_id = fields.UUID(required=True)
    household_id = fields.UUID(load_default=None, allow_none=True)
    organisation_id = fields.String(load_default="")
    state = fields.String(load_default="")
    name = fields.String(required=True)
    identity_number = _maybe()
    telephone = _maybe()
    registered_address = _maybe()
    home_address = _maybe()


class FoundReply(Reply):
    """Who was found."""

    items = fields.List(fields.Nested(ResidentReply), required=True)
    more = fields.Boolean(load_default=False)


class FieldReply(Reply):
    """One field of a section; `masked`: it is not the whole of it."""

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


class HomeReply(Reply):
    """A household."""

    household_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    grid_id = _maybe()
    building_id = _maybe()
    address = fields.String(required=True)


class MarkReply(Reply):
    """Who had it shown whole, when, and what for."""

    by = fields.String(required=True)
    work_name = _maybe()
    at = fields.AwareDateTime(required=True)
    purpose = fields.String(required=True)


class FileReply(Reply):
    """A household's file."""

    household = fields.Nested(HomeReply, required=True)
    sections = fields.List(fields.Nested(SectionReply), load_default=list)
    members = fields.List(fields.Nested(MemberReply), load_default=list)
    watermark = fields.Nested(MarkReply, load_default=None, allow_none=True)


class SubjectReply(Reply):
    """Who was visited."""

    kind = fields.String(required=True)
    id = fields.String(required=True)


class VisitReply(Reply):
    """A visit; words are masked but in a full look."""

    visit_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    held_at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    recorded_by = fields.String(required=True)
    late_days = fields.Integer(load_default=0)
    closed_at = fields.AwareDateTime(load_default=None, allow_none=True)
    family = _maybe()
    outcome = _maybe()
    attendance = fields.Integer(load_default=None, allow_none=True)
    topic = _maybe()
    diary = _maybe()
    basics = _maybe()
    living = _maybe()
    thinking = _maybe()
    contact = _maybe()
    help = _maybe()
    subjects = fields.List(fields.Nested(SubjectReply), load_default=list)
    photos = fields.List(fields.Dict(), load_default=list)
    revision = fields.Integer(load_default=0)


class VisitsReply(Reply):
    """Some visits."""

    items = fields.List(fields.Nested(VisitReply), required=True)
    next = _maybe()


class FindingReply(Reply):
    """What a visit found, and where its petition stands."""

    finding_id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    outcome = _maybe()
    state = fields.String(required=True)
    receipt = _maybe()
    standing = _maybe()
    refused = fields.Dict(
        keys=fields.String(), values=fields.String(), load_default=dict
    )


class FindingsReply(Reply):
    """What a visit found."""

    items = fields.List(fields.Nested(FindingReply), required=True)


class HomeVisitReply(Reply):
    """One visit of a home."""

    visit = fields.Nested(VisitReply, required=True)
    findings = fields.List(fields.Nested(FindingReply), load_default=list)


class HomeVisitsReply(Reply):
    """A home's visits, of every level."""

    items = fields.List(fields.Nested(HomeVisitReply), required=True)


class FullFindingReply(Reply):
    """A finding with its words."""

    finding = fields.Nested(FindingReply, required=True)
    text = fields.String(required=True)
    how = _maybe()


class FullVisitReply(Reply):
    """A visit with its words."""

    visit = fields.Nested(VisitReply, required=True)
    findings = fields.List(fields.Nested(FullFindingReply), load_default=list)


class KindReply(Reply):
    """A kind of visit."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    subjects = fields.List(fields.String(), load_default=list)
    requires = fields.List(fields.String(), load_default=list)


class KindsReply(Reply):
    """The kinds in force."""

    items = fields.List(fields.Nested(KindReply), required=True)


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
    next = _maybe()


class NamedReply(Reply):
    """Who is missing, masked."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    organisation_id = _maybe()
    name = _maybe()


class MissingReply(Reply):
    """Who is missing for somebody by a rule."""

    standing = fields.Nested(StandingReply, required=True)
    number = fields.Integer(required=True)
    items = fields.List(fields.Nested(NamedReply), required=True)
    next = _maybe()


class PeriodReply(Reply):
    """A period of a rule that ended."""

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


class OpenVisitReply(Reply):
    """A visit that nobody has closed."""

    visit_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    recorded_by = fields.String(required=True)
    held_at = fields.AwareDateTime(required=True)
    days = fields.Integer(load_default=0)


class GapsReply(Reply):
    """What leads nowhere yet."""

    findings = fields.List(fields.Nested(FindingReply), load_default=list)
    visits = fields.List(fields.Nested(OpenVisitReply), load_default=list)
