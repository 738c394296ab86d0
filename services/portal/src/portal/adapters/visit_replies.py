"""What registry answers about visits, as the desk reads it."""

from marshmallow import fields

from portal.adapters.house_replies import maybe
from portal.adapters.replies import Reply


class SubjectReply(Reply):
    """Who was visited."""

    kind = fields.String(required=True)
    id = fields.String(required=True)


class NamedSubjectReply(SubjectReply):
    """Who was visited, in words; none where it is out of reach."""

    name = maybe()


class CheckedReply(Reply):
    """What was found at one point of a list."""

    point = fields.String(required=True)
    found = fields.String(required=True)


class VisitReply(Reply):
    """A visit; words are masked but in a full look."""

    visit_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    held_at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    recorded_by = fields.String(required=True)
    late_days = fields.Integer(load_default=0)
    closed_at = fields.AwareDateTime(load_default=None, allow_none=True)
    family = maybe()
    outcome = maybe()
    attendance = fields.Integer(load_default=None, allow_none=True)
    topic = maybe()
    diary = maybe()
    basics = maybe()
    living = maybe()
    thinking = maybe()
    contact = maybe()
    help = maybe()
    subjects = fields.List(fields.Nested(SubjectReply), load_default=list)
    named = fields.List(fields.Nested(NamedSubjectReply), load_default=list)
    premises_id = maybe()
    place = maybe()
    units = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)
    photos = fields.List(fields.Raw(), load_default=list)
    checklist = fields.List(fields.Nested(CheckedReply), load_default=list)
    revision = fields.Integer(load_default=0)


class VisitsReply(Reply):
    """Some visits."""

    items = fields.List(fields.Nested(VisitReply), required=True)
    next = maybe()


class FindingReply(Reply):
    """What a visit found, and where its petition stands."""

    finding_id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    matter = maybe()
    outcome = maybe()
    state = fields.String(required=True)
    receipt = maybe()
    standing = maybe()
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
    how = maybe()


class FullVisitReply(Reply):
    """A visit with its words."""

    visit = fields.Nested(VisitReply, required=True)
    findings = fields.List(fields.Nested(FullFindingReply), load_default=list)


class TitledReply(Reply):
    """Something with a code and what it is called."""

    code = fields.String(required=True)
    title = fields.String(required=True)


class KindReply(Reply):
    """A kind of visit."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    subjects = fields.List(fields.String(), load_default=list)
    requires = fields.List(fields.String(), load_default=list)
    checklist = fields.List(fields.Nested(TitledReply), load_default=list)


class KindsReply(Reply):
    """The kinds in force, and of which classes all five items are told."""

    items = fields.List(fields.Nested(KindReply), required=True)
    classes = fields.List(fields.Nested(TitledReply), load_default=list)


class FirmReply(Reply):
    """A firm: a public name and address."""

    firm_id = fields.UUID(required=True)
    name = fields.String(required=True)
    address = fields.String(load_default="")


class FirmsReply(Reply):
    """Some firms."""

    items = fields.List(fields.Nested(FirmReply), required=True)
    next = maybe()


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
